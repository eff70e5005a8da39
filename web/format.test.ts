import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../shared/time.ts'
import { formatDuration } from './format.ts'

it.each([
  [10_000, '1 min', '1 min'],
  [80 * MINUTE_MS, '1 h 20 min', '1 h 20 min'],
  [2 * DAY_MS + 18 * HOUR_MS, '2 g 18 h', '2 d 18 h'],
  [5 * DAY_MS, '5 g', '5 d'],
])('says how long %i ms are', (ms, italian, english) => {
  expect([formatDuration('it', ms), formatDuration('en', ms)]).toEqual([italian, english])
})
