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
  const tenth = MONDAY + 10 * DAY_MS + noon
  rule.advance(tenth + 15 * MINUTE_MS)
  for (let n = 0; n < 30; n += 1) rule.hear(tenth + 16 * MINUTE_MS + n)
  rule.advance(tenth + 29 * MINUTE_MS)
  expect(rule.alarms).toEqual([])
  rule.advance(MONDAY + 11 * DAY_MS)
  expect(rule.alarms).toEqual([{ at: tenth + 30 * MINUTE_MS, until: tenth + 30 * MINUTE_MS }])
})

it('finds the outage of 3 July 2019 too', () => {
  const recording = readRecording()
  const rule = createQuarterRule(recording.from)
  for (const v of recordedVoices(recording, recording)) if (v.provider === 'facebook') rule.hear(v.at)
  rule.advance(recording.to)
  const [noon, evening] = [Date.UTC(2019, 6, 3, 14), Date.UTC(2019, 6, 3, 20)]
  expect(rule.alarms.find((alarm) => alarm.at === noon)?.until).toBeGreaterThan(evening)
})
