import { expect, it } from 'vitest'
import { toResult } from './d10-load.ts'
import { type Load, measureLoad, trail } from './load-run.ts'

// second:   1    2    3    4     work of 2.5 s in the first keeps the next waiting
it('says how far behind one is when work waits in front of work', () => {
  expect(trail([2.5, 0.5, 0.25, 0.125])).toEqual([2.5, 2, 1.25, 0.375])
  expect(trail([0.3, 0.9, 1])).toEqual([0.3, 0.9, 1])
})

it('feeds as many voices as it says, and the outages among them are found', () => {
  const load = measureLoad({ providers: 60, perMinute: 6_000, warmMinutes: 1, minutes: 2, seed: 3 })
  expect(Math.abs(load.voices / 12_000 - 1)).toBeLessThan(0.05)
  expect(load.changes).toBeGreaterThanOrEqual(30)
  expect(load.seconds).toBeGreaterThan(0)
  expect(load.behindMost).toBeGreaterThanOrEqual(load.behindMean)
})

it('is met when it keeps up and the providers cost little', () => {
  const load = (seconds: number, voices: number, behindMost = 0.2): Load => ({
    voices,
    seconds,
    behindMost,
    behindMean: 0.1,
    changes: 1,
    megabytes: 100,
  })
  const good = [load(12, 60_000), load(10, 60_000), load(2, 6_000), load(0.1, 60)]
  expect(toResult(good, 1)).toMatchObject({
    met: true,
    figures: { core_share: 0.2, microseconds_a_voice: 200, ten_times_providers: 1.2, ten_times_voices: 6 },
  })
  expect(toResult([load(12, 60_000, 1.1), ...good.slice(1)], 1).met).toBe(false)
  expect(toResult([good[0]!, load(1, 60_000), ...good.slice(2)], 1).met).toBe(false)
})
