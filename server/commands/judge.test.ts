import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bucketStart, DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createRandom } from '../catalogue/recording.ts'
import { YOUNG_HOURS } from '../detect/rule.ts'
import { judge } from './judge.ts'
import type { Line } from './judge/replay.ts'

const MONDAY = Date.UTC(2024, 0, 1)
const WIDTH_MS = 20 * MINUTE_MS
const ROWS = (16 * DAY_MS) / WIDTH_MS
/** Two hours from Sunday noon on, two weeks on. */
const OUTAGE = { from: MONDAY + 13 * DAY_MS + 12 * HOUR_MS, to: MONDAY + 13 * DAY_MS + 14 * HOUR_MS }

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'brusio-judge-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Summary = { summary: Record<string, { suspected: number; confirmed: number }> }
type Row = [at: number, ...counts: (number | string)[]]

function run(text: string, ...options: string[]) {
  const file = path.join(folder, 'series.csv')
  writeFileSync(file, text)
  const printed: string[] = []
  const remarks: string[] = []
  const code = judge([file, ...options], { print: (l) => printed.push(l), remark: (l) => remarks.push(l) })
  const parsed = printed.map((line): unknown => JSON.parse(line))
  const lines = parsed.slice(0, -1) as Line[]
  const { summary } = (parsed.at(-1) ?? { summary: {} }) as Summary
  return { code, lines, summary, remarks, printed }
}

/** Some three reports in twenty minutes by day; `down` has an outage, `quiet` is never heard, `new` comes with the tenth day. */
function series(): Row[] {
  const random = createRandom(3)
  return Array.from({ length: ROWS }, (_, i) => {
    const at = MONDAY + i * WIDTH_MS
    const usual = () => Math.floor(random() * 4)
    const isOut = at >= OUTAGE.from && at < OUTAGE.to
    return [at, isOut ? 200 + usual() : usual(), usual(), 0, at < MONDAY + 10 * DAY_MS ? '' : usual()]
  })
}

function csv(rows: Row[], names = 'down,up,quiet,new'): string {
  return [`start,${names}`, ...rows.map(([at, ...counts]) => [new Date(at).toISOString(), ...counts].join(','))].join(
    '\n',
  )
}

const incidents = (lines: Line[]) => lines.filter((l) => l.from !== 'unknown')

it('tells each change of state of a series, and sums up', () => {
  const { code, lines, summary } = run(csv(series()))
  expect(code).toBe(0)
  const ofDown = incidents(lines).filter((l) => l.provider === 'down')
  expect(ofDown.map((l) => `${l.from} ${l.to}`)).toEqual([
    'ok suspected',
    'suspected confirmed',
    'confirmed recovering',
    'recovering ok',
  ])
  const [suspected] = ofDown
  expect(Math.abs(Date.parse(suspected!.startedAt) - OUTAGE.from)).toBeLessThan(10 * MINUTE_MS)
  expect(Date.parse(suspected!.at)).toBeGreaterThan(OUTAGE.from)
  expect(suspected!.reports).toBeGreaterThan(suspected!.expected)
  expect(summary).toEqual({
    down: { suspected: 1, confirmed: 1 },
    up: { suspected: 0, confirmed: 0 },
    quiet: { suspected: 0, confirmed: 0 },
    new: { suspected: 0, confirmed: 0 },
  })
})

it('is unknown until some hours were heard, also of whom comes late', () => {
  const { lines } = run(csv(series()))
  const known = lines.filter((l) => l.from === 'unknown').map((l) => [l.provider, l.to, l.at])
  const after = (days: number) => new Date(MONDAY + days * DAY_MS + YOUNG_HOURS * HOUR_MS).toISOString()
  expect(known).toEqual([
    ['down', 'ok', after(0)],
    ['up', 'ok', after(0)],
    ['quiet', 'ok', after(0)],
    ['new', 'ok', after(10)],
  ])
})

it('does not look ahead: without its later rows a series says the same up to there', () => {
  const rows = series()
  const { printed } = run(csv(rows))
  for (const hours of [0.5, 1, 2.5, 4, 9]) {
    const cut = bucketStart(OUTAGE.from + hours * HOUR_MS, WIDTH_MS)
    const before = printed.filter(
      (line) => 'at' in JSON.parse(line) && Date.parse((JSON.parse(line) as Line).at) <= cut,
    )
    expect(run(csv(rows.filter(([at]) => at < cut))).printed.slice(0, -1)).toEqual(before)
  }
})

it('says the same again, whatever the order of rows and whatever is told twice', () => {
  const rows = series()
  const once = run(csv(rows))
  const random = createRandom(9)
  const shuffled = [...rows, ...rows.slice(0, 72)]
    .map((row) => ({ row, key: random() }))
    .toSorted((a, b) => a.key - b.key)
  expect(run(csv(shuffled.map(({ row }) => row))).printed).toEqual(once.printed)
  expect(run(csv(rows)).printed).toEqual(once.printed)
})

it('spreads reports by the seed: other instants, the same incident', () => {
  const times = new Set([1, 2, 3].map((seed) => run(csv(series()), '--seed', `${seed}`).lines.at(-1)!.at))
  expect(times.size).toBeGreaterThan(1)
  for (const seed of [2, 3]) expect(run(csv(series()), '--seed', `${seed}`).summary['down']!.confirmed).toBe(1)
})

it('holds neither an empty cell nor a hole between rows for silence', () => {
  const rows = series()
  // From the middle of the outage on nothing is known for half a day.
  const isDark = (at: number) => at >= OUTAGE.from + HOUR_MS && at < OUTAGE.from + 12 * HOUR_MS
  const holes = run(csv(rows.filter(([at]) => !isDark(at))))
  const empty = run(csv(rows.map(([at, ...counts]) => [at, ...counts.map((n) => (isDark(at) ? '' : n))])))
  expect(empty.printed).toEqual(holes.printed)
  const ended = incidents(holes.lines).filter((l) => l.to === 'recovering' || l.to === 'ok')
  expect(ended.length).toBeGreaterThan(0)
  expect(ended.every((l) => Date.parse(l.at) >= OUTAGE.from + 12 * HOUR_MS)).toBe(true)
})

it.each([
  ['an unknown file', ['nowhere.csv'], 'nowhere.csv cannot be read'],
  ['no file', [], 'Which file?'],
  ['an unknown option', ['--fast'], '--fast'],
])('ends with 2 for %s and prints nothing', (_, args, message) => {
  const printed: string[] = []
  const remarks: string[] = []
  expect(judge(args, { print: (l) => printed.push(l), remark: (l) => remarks.push(l) })).toBe(2)
  expect(printed).toEqual([])
  expect(remarks.join('\n')).toContain(message)
})

it.each([
  [['--seed', 'x'], '--seed takes a whole number'],
  [['--family', 'down'], 'two members'],
  [['--family', 'down,nobody'], 'no column "nobody"'],
  [['--depends', 'down'], 'takes X:Y'],
  [['--depends', 'down:nobody'], 'no column "nobody"'],
  [['--depends', 'down:down'], 'nobody depends on itself'],
])('ends with 2 for %j', (options, message) => {
  const { code, printed, remarks } = run(csv(series().slice(0, 100)), ...options)
  expect([code, printed]).toEqual([2, []])
  expect(remarks.join('\n')).toContain(message)
})

it('ends with 2 where a file makes no sense, and says the line and column', () => {
  const { code, printed, remarks } = run('start,a\n2024-01-01,1\n2024-01-02,x\n')
  expect([code, printed]).toEqual([2, []])
  expect(remarks).toEqual(['line 3, column 2: "x" for a is no count (leave the cell empty where nothing is known)'])
})
