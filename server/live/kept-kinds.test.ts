import { expect, it } from 'vitest'
import type { IncidentNews, StateLive } from '../../shared/live-topics.ts'
import { KEPT } from './kept-kinds.ts'

const { states, incidents } = KEPT
const ok = (slug: string): StateLive => ({ slug, state: 'ok', verified: false, since: null, cause: null })

it.each([
  ['state', { state: 'suspected' }],
  ['verified', { verified: true }],
  ['since', { since: '2023-01-23T06:04:00.000Z' }],
  ['cause', { cause: 'collateral' }],
] as const)('tells of all providers those whose %s is another', (_, change) => {
  const before = { states: [ok('a'), ok('b')] }
  const changed = { ...ok('b'), ...change }
  expect(states?.changes(before, { states: [ok('a'), changed] })).toEqual({ states: [changed] })
  expect(states?.changes(before, { states: [ok('a'), ok('b')] })).toBeUndefined()
  expect(states?.changes(before, { states: [ok('a'), ok('b'), ok('c')] })).toEqual({ states: [ok('c')] })
})

const news = (sequence: number, id: string, resolved = false) =>
  ({ sequence, incident: { id, resolved_at: resolved ? 'then' : null } }) as IncidentNews
const told = (whole: unknown) => (whole as { events: IncidentNews[] }).events.map(({ sequence }) => sequence)

it('tells events that were not there, also one with a smaller number that came later', () => {
  const before = { events: [news(1, 'a'), news(3, 'b')] }
  expect(incidents?.changes(before, before)).toBeUndefined()
  expect(incidents?.changes(before, { events: [...before.events] })).toBeUndefined()
  const whole = { events: [news(1, 'a'), news(2, 'c'), news(3, 'b'), news(4, 'a')] }
  expect(told(incidents?.changes(before, whole))).toEqual([2, 4])
})

it('begins with the newest word on each open incident and on the newest that ended, oldest first', () => {
  const ended = Array.from({ length: 30 }, (_, i) => news(100 + i, `ended ${i}`, true))
  const events = [news(1, 'open'), news(2, 'other'), news(3, 'other', true), news(4, 'open'), ...ended]
  expect(told(incidents?.snapshot({ events }))).toEqual([4, ...ended.slice(-20).map(({ sequence }) => sequence)])
})
