/**
 * What a spreadsheet would run as a formula: `=`, `+`, `-` and `@`, also in full width, and what it takes away before it looks. An apostrophe
 * before such a text counts as part of it, so that what was escaped can be told from what was so from the beginning.
 */
const FORMULA = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

/** The same text, to be read and not run. */
export const withoutFormula = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

/** As it was before `withoutFormula`. */
export const withFormula = (text: string): string => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text)

/** For csv-stringify, which quotes only the line ending that it writes itself: a lone one would begin a row of its own. */
export const LINE_ENDS = /[\r\n]/
