import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { stringify } from 'csv-stringify/sync'
import { Refusal } from '../../errors.ts'
import { LINE_ENDS, withoutFormula } from '../../spreadsheet.ts'
import { hasTag } from '../asked-with.ts'
import type { Stamped } from './answers.ts'

type Cell = string | number | boolean | null

/** What a row of a table is made of: the name of each column, and what stands in it. */
export type Columns<Row> = Record<string, (row: Row) => Cell>

/** Formulas of spreadsheets stay text: what we were told by others is in these tables. */
const FORM = {
  record_delimiter: 'windows',
  quoted_match: LINE_ENDS,
  cast: { boolean: String, string: withoutFormula },
} as const

/** An answer as a table was asked for: by the address, or because the program would rather have that than JSON. */
export function wantsCsv(c: Context): boolean {
  if (c.req.path.endsWith('.csv')) return true
  const supports = ['application/json', 'text/csv']
  return accepts(c, { header: 'Accept', supports, default: 'application/json' }) === 'text/csv'
}

export const headerLine = <Row>(columns: Columns<Row>): string => stringify([[...Object.keys(columns), 'mode']], FORM)

/** Nothing that wants quotes, and no formula. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9 .:_/-]*$/

/** Lines without a header (RFC 4180); each says whether it is of the present, for a file is soon away from its answer. */
export function csvLines<Row>(rows: readonly Row[], columns: Columns<Row>, mode: string): string {
  const cells = Object.values(columns)
  let lines = ''
  for (const row of rows) {
    const values = cells.map((cell) => cell(row))
    lines += plainLine(values, mode) ?? stringify([[...values, mode]], FORM)
  }
  return lines
}

/** As `stringify` would write it, which takes ten times as long: a year of minutes is half a million lines. Undefined: it is its turn. */
function plainLine(values: readonly Cell[], mode: string): string | undefined {
  let line = ''
  for (const value of values) {
    if (typeof value === 'string' && !PLAIN.test(value)) return undefined
    line += value === null ? ',' : `${value},`
  }
  return `${line}${mode}\r\n`
}

export function csvHeaders(c: Context, { mode }: { mode: string }): Record<string, string> {
  const name = c.req.path
    .replace(/^\/api\/v1\//, '')
    .replace(/\.csv$/, '')
    .replaceAll(/[^a-z0-9-]+/g, '-')
  return {
    'Content-Type': 'text/csv; charset=utf-8; header=present',
    'Content-Disposition': `attachment; filename="${mode === 'live' ? '' : `${mode}-`}${name}.csv"`,
  }
}

/** The same answer as a table. Its ETag is another one: it is of other bytes. */
export function csvAnswer<T extends object, Row>(
  c: Context,
  { body, headers }: { body: Stamped<T>; headers: Record<string, string> },
  table: {
    rows: readonly Row[]
    columns: Columns<Row>
    /** Which of them; undefined: all. */
    fields: readonly string[] | undefined
    fieldOf?: Readonly<Record<string, string>>
  },
): Response {
  const { rows, fields, fieldOf = {} } = table
  const known = Object.entries(table.columns).map(([name, cell]) => ({ name, cell, field: fieldOf[name] ?? name }))
  // Left out without a word it would be missed by nobody but its reader.
  const missing = fields?.find((one) => !known.some(({ field }) => field === one))
  if (missing !== undefined)
    throw new Refusal(400, `fields: ${missing} has no column in a table. Ask for JSON.`, { field: 'fields' })
  const columns = Object.fromEntries(
    known.filter(({ field }) => fields?.includes(field) ?? true).map(({ name, cell }) => [name, cell]),
  )
  const etag = headers.ETag?.replace(/"$/, '-csv"') ?? ''
  const all = { ...headers, ETag: etag, ...csvHeaders(c, body) }
  if (hasTag(c.req.header('if-none-match'), etag)) return c.body(null, 304, all)
  return c.body(headerLine(columns) + csvLines(rows, columns, body.mode), 200, all)
}
