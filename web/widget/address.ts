const SUBJECTS = { provider: '', providers: '', operator: 'o/', incident: 'i/' }
const PARAMETERS = ['lang', 'range', 'tz', 'as-of']

export const ATTRIBUTES = [...Object.keys(SUBJECTS), ...PARAMETERS, 'theme', 'report']

type Asking = Pick<Element, 'getAttribute' | 'hasAttribute' | 'closest'>

/** Where the facts are that this element asks for; undefined: it names nobody. */
export function factsAddress(element: Asking, base: string): string | undefined {
  const query = new URLSearchParams()
  // The language of the article, where nobody says another.
  const around = element.closest<HTMLElement>('[lang]')?.lang
  if (around) query.set('lang', around.slice(0, 2).toLowerCase())
  for (const name of PARAMETERS) {
    const value = element.getAttribute(name)
    if (value) query.set(name.replace('-', '_'), value)
  }
  if (element.hasAttribute('report')) query.set('report', '1')
  for (const [kind, folder] of Object.entries(SUBJECTS)) {
    const name = element.getAttribute(kind)?.replace(/\s/g, '')
    if (name) return `${base}/embed/${folder}${encodeURIComponent(name)}.json?${query}`
  }
  return undefined
}

/** Head, foot and air around the rows; the form's button. */
const AROUND_PX = 92
const BUTTON_PX = 56
/** What a curve takes, and an operator of whom nobody knows how many services there will be. */
const ROWS = 3

/** How many rows there is space for, and pixels beside them: `style.ts` knows how high a row is in this column. */
export function spaceKept(element: Asking): [rows: number, px: number] {
  const names = element.getAttribute('providers')?.split(',').length ?? 1
  return [names > 1 ? names : ROWS, element.hasAttribute('report') ? AROUND_PX + BUTTON_PX : AROUND_PX]
}
