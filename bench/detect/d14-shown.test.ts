import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import { playSite, type Shown, summarize, withOutages } from './d14-shown.ts'
import { MONDAY } from './learnt.ts'

const site = (real: number, untrue: string[], found = real): Shown => {
  return { real, untrue, outages: 10, found, providerDays: 3650 }
}

it('says what share of those shown was real, over all sites', () => {
  const { figures, met } = summarize([site(9, ['a']), site(10, [], 8)])
  expect(figures).toMatchObject({
    realShare: 0.95,
    shown: 20,
    outages: 20,
    outagesFound: 17 / 20,
    providerDays: 7300,
  })
  expect(figures['falsePerProviderYear']).toBeCloseTo(1 / 20, 12)
  expect(met).toBe(true)
  expect(summarize([site(9, ['a', 'a'])]).met).toBe(false)
  expect(summarize([site(0, [])]).met).toBe(null)
})

it('adds what an outage brings to the day it falls on', () => {
  const outage = { from: MONDAY + 23 * HOUR_MS, to: MONDAY + 25 * HOUR_MS, perMinute: 10 }
  const days = [0, 1, 2].map((d) => withOutages([], [outage], MONDAY + d * DAY_MS, createRandom(d)))
  expect(days[2]).toEqual([])
  for (const day of days.slice(0, 2)) expect(Math.abs(day.length - 600)).toBeLessThan(5 * Math.sqrt(600))
  expect(days[1]!.at(-1)!.at).toBeLessThan(outage.to)
})

it('plays a small site to the same figures twice', () => {
  const job = { providers: 3, days: 2, sites: 1, seed: 9 }
  expect(playSite(job)).toEqual(playSite(job))
  expect(playSite(job).providerDays).toBe(6)
})
