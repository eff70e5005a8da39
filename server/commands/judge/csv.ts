/** What cannot be read, and where: lines and columns count from 1, as editors do. Its message is fit to show. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile'

  constructor(line: number, column: number | undefined, problem: string) {
    super(`line ${line}${column === undefined ? '' : `, column ${column}`}: ${problem}`)
  }
}

export type CsvRow = { line: number; cells: string[] }

const QUOTED = /"((?:[^"]|"")*)"/y
const PLAIN = /[^",\r\n]*/y

/**
 * RFC 4180 by the letter, with any line end and a byte order mark: cells between commas, in quotes where they hold a comma, a quote (doubled)
 * or a line end. Blank lines are left out. `line` is where the row begins.
 */
export function* readCsv(text: string): Generator<CsvRow> {
  let at = text.startsWith('\uFEFF') ? 1 : 0
  let line = 1
  while (at < text.length) {
    const begins = line
    const from = at
    const cells: string[] = []
    for (;;) {
      const isQuoted = text[at] === '"'
      const pattern = isQuoted ? QUOTED : PLAIN
      pattern.lastIndex = at
      const found = pattern.exec(text)
      if (!found) throw new UnreadableFile(line, cells.length + 1, 'a quote is opened and never closed')
      cells.push(isQuoted ? found[1]!.replaceAll('""', '"') : found[0])
      if (isQuoted) line += found[0].split(/\r\n|\r|\n/).length - 1
      at = pattern.lastIndex
      if (text[at] !== ',') break
      at += 1
    }
    const isBlank = at === from
    if (text[at] === '\r' && text[at + 1] === '\n') at += 2
    else if (text[at] === '\r' || text[at] === '\n') at += 1
    else if (at < text.length) throw new UnreadableFile(line, cells.length, 'a quote belongs around a whole cell')
    line += 1
    if (!isBlank) yield { line: begins, cells }
  }
}
