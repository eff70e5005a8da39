import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { aPage, NOW } from '../test-page.ts'
import { renderStatus, standingOf, type StatusView, type StoredStatus } from './status.tsx'

const well: StoredStatus = {
  tookMs: 3.4,
  reports: 'taken',
  lagMs: 4_000,
  agents: { all: 2, heard: 1 },
  sums: [
    { days: 1, watchedMs: DAY_MS, lostMs: 0, count: 0 },
    { days: 30, watchedMs: 30 * DAY_MS, lostMs: 70 * MINUTE_MS, count: 2 },
  ],
  gaps: [{ from: NOW - 2 * DAY_MS, to: NOW - 2 * DAY_MS + HOUR_MS }],
}
const aView = (stored: Partial<StoredStatus> | null = {}, more: Partial<StatusView> = {}): StatusView => ({
  stored: stored === null ? undefined : { ...well, ...stored },
  readAt: NOW,
  probing: 'on',
  sockets: 1_234,
  version: '1.2.3',
  rule: 'ladder-9',
  ...more,
})
const text = (view: StatusView, page = aPage('en')) =>
  renderStatus(page, view)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

it.each([
  ['well', aView()],
  ['ill', aView(null)],
  ['ill', aView({ reports: 'late' })],
  ['ill', aView({ lagMs: 7 * MINUTE_MS })],
  ['unknown', aView({ lagMs: null })],
  ['unknown', aView({ reports: 'none' })],
] as const)('calls itself %s', (standing, view) => {
  expect(standingOf(aPage(), view)).toBe(standing)
})

it('measures a replay by its own pace', () => {
  const view = aView({ lagMs: 7 * MINUTE_MS })
  expect(standingOf(aPage('it', { speed: 60 }), view)).toBe('well')
})

it('tells how each part stands, in words', () => {
  const said = text(aView())
  expect(said).toContain('Brusio is listening.')
  expect(said).toContain('Answers within 3 ms.')
  expect(said).toContain('1 of 2 heard within the last hour.')
  expect(said).toContain('1,234 pages connected.')
  expect(said).toContain('Brusio 1.2.3, rule ladder-9')
  expect(said).toContain('None in 1 d.')
  expect(said).toContain('2 interruptions: 1 h 10 min out of 30 d.')
  expect(said).toContain('The latest 1.')
})

it('says that it cannot read, and when it last could', () => {
  expect(text(aView(null))).toContain('Does not answer. It last answered on 3 July 2019, 19:07 UTC.')
  expect(text(aView(null, { readAt: undefined }))).not.toContain('last answered')
  expect(text(aView(null))).toContain('● not working')
})

it('says how far the rule is behind, and that no probe gets out', () => {
  expect(text(aView({ lagMs: 7 * MINUTE_MS }))).toContain('It is 7 min behind: states are not of now.')
  expect(text(aView({}, { probing: 'offline' }))).toContain('None gets out')
  expect(text(aView({ agents: { all: 0, heard: 0 } }))).toContain('None: all checks come from one place.')
})
