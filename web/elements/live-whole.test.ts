import { expect, it } from 'vitest'
import type { IncidentNews, StateLive } from '../../shared/live-topics.ts'
import { newestIncidents, wholeStates } from './live-whole.ts'

const one = (slug: string, state: StateLive['state']): StateLive => ({
  slug,
  state,
  verified: false,
  since: null,
  cause: null,
})
/** As much of it as counts here. */
const word = (sequence: number, id: string, isOver = false) =>
  ({ sequence, incident: { id, resolved_at: isOver ? '2019-07-03T12:00:00Z' : null } }) as IncidentNews

it('keeps all states, whatever an update leaves out', () => {
  const heard: string[] = []
  const hear = wholeStates((states, told) =>
    heard.push(`${[...states.values()].map(({ slug, state }) => `${slug} ${state}`).join()} / ${told.length}`),
  )
  hear({ states: [one('a', 'ok'), one('b', 'ok')] }, { type: 'snapshot' })
  hear({ states: [one('b', 'confirmed')] }, { type: 'update' })
  hear({ states: [one('b', 'ok')] }, { type: 'snapshot' })
  expect(heard).toEqual(['a ok,b ok / 2', 'a ok,b confirmed / 1', 'b ok / 1'])
})

it('keeps the newest word on each incident, in order, and tells each word once', () => {
  const heard: string[] = []
  const hear = newestIncidents((incidents, news) =>
    heard.push(
      `${[...incidents.values()].map(({ sequence }) => sequence).join()} / ${news.map((n) => n.sequence).join()}`,
    ),
  )
  hear({ events: [word(1, 'x'), word(2, 'y')] }, { type: 'snapshot' })
  hear({ events: [word(3, 'x'), word(4, 'x', true)] }, { type: 'update' })
  hear({ events: [word(4, 'x', true), word(6, 'y')] }, { type: 'snapshot' })
  expect(heard).toEqual(['1,2 / 1,2', '2,4 / 3,4', '4,6 / 6'])
})

it('forgets incidents that are long over, and none that is open', () => {
  let known: string[] = []
  const hear = newestIncidents((incidents) => (known = [...incidents.keys()]))
  hear({ events: [word(1, 'open')] }, { type: 'snapshot' })
  for (let n = 2; n < 40; n++) hear({ events: [word(n, `over-${n}`, true)] }, { type: 'update' })
  expect(known).toEqual(['open', ...Array.from({ length: 20 }, (_, i) => `over-${i + 20}`)])
})
