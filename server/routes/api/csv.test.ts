import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import { csvLines } from './csv.ts'

const HOSTILE = ['a\n=1+1', '\r=1', '\n=1', '\t@x', '＝1', '=1"x', '"; =1', 'a,=1', "'=1"]

it.each(HOSTILE)('holds %j in one cell of one row, and never as a formula', (name) => {
  const text = csvLines([{ name }, { name: 'next' }], { name: (row) => row.name, change: () => -1.5 }, 'live')
  const rows = parse(text, { record_delimiter: '\r\n' })
  expect(rows).toEqual([
    [/^['=+\-@\t\r\n＝]/.test(name) ? `'${name}` : name, '-1.5', 'live'],
    ['next', '-1.5', 'live'],
  ])
  // Programs that take any line ending for one see no more rows than that.
  expect(parse(text, { record_delimiter: ['\r\n', '\n', '\r'] })).toEqual(rows)
})
