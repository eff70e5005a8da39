import { expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import { poissonProcess } from './draw.ts'
import { silencesOf, stepsOf, voicesOf, watch } from './counted.ts'

const START = Date.UTC(2024, 0, 1)
const at = (minutes: number) => START + minutes * MINUTE_MS
const buckets = [
  { from: at(0), to: at(20), count: 4 },
  { from: at(20), to: at(40), count: null },
  { from: at(40), to: at(60), count: 3 },
  { from: at(180), to: at(200), count: 2 },
]

it('spreads reports inside their own bucket, always the same way', () => {
  const voices = voicesOf(buckets, 'x', 1)
  expect(voices).toHaveLength(9)
  expect(voices.filter((v) => v >= at(0) && v < at(20))).toHaveLength(4)
  expect(voices.filter((v) => v >= at(40) && v < at(60))).toHaveLength(3)
  expect(voicesOf(buckets, 'x', 1)).toEqual(voices)
  expect(voicesOf(buckets.slice(2), 'x', 1)).toEqual(voices.slice(4))
  expect(voicesOf(buckets, 'y', 1)).not.toEqual(voices)
})

it('knows of what nobody knows', () => {
  expect(silencesOf(buckets)).toEqual([
    { from: at(20), to: at(40) },
    { from: at(60), to: at(180) },
  ])
})

it('counts the same voices in the steps of a rival, and begins anew after a silence', () => {
  const voices = voicesOf(buckets, 'x', 1)
  const steps = [...stepsOf(buckets, voices, 10 * MINUTE_MS)]
  const known = steps.filter(({ count }) => count !== null)
  expect(known.map(({ end }) => (end - START) / MINUTE_MS)).toEqual([10, 20, 50, 60, 190, 200])
  expect(steps.length - known.length).toBe(2)
  const counts = known.map(({ count }) => count!)
  expect([counts[0]! + counts[1]!, counts[2]! + counts[3]!, counts[4]! + counts[5]!]).toEqual([4, 3, 2])
  // Steps that do not fit a bucket: what is cut short is unknown.
  expect([...stepsOf(buckets, voices, 15 * MINUTE_MS)].map(({ count }) => count === null)).toEqual([
    false,
    true,
    false,
    true,
    false,
  ])
})

// Three days of six an hour, then sixty an hour for an hour; a month of silence; the same again.
it('gives the alarms of the detector, and lets go of them in a long silence', () => {
  const random = createRandom(1)
  const day = 24 * HOUR_MS
  const later = START + 33 * day
  const voices = [START, later].flatMap((from) =>
    poissonProcess(random, [
      { from, to: from + 3 * day, perHour: 6 },
      { from: from + 3 * day, to: from + 3 * day + HOUR_MS, perHour: 300 },
    ]),
  )
  const silence = { from: START + 3 * day + HOUR_MS, to: later }
  const { alarms, changes } = watch(voices, [silence], { from: START, to: later + 4 * day, forgetMs: HOUR_MS })
  const surges = alarms.filter((alarm) => alarm.confirmedAt !== undefined)
  expect(surges).toHaveLength(2)
  for (const [i, from] of [START, later].entries()) {
    expect(surges[i]!.at - from - 3 * day).toBeGreaterThan(0)
    expect(surges[i]!.at - from - 3 * day).toBeLessThan(10 * MINUTE_MS)
  }
  expect(surges[0]!.until).toBe(silence.from)
  expect(surges[1]!.until).toBe(changes.at(-1)!.at)
})
