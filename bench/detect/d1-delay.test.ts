import { expect, it } from 'vitest'
import { toResult } from './d1-delay.ts'
import { type Delay, measureDelay } from './delay-trial.ts'

const job = { perHour: 8, surgePerMinute: 10, reporters: 1, trials: 60, histories: 1, moments: 3, seed: 5 }

it('measures all of them on the same voices: what needs less evidence is faster', () => {
  const delay = measureDelay(job)
  expect(delay.trials + delay.said).toBe(60)
  // The limit at 8 an hour and 10 more a minute is 26 seconds; sixty delays have a mean that is off by a tenth at the most.
  expect(delay.limit).toBeGreaterThan(20)
  expect(delay.limit).toBeLessThan(32)
  expect(delay.cusum).toBeGreaterThanOrEqual(delay.limit)
  expect(delay.ours).toBeGreaterThan(delay.limit)
  const seconds = delay.curve.cusum.map(([, s]) => s)
  expect(seconds).toEqual(seconds.toSorted((a, b) => a - b))
  expect(delay.late).toBe(0)
})

it('is the slower, the fewer false alarms it may make, where the usual is known', () => {
  const { ours, curve } = measureDelay({ ...job, histories: 0 })
  const seconds = curve.ours.map(([, s]) => s)
  expect(seconds).toEqual(seconds.toSorted((a, b) => a - b))
  expect(curve.ours.find(([perYear]) => perYear === 1)?.[1]).toBe(ours)
})

it('makes the rival wait for the reporters that we wait for', () => {
  const patient = measureDelay({ ...job, reporters: 20 })
  // Twenty voices at ten and a bit a minute.
  expect(patient.cusum).toBeGreaterThan(100)
  expect(patient.limit).toBeLessThan(32)
})

const delay = (ours: number, cusum: number): Delay => ({
  ours,
  cusum,
  limit: 10,
  curve: { ours: [], cusum: [] },
  trials: 9,
  said: 1,
  late: 0,
})
const cell = (known: Delay, learned: Delay) => ({ perHour: 8, surgePerMinute: 3, known, learned })

it('reports the worst cell, and meets its goal only with both', () => {
  const good = cell(delay(11, 10), delay(12, 10))
  expect(toResult([good])).toMatchObject({ figures: { known: 1.1, learned: 1.2, trials: 18 }, met: true })
  expect(toResult([good, cell(delay(11, 10), delay(30, 10))])).toMatchObject({ figures: { learned: 3 }, met: false })
  const untried = cell(delay(Number.NaN, Number.NaN), delay(12, 10))
  expect(toResult([untried])).toMatchObject({ figures: { known: null }, met: false })
})
