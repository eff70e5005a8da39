import { expect, it } from 'vitest'
import { HOUR_MS } from '../../shared/time.ts'
import { lastLoudOf, type HourOfVoices } from './loud.ts'

const hour = (n: number) => Date.UTC(2023, 0, 23, n)
const usual = [7, 8, 9, 10, 11, 12].map((n) => ({ hour: hour(n), ratePerHour: 4, dispersion: 1.5 }))
const since = {
  startedFrom: hour(7),
  judgedAt: hour(12),
  scope: [
    { facet: 'device', value: 'ios', verdict: 'recovered', observed: 40, expected: 5 },
    { facet: 'component_device', value: 'webmail/ios', verdict: 'affected', observed: 40, expected: 0 },
  ] as const,
}
const voices = (of: Record<string, number[]>): HourOfVoices[] =>
  Object.entries(of).flatMap(([value, counts]) => counts.map((problems, i) => ({ hour: hour(7 + i), value, problems })))
// Hour                        7   8   9  10  11  12
const HEARD = voices({
  '': [90, 80, 19, 18, 4, 6],
  'webmail/ios': [30, 20, 16, 0, 2, 3],
  'app/ios': [10, 9, 0, 0, 1, 0],
  'app/-': [50, 51, 4, 18, 1, 3],
})
const lastLoud = lastLoudOf(HEARD, usual, since)

it('tells the last hour of all that surely had more than is usual', () => {
  // 4 and six sds of 2.45 are 18.7: nineteen are loud, eighteen may be chance.
  expect(lastLoud({ component: null, device: null })).toBe(hour(9))
})

it('tells it of a device and of a pair, by what is usual for them', () => {
  // iOS has an hour on average and three at most, so 15 may be chance.
  expect(lastLoud({ component: null, device: 'ios' })).toBe(hour(9))
  expect(lastLoud({ component: 'webmail', device: 'ios' })).toBe(hour(12))
})

it('says nothing of a part that was not judged, nor of hours of which nobody knows the usual', () => {
  expect(lastLoud({ component: null, device: 'android' })).toBeNull()
  expect(lastLoud({ component: 'app', device: null })).toBeNull()
  expect(lastLoudOf(HEARD, [], since)({ component: null, device: null })).toBeNull()
})

it('does not call a quiet night loud', () => {
  const quiet = voices({ '': [4, 5, 3, 6, 4, 2] })
  expect(
    lastLoudOf(quiet, usual, { ...since, judgedAt: hour(7) + HOUR_MS })({ component: null, device: null }),
  ).toBeNull()
})
