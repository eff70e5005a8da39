import { MINUTE_MS, SECOND_MS } from '../../../shared/time.ts'
import { type CsvRow, readCsv, UnreadableFile } from './csv.ts'
import { readInstant } from './instant.ts'

/** More in one bucket is no count of reports; ten thousand a minute for a week is less. */
const MAX_COUNT = 200_000_000

/** `counts`: in the order of `providers`; null: the source has no value. `at`: epoch milliseconds, rising. */
export type SeriesRow = { at: number; counts: (number | null)[] }
export type Series = {
  providers: string[]
  /** Width of a bucket: the commonest distance of two that follow each other. */
  widthMs: number
  rows: SeriesRow[]
  /** What a reader should know of how the file was taken. */
  remarks: string[]
}
type Row = SeriesRow & { line: number }

/** Reads a wide CSV: a line of names, then a bucket a line, its start first. Throws UnreadableFile. */
export function readSeries(text: string): Series {
  const lines = readCsv(text)
  const head = lines.next().value as CsvRow | undefined
  if (!head) throw new UnreadableFile(1, undefined, 'the file is empty')
  const providers = readHead(head)
  const rows: Row[] = []
  for (const line of lines) rows.push(readRow(line, providers))
  const sorted = rows.toSorted((a, b) => a.at - b.at || a.line - b.line)
  const { kept, clashes } = withoutRepeats(sorted, providers)
  if (kept.length < 2) {
    throw new UnreadableFile(head.line, undefined, 'two rows or more are needed, or nobody knows how long a bucket is')
  }
  const widthMs = commonestGap(kept)
  refuseOverlaps(kept, widthMs)
  return { providers, widthMs, rows: kept, remarks: [...remarksOf(rows, kept, widthMs), ...clashes] }
}

function readHead({ line, cells }: CsvRow): string[] {
  const names = cells.slice(1).map((name) => name.trim())
  if (names.length === 0) {
    const hint = /[;\t]/.test(cells[0]!) ? ' (cells are parted by commas)' : ''
    throw new UnreadableFile(line, undefined, `a column for each provider follows that of the buckets${hint}`)
  }
  if (readInstant(cells[0]!.trim()) !== undefined) {
    throw new UnreadableFile(line, 1, 'the first line holds the names of the columns, not counts')
  }
  for (const [i, name] of names.entries()) {
    if (name === '') throw new UnreadableFile(line, i + 2, 'this column has no name')
    const first = names.indexOf(name)
    if (first < i) throw new UnreadableFile(line, i + 2, `"${name}" is already the name of column ${first + 2}`)
  }
  return names
}

function readRow({ line, cells }: CsvRow, providers: string[]): Row {
  const at = readInstant(cells[0]!.trim())
  if (at === undefined) {
    throw new UnreadableFile(line, 1, `${quote(cells[0]!)} is no instant, such as 2019-04-14T11:20Z`)
  }
  if (cells.length !== providers.length + 1) {
    throw new UnreadableFile(line, undefined, `${cells.length} cells, but the first line has ${providers.length + 1}`)
  }
  return { line, at, counts: cells.slice(1).map((cell, i) => readCount(cell.trim(), line, i + 2, providers[i]!)) }
}

function readCount(cell: string, line: number, column: number, provider: string): number | null {
  if (cell === '') return null
  const refuse = (why: string) => new UnreadableFile(line, column, `${quote(cell)} for ${provider} ${why}`)
  // 12.0 and 1.2e3 are whole numbers as other programs write them.
  if (!/^[+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?$/i.test(cell)) {
    throw refuse('is no count (leave the cell empty where nothing is known)')
  }
  const count = Number(cell)
  if (count < 0) throw refuse('is less than no report')
  if (!Number.isInteger(count)) throw refuse('is no whole number of reports')
  if (count > MAX_COUNT) throw refuse(`is more than ${MAX_COUNT.toLocaleString('en')}`)
  return count + 0 // -0 is 0
}

/**
 * Rows of the same start become one. Where they differ the first line stands: what comes later cannot change an hour that was judged (a
 * clock that goes back tells an hour twice).
 */
function withoutRepeats(rows: Row[], providers: string[]): { kept: Row[]; clashes: string[] } {
  const kept: Row[] = []
  const clashes: string[] = []
  for (const row of rows) {
    const last = kept.at(-1)
    if (last?.at !== row.at) {
      kept.push({ ...row, counts: [...row.counts] })
      continue
    }
    for (const [i, count] of row.counts.entries()) {
      const known = last.counts[i]!
      if (known === null) last.counts[i] = count
      else if (count !== null && count !== known) {
        clashes.push(
          `line ${row.line}, column ${i + 2} (${providers[i]!}): ${count} where line ${last.line} has ${known} for the ` +
            `same start, ${iso(row.at)}: the first stands`,
        )
      }
    }
  }
  return { kept, clashes }
}

function commonestGap(rows: Row[]): number {
  const gaps = new Map<number, number>()
  for (let i = 1; i < rows.length; i += 1) {
    const gap = rows[i]!.at - rows[i - 1]!.at
    gaps.set(gap, (gaps.get(gap) ?? 0) + 1)
  }
  // Of two that are as common the shorter: a row that is missing makes a gap longer, never shorter.
  return [...gaps].toSorted(([a, times], [b, others]) => others - times || a - b)[0]![0]
}

/** Days in local time may be an hour short; what begins in the first half of another bucket is no series. */
function refuseOverlaps(rows: Row[], widthMs: number): void {
  for (let i = 1; i < rows.length; i += 1) {
    const gap = rows[i]!.at - rows[i - 1]!.at
    if (gap <= widthMs / 2) {
      throw new UnreadableFile(
        rows[i]!.line,
        1,
        `begins ${length(gap)} after line ${rows[i - 1]!.line}, while a bucket is ${length(widthMs)} long`,
      )
    }
  }
}

function remarksOf(rows: Row[], kept: Row[], widthMs: number): string[] {
  const remarks = [`${kept.length} buckets of ${length(widthMs)} from ${iso(kept[0]!.at)}`]
  const late = rows.filter((row, i) => i > 0 && row.at < rows[i - 1]!.at)
  if (late[0]) remarks.push(`${late.length} rows are out of order, line ${late[0].line} first: taken in order of time`)
  const repeats = rows.length - kept.length
  if (repeats > 0) remarks.push(`${repeats} rows have the start of another: counted once`)
  const holes = kept.filter((row, i) => i > 0 && row.at - kept[i - 1]!.at > widthMs).length
  if (holes > 0) remarks.push(`${holes} gaps between rows: nothing is known of them, which is not zero reports`)
  return remarks
}

function quote(cell: string): string {
  return JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}…` : cell)
}

function length(ms: number): string {
  return ms % MINUTE_MS === 0 ? `${ms / MINUTE_MS} min` : `${ms / SECOND_MS} s`
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
