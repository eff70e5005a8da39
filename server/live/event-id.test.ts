import { expect, it } from 'vitest'
import { eventId, MAX_EVENT_ID, readEventId } from './event-id.ts'

it('says how far each topic was heard, and reads it back', () => {
  const places = new Map([
    ['incidents', 12],
    ['states', 40],
  ])
  expect(eventId('k3J9_-aB', places)).toBe('k3J9_-aB/incidents/12/states/40')
  expect(readEventId('k3J9_-aB/incidents/12/states/40')).toEqual({
    run: 'k3J9_-aB',
    seq: { incidents: 12, states: 40 },
  })
})

it.each([
  undefined,
  '',
  '/',
  '/incidents/1',
  'run/incidents',
  'run/incidents/-1',
  'run/incidents/1e3',
  'run/incidents/',
  'run/__proto__/1',
  'run/incidents/1/states',
  `run/incidents/${'9'.repeat(16)}`,
  `run/${'incidents/1/'.repeat(20)}states/1`.padEnd(MAX_EVENT_ID + 1, '1'),
])('takes %j for nothing', (id) => {
  expect(readEventId(id)).toBeUndefined()
})

it('reads a name without a number as one who has heard nothing', () => {
  expect(readEventId('run')).toEqual({ run: 'run', seq: {} })
})
