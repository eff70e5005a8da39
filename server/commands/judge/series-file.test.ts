import { describe, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts'
import { UnreadableFile } from './csv.ts'
import { readInstant } from './instant.ts'
import { readSeries } from './series-file.ts'

const START = Date.UTC(2019, 3, 14, 11, 20)
const file = (...lines: string[]) => `${lines.join('\n')}\n`
const THREE = ['start,a,b', '2019-04-14T11:20Z,1,0', '2019-04-14T11:40Z,,2', '2019-04-14T12:00Z,3,4']

it.each([
  ['2019-04-14T11:20Z', START],
  ['2019-04-14T11:20:00Z', START],
  ['2019-04-14T11:20:00.250Z', START + 250],
  ['2019-04-14T13:20+02:00', START],
  ['2019-04-14T13:20:00+0200', START],
  ['2019-04-14 11:20', START],
  ['2019-04-14 11:20:00 +00:00', START],
  ['2019-04-14T06:50-04:30', START],
  ['2019-04-14', Date.UTC(2019, 3, 14)],
  [String(START / 1000), START],
  [`${START / 1000}.0`, START],
  [String(START), START],
])('reads %s as an instant', (text, at) => {
  expect(readInstant(text)).toBe(at)
})

it.each(['', '2019', '20190414', '14/04/2019 11:20', '2019-02-30', '2019-04-14T25:00Z', '2019-04-14T11:20+99:00', 'x'])(
  'takes %j for no instant',
  (text) => {
    expect(readInstant(text)).toBeUndefined()
  },
)

it('reads names, buckets and their width, and an empty cell as unknown', () => {
  const { providers, widthMs, rows } = readSeries(file(...THREE))
  expect(providers).toEqual(['a', 'b'])
  expect(widthMs).toBe(20 * MINUTE_MS)
  expect(rows.map(({ at, counts }) => [at - START, ...counts])).toEqual([
    [0, 1, 0],
    [20 * MINUTE_MS, null, 2],
    [40 * MINUTE_MS, 3, 4],
  ])
})

it.each([
  ['carriage returns', THREE.join('\r\n')],
  ['a byte order mark', `\uFEFF${THREE.join('\n')}`],
  ['quotes', THREE.join('\n').replaceAll(/[^,\n]+/g, '"$&"')],
  ['blank lines and spaces', `${THREE.join('\n\n').replaceAll(',', ' , ')}\n\n\n`],
  ['whole numbers as other programs write them', file(...THREE).replace(',3,4', ',3.0,4e0')],
])('makes nothing of %s', (_, text) => {
  const { providers, widthMs, rows } = readSeries(text)
  const plain = readSeries(file(...THREE))
  expect({ providers, widthMs, rows: rows.map((r) => [r.at, r.counts]) }).toEqual({
    providers: plain.providers,
    widthMs: plain.widthMs,
    rows: plain.rows.map((r) => [r.at, r.counts]),
  })
})

it('lets a name hold a comma, a quote and a line end', () => {
  expect(readSeries(file('start,"a, ""b""\nc"', ...THREE.slice(2).map((l) => l.slice(0, -2)))).providers).toEqual([
    'a, "b"\nc',
  ])
})

describe('rows that are not one after the other', () => {
  const [head = '', one = '', two = '', three = ''] = THREE

  it('are taken in order of time, with a remark that names the line', () => {
    const { rows, remarks } = readSeries(file(head, two, one, three))
    expect(rows.map((r) => r.at - START)).toEqual([0, 20 * MINUTE_MS, 40 * MINUTE_MS])
    expect(remarks.join()).toContain('1 rows are out of order, line 3 first')
  })

  it('are counted once when they are told twice', () => {
    const { rows, remarks } = readSeries(file(head, one, two, three, two, three))
    expect(rows.map((r) => r.counts)).toEqual(readSeries(file(...THREE)).rows.map((r) => r.counts))
    expect(remarks.join()).toContain('2 rows have the start of another')
  })

  it('tell an hour twice when a clock goes back: the first stands, and what it left open is filled in', () => {
    const { rows, remarks } = readSeries(file(head, one, two, three, '2019-04-14T11:40Z,7,9'))
    expect(rows[1]!.counts).toEqual([7, 2])
    expect(remarks.join()).toContain('line 5, column 3 (b): 9 where line 3 has 2')
  })

  it('may leave a hole, which is remarked', () => {
    const { rows, widthMs, remarks } = readSeries(file(...THREE, '2019-04-14T15:00Z,1,1'))
    expect(rows).toHaveLength(4)
    expect(widthMs).toBe(20 * MINUTE_MS)
    expect(remarks.join()).toContain('1 gaps between rows')
  })

  it('may come an hour early, as days in local time do in spring', () => {
    const days = [
      '2019-03-30T00:00+01:00',
      '2019-03-31T00:00+01:00',
      '2019-04-01T00:00+02:00',
      '2019-04-02T00:00+02:00',
    ]
    const { rows, widthMs } = readSeries(file('day,a', ...days.map((day) => `${day},5`)))
    expect(widthMs).toBe(24 * HOUR_MS)
    expect(rows).toHaveLength(4)
  })
})

it.each([
  ['nothing', '', 'line 1: the file is empty'],
  ['no provider', 'start\n', 'line 1: a column for each provider'],
  ['semicolons', 'start;a\n', 'cells are parted by commas'],
  ['no names', file('2019-04-14T11:20Z,1', '2019-04-14T11:40Z,1'), 'line 1, column 1: the first line holds the names'],
  ['a column without a name', 'start,a,\n', 'line 1, column 3: this column has no name'],
  ['a name twice', 'start,a,b,a\n', 'line 1, column 4: "a" is already the name of column 2'],
  ['one row alone', file('start,a', '2019-04-14T11:20Z,1'), 'two rows or more'],
  ['a row too short', file(...THREE, '2019-04-14T12:20Z,1'), 'line 5: 2 cells, but the first line has 3'],
  ['a start that is none', file(...THREE, 'noon,1,1'), 'line 5, column 1: "noon" is no instant'],
  ['a negative count', file(...THREE, '2019-04-14T12:20Z,1,-1'), 'line 5, column 3: "-1" for b is less than'],
  ['half a report', file(...THREE, '2019-04-14T12:20Z,1.5,1'), 'line 5, column 2: "1.5" for a is no whole number'],
  ['a word', file(...THREE, '2019-04-14T12:20Z,1,many'), 'line 5, column 3: "many" for b is no count'],
  ['NaN', file(...THREE, '2019-04-14T12:20Z,NaN,1'), 'line 5, column 2: "NaN" for a is no count'],
  ['hexadecimal', file(...THREE, '2019-04-14T12:20Z,0x10,1'), 'line 5, column 2'],
  ['a number no site counts', file(...THREE, '2019-04-14T12:20Z,1e300,1'), 'line 5, column 2: "1e300" for a is more'],
  ['a quote that stays open', file(...THREE, '2019-04-14T12:20Z,"1,1'), 'line 5, column 2: a quote is opened'],
  ['a quote inside a cell', file(...THREE, '2019-04-14T12:20Z,1"1",1'), 'line 5, column 2: a quote belongs'],
  [
    'buckets on top of each other',
    file(...THREE, '2019-04-14T12:05Z,1,1'),
    'line 5, column 1: begins 5 min after line 4',
  ],
])('says where %s is in the way', (_, text, message) => {
  expect(() => readSeries(text)).toThrow(UnreadableFile)
  expect(() => readSeries(text)).toThrow(message)
})
