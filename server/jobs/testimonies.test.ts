import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import type { HeardNoticeRow } from '../store/notices-heard.ts'
import { Testimonies, toHeardNotice } from './testimonies.ts'

const NOON = Date.UTC(2023, 0, 25, 12)
const said = (more: Partial<HeardNoticeRow> = {}): HeardNoticeRow => {
  const about = { component: null, device: null, saidFrom: NOON - HOUR_MS, saidTo: NOON - HOUR_MS, isWithdrawn: false }
  return { id: 'a', providerId: 1, topics: ['problem'], seenAt: NOON, ...about, ...more }
}
const failed = (at: number) => ({ at, network: 'as1', outcome: 'failed' as const })

it('tells results and notices in the order of their times, whatever came first', () => {
  const waiting = new Testimonies()
  waiting.probe(failed(NOON + 2 * MINUTE_MS), NOON)
  waiting.notice(said({ seenAt: NOON + MINUTE_MS }))
  waiting.probe(failed(NOON), NOON)
  expect(waiting.firstAt).toBe(NOON)
  const told = Array.from({ length: 3 }, () => waiting.take())
  expect(told.map((t) => (t && 'probe' in t ? t.probe.at - NOON : 'notice'))).toEqual([0, 'notice', 2 * MINUTE_MS])
  expect(waiting.take()).toBeUndefined()
})

it('tells nothing before its time', () => {
  const waiting = new Testimonies()
  waiting.probe(failed(NOON), NOON)
  expect(waiting.take(NOON - 1)).toBeUndefined()
  expect(waiting.take(NOON)).toBeDefined()
})

it('takes a result that is older than an hour for history', () => {
  const waiting = new Testimonies()
  expect(waiting.probe(failed(NOON - HOUR_MS), NOON)).toBe(true)
  expect(waiting.probe(failed(NOON - HOUR_MS - 1), NOON)).toBe(false)
})

it('tells a notice once, after a restart too', () => {
  const waiting = new Testimonies()
  expect(waiting.notice(said())).toBe(true)
  expect(waiting.notice(said())).toBe(false)
  expect(new Testimonies(waiting.state.noticed).notice(said())).toBe(false)
})

it('takes back what was withdrawn, if it was ever told', () => {
  const waiting = new Testimonies()
  expect(waiting.notice(said({ isWithdrawn: true }))).toBe(false)
  waiting.notice(said())
  expect(waiting.notice(said({ isWithdrawn: true }))).toBe(true)
  waiting.take()
  expect(waiting.take()).toEqual({ notice: { at: NOON - HOUR_MS, says: 'nothing', of: 'problem' } })
})

it.each<[string, Partial<HeardNoticeRow>, ReturnType<typeof toHeardNotice>]>([
  ['a cause is a problem', { topics: ['cause', 'attack_denied'] }, { at: NOON - HOUR_MS, says: 'problem' }],
  ['restored is restored, whatever else', { topics: ['cause', 'restored'] }, { at: NOON - HOUR_MS, says: 'restored' }],
  ['money says nothing of now', { topics: ['compensation'] }, undefined],
  ['what nobody can date was said when it was seen', { saidFrom: null, saidTo: null }, { at: NOON, says: 'problem' }],
  ['nor was it said after it was seen', { saidTo: NOON + DAY_MS }, { at: NOON, says: 'problem' }],
  ['of one device', { device: 'ios' }, { at: NOON - HOUR_MS, says: 'problem', device: 'ios' }],
])('hears: %s', (_, more, expected) => {
  expect(toHeardNotice(said(more))).toEqual(expected)
})
