import { validate, version } from 'uuid'
import { expect, it } from 'vitest'
import { uuidTime } from '../../store/probes.ts'
import { eventId } from './in-event.ts'

const NOW = Date.UTC(2023, 0, 23, 9)

it('makes ids that are UUIDv7s of their moment, one for each event', () => {
  const ids = Array.from({ length: 200 }, (_, i) => eventId(NOW + i, ['x', i]))
  for (const [i, id] of ids.entries()) expect([validate(id), version(id), uuidTime(id)]).toEqual([true, 7, NOW + i])
  expect(new Set(ids.map((id) => id.slice(14))).size).toBe(200)
})

it('makes the same id of the same event, and another of any other', () => {
  expect(eventId(NOW, ['a', 'b'])).toBe(eventId(NOW, ['a', 'b']))
  expect(eventId(NOW, ['a', 'b'])).not.toBe(eventId(NOW, ['ab']))
  expect(eventId(NOW, ['a', 'b'])).not.toBe(eventId(NOW + 1, ['a', 'b']))
})
