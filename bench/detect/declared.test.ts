import { expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS, QUARTER_MS } from '../../shared/time.ts'
import { chain, compare, type DeclaredDay, quietHours, readDeclaredDays } from './declared.ts'

const days = readDeclaredDays()

it('reads 82 days of 96 quarters, 50 of them in register', () => {
  expect(days).toHaveLength(82)
  expect(days.filter((day) => day.isAligned)).toHaveLength(50)
  for (const day of days) {
    expect(day.counts).toHaveLength(96)
    // The 49th label is the declared moment, to the minute.
    expect(Math.floor((day.firstLabel + 48 * QUARTER_MS) / MINUTE_MS)).toBe(day.declaredAt / MINUTE_MS)
  }
  expect(days.find((day) => day.id === '203444')!.counts.reduce((sum, n) => sum + n, 0)).toBe(2_736)
})

it('chains the days of a provider without hearing a quarter twice', () => {
  const aws = days.filter((day) => day.provider === 'aws')
  const buckets = chain(aws, 'end')
  for (let i = 1; i < buckets.length; i += 1) expect(buckets[i]!.from).toBeGreaterThanOrEqual(buckets[i - 1]!.to)
  expect(buckets.length).toBeLessThan(69 * 96)
  expect(buckets.length).toBeGreaterThan(65 * 96)
  expect(chain(aws, 'start')[0]!.from - buckets[0]!.from).toBe(QUARTER_MS)
})

// from ─ 10 h ─ declared-2h ─ declared ─ 12 h
const day: DeclaredDay = {
  id: '1',
  provider: 'x',
  declaredAt: 12 * HOUR_MS,
  isAligned: true,
  firstLabel: 0,
  counts: Array.from({ length: 96 }, () => 0),
}
const alarm = (from: number, to: number) => ({ at: from * HOUR_MS, until: to * HOUR_MS })

it('takes the alarm in force when it was declared, or the first after', () => {
  expect(compare(day, 'start', [alarm(11.5, 14)])).toMatchObject({ leadMs: HOUR_MS / 2, earlier: [], isNotLater: true })
  expect(compare(day, 'start', [alarm(12.25, 14)])).toMatchObject({ leadMs: -HOUR_MS / 4, isNotLater: false })
  expect(compare(day, 'start', [])).toMatchObject({ leadMs: undefined, isNotLater: false })
  expect(compare(day, 'start', [alarm(25, 26)])).toMatchObject({ leadMs: undefined })
})

it('counts what came and went before as earlier alarms, and what goes on since long before as both', () => {
  const [one, two] = [alarm(3, 4), alarm(10.5, 11)]
  expect(compare(day, 'start', [one, two, alarm(11.75, 13)])).toMatchObject({
    leadMs: HOUR_MS / 4,
    earlier: [one, two],
  })
  const long = alarm(5, 20)
  expect(compare(day, 'start', [long])).toMatchObject({ leadMs: 2 * HOUR_MS, earlier: [long] })
})

it('is not later within the minute of the declared moment', () => {
  expect(compare(day, 'start', [{ at: 12 * HOUR_MS + 30_000, until: 13 * HOUR_MS }]).isNotLater).toBe(true)
})

it('has ten quiet hours in a day', () => {
  expect(quietHours(day, 'start')).toBe(10)
  expect(quietHours(day, 'end')).toBe(10.25)
})
