import { expect, it } from 'vitest'
import { DAY_MS, MINUTE_MS } from '../../shared/time.ts'
import { readRecording, recordedVoices } from '../../server/catalogue/recording.ts'
import { createQuarterRule } from './quarter-rule.ts'

const MONDAY = Date.UTC(2024, 0, 1)

// 12:00            12:15           12:30
//   │ 3 a day usual │ 30 from 12:16 │ says so here, not before
it('speaks at the end of the bin that passes the usual of that time of day', () => {
  const rule = createQuarterRule(MONDAY)
  const noon = 12 * 60 * MINUTE_MS
  for (let day = 0; day < 10; day += 1)
    for (let n = 0; n < 3; n += 1) rule.hear(MONDAY + day * DAY_MS + noon + n * MINUTE_MS)
  expect(rule.advance(MONDAY + 10 * DAY_MS + noon + 15 * MINUTE_MS)).toEqual([])
  for (let n = 0; n < 30; n += 1) rule.hear(MONDAY + 10 * DAY_MS + noon + 16 * MINUTE_MS + n)
  expect(rule.advance(MONDAY + 10 * DAY_MS + noon + 29 * MINUTE_MS)).toEqual([])
  expect(rule.advance(MONDAY + 10 * DAY_MS + noon + 30 * MINUTE_MS)).toEqual([
    MONDAY + 10 * DAY_MS + noon + 30 * MINUTE_MS,
  ])
  expect(rule.advance(MONDAY + 11 * DAY_MS)).toEqual([])
})

it('finds the outage of 3 July 2019 too', () => {
  const recording = readRecording()
  const rule = createQuarterRule(recording.from)
  for (const v of recordedVoices(recording, recording)) if (v.provider === 'facebook') rule.hear(v.at)
  const alarms = rule.advance(recording.to)
  expect(alarms).toContain(Date.UTC(2019, 6, 3, 14))
})
