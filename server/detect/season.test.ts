import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import { createRandom } from '../catalogue/recording.ts'
import { hourOfWeek, Season, toShape } from './season.ts'

const MONDAY = Date.UTC(2024, 0, 1)

it('begins the week on Monday at midnight', () => {
  expect([0, 1, 24, 167, 168].map((hour) => hourOfWeek(MONDAY + hour * HOUR_MS))).toEqual([0, 1, 24, 167, 0])
})

it('is the same whether it was asked at every hour, never before, or since a restart', () => {
  const random = createRandom(8)
  const asked = new Season()
  const unasked = new Season()
  let restored = new Season()
  for (let hour = 0; hour < 400; hour += 1) {
    const at = MONDAY + hour * HOUR_MS
    const voices = Math.floor(10 * random())
    for (const season of [asked, unasked, restored]) season.learn(at, voices, 4)
    asked.at(at)
    if (hour % 50 === 0) restored = new Season(restored.state())
  }
  const { voices, expected } = unasked.state()
  const whole = toShape(voices, expected, 24)
  for (let hour = 0; hour < 168; hour += 1) {
    const at = MONDAY + hour * HOUR_MS
    expect([asked, unasked, restored].map((season) => season.at(at))).toEqual([whole[hour], whole[hour], whole[hour]])
  }
})

it('is flat until voices say otherwise, and learns when a day is busy', () => {
  const season = new Season()
  expect(season.at(MONDAY)).toBeCloseTo(1, 9)
  for (let day = 0; day < 28; day += 1) {
    for (let hour = 0; hour < 24; hour += 1) {
      season.learn(MONDAY + day * DAY_MS + hour * HOUR_MS, hour >= 12 ? 30 : 10, 20)
    }
  }
  expect(season.at(MONDAY + 18 * HOUR_MS)).toBeGreaterThan(1.4)
  expect(season.at(MONDAY + 4 * HOUR_MS)).toBeLessThan(0.6)
})
