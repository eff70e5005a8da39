import { expect, it } from 'vitest'
import { DAY_MS, MINUTE_MS } from '../../shared/time.ts'
import { saidBetween } from './said.ts'

const NOW = Date.UTC(2023, 0, 25, 12)
const ago = (minutes: number) => NOW - minutes * MINUTE_MS
// | last look 11:57 ──────────── seen 12:00 |
const said = (claimedAt: number | null, readAt: number | null = ago(3)) =>
  saidBetween({ claimedAt, readAt, seenAt: NOW })
const SINCE_LAST_LOOK = [ago(3), NOW]

it.each<[string, ReturnType<typeof said>, unknown]>([
  ['dated since the last look: then', said(ago(2)), [ago(2), ago(2)]],
  ['dated a little before, which a cache explains: then', said(ago(9)), [ago(9), ago(9)]],
  ['dated back to when it was not there: since the last look', said(ago(60)), SINCE_LAST_LOOK],
  ['dated weeks ago: history, whyever it came up', said(NOW - 8 * DAY_MS), [NOW - 8 * DAY_MS, NOW - 8 * DAY_MS]],
  ['without a date: since the last look', said(null), SINCE_LAST_LOOK],
  ['dated tomorrow: since the last look', said(NOW + DAY_MS), SINCE_LAST_LOOK],
  ['dated a minute ahead: now', said(NOW + MINUTE_MS), [NOW, NOW]],
  ['at the first look: when it says', said(ago(600), null), [ago(600), ago(600)]],
  ['at the first look without a date: nobody knows', said(null, null), null],
  ['at the first look, dated tomorrow: nobody knows', said(NOW + DAY_MS, null), null],
])('%s', (_, found, expected) => {
  expect(found).toEqual(expected)
})
