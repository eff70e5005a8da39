import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { withoutFormula } from '../../spreadsheet.ts'
import { csvLines, headerLine, type Columns } from './csv.ts'

type Row = (string | number | boolean | null)[]
const COLUMNS: Columns<Row> = { first: (row) => row[0]!, second: (row) => row[1]!, third: (row) => row[2]! }

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('a', 'Z', '7', ' ', '.', '-', '=', '+', ',', '"', '\r', '\n', "'", 'è') }),
  fc.constantFrom('2023-01-22T09:00:00.000Z', 'libero-mail', 'webmail/ios', '-', '@sum', "'=1"),
)
const row = fc.array(fc.oneof(text, fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null)), {
  minLength: 3,
  maxLength: 3,
})

it('writes every cell so that it is read again as it was, and is no formula', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
      const read = parse(headerLine(COLUMNS) + csvLines(rows, COLUMNS, 'live'))
      const cells = rows.map((one) =>
        one.map((cell) => (typeof cell === 'string' ? withoutFormula(cell) : `${cell ?? ''}`)),
      )
      expect(read).toEqual([['first', 'second', 'third', 'mode'], ...cells.map((one) => [...one, 'live'])])
    }),
  )
})

it('ends each line as RFC 4180 says', () => {
  const rows: Row[] = [
    ['2023-01-22T09:00:00.000Z', 1, true],
    ['Che Banca, "Milano"', 0.5, null],
  ]
  expect(csvLines(rows, COLUMNS, 'live')).toBe(
    '2023-01-22T09:00:00.000Z,1,true,live\r\n"Che Banca, ""Milano""",0.5,,live\r\n',
  )
})
