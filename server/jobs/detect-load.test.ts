import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createDirectory } from '../catalogue/directory.ts'
import { importMinutes } from '../store/import.ts'
import { readIncidentEvents } from '../store/incidents.ts'
import { anIncident, somePartitions } from '../test/factories.ts'
import { NOON, useQuietProvider } from '../test/quiet-provider.ts'

const world = useQuietProvider()
const anotherRule = () =>
  world.db.sql`update detector_states set snapshot = '{"detector":{"rule":"older"},"incident":null}'`

describe('after a change of rule', () => {
  it('goes through the voices with their networks: one that shouts is still one', async () => {
    await world.judge(NOON)
    await world.speak(NOON, 60, 1, NOON + 10 * MINUTE_MS)
    await world.judge(NOON + 10 * MINUTE_MS)
    expect(await world.incidents()).toEqual([])
    const before = await world.types()
    await anotherRule()
    await world.judge(NOON + 10 * MINUTE_MS)
    expect(await world.incidents()).toEqual([])
    expect(await world.types()).toEqual(before)
  })

  it('goes on with an incident that is open, and with its end', async () => {
    await world.judge(NOON)
    await world.speak(NOON, 60, 60, NOON + 10 * MINUTE_MS)
    await world.judge(NOON + 10 * MINUTE_MS)
    const [open] = await world.incidents()
    await anotherRule()
    await world.judge(NOON + 10 * MINUTE_MS)
    expect(await world.incidents()).toEqual([open])
    expect(await world.state()).toBe('confirmed')
    await importMinutes(world.db, [], NOON, NOON + 4 * HOUR_MS)
    await world.judge(NOON + 4 * HOUR_MS)
    expect(await world.types()).toEqual(['suspected', 'confirmed', 'recovering', 'resolved'])
    expect(await world.incidents()).toMatchObject([{ id: open!.id, state: 'ok' }])
  })

  it('finds what the older rule did not, with its events', async () => {
    await world.judge(NOON)
    await world.speak(NOON, 60, 60, NOON + 10 * MINUTE_MS)
    await world.judge(NOON + 10 * MINUTE_MS)
    await world.db.sql`truncate incidents, incident_events, deliveries, dossiers, dossier_parts`
    await anotherRule()
    await world.judge(NOON + 10 * MINUTE_MS)
    const [found, ...others] = await world.incidents()
    expect(others).toEqual([])
    const events = await readIncidentEvents(world.db, { incidentId: found!.id })
    expect(events.map((e) => e.type)).toEqual(['suspected', 'confirmed'])
  })

  it('ends what only the older rule has seen, and says so', async () => {
    await world.judge(NOON)
    const open = await anIncident(world.db, { providerId: world.providerId, startedAt: new Date(NOON - HOUR_MS) })
    await anotherRule()
    await world.judge(NOON + MINUTE_MS)
    expect(await world.incidents()).toMatchObject([{ id: open.id, state: 'ok' }])
    expect(await readIncidentEvents(world.db, { incidentId: open.id })).toMatchObject([{ type: 'resolved', to: 'ok' }])
  })

  it('lets an end stand that the older rule has found', async () => {
    await world.judge(NOON)
    await world.speak(NOON, 60, 60, NOON + 10 * MINUTE_MS)
    await world.judge(NOON + 10 * MINUTE_MS)
    await world.db.sql`update incidents set state = 'ok', resolved_at = ${NOON + 9 * MINUTE_MS}::timestamptz`
    await anotherRule()
    await world.judge(NOON + 10 * MINUTE_MS)
    expect(await world.incidents()).toMatchObject([{ resolvedAt: NOON + 9 * MINUTE_MS }])
    expect(await world.state()).toBe('ok')
  })
})

describe('from minutes alone, which have no networks', () => {
  const surge = Array.from({ length: 10 }, (_, n) => NOON + n * MINUTE_MS)
  const later = NOON + 30 * HOUR_MS

  it.each([
    { who: 'a server', trustHistory: false, found: [] },
    { who: 'a recording', trustHistory: true, found: ['suspected', 'confirmed', 'recovering', 'resolved'] },
  ])('opens nothing for a server that begins, and all for a recording: $who', async ({ trustHistory, found }) => {
    await importMinutes(world.db, world.rows(surge, 20), NOON, later)
    await world.judge(later, { trustHistory })
    expect(await world.types()).toEqual(found)
    expect(await world.state()).toBe('ok')
    // Nor is it learned from: a fifth of a voice an hour on top of a half would be the whole surge.
    const [usual] = await world.db.sql<[{ rate: number }]>`
      select rate_per_hour as rate from baselines order by hour desc limit 1`
    expect(usual.rate).toBeLessThan(0.75)
  })

  it('opens nothing after days away', async () => {
    await world.judge(NOON)
    await importMinutes(world.db, world.rows(surge, 20), NOON, later)
    await world.judge(later)
    expect(await world.types()).toEqual([])
    expect(await world.state()).toBe('ok')
  })

  it('opens nothing of what still goes on when the voices begin', async () => {
    const hours = 8
    const minutes = Array.from({ length: hours * 60 }, (_, n) => NOON + n * MINUTE_MS)
    await importMinutes(world.db, world.rows(minutes, 20), NOON, NOON + hours * HOUR_MS)
    await world.judge(NOON + hours * HOUR_MS - 1 + DAY_MS)
    expect(await world.types()).toEqual([])
    expect(await world.state()).toBe('ok')
  })

  it('closes an incident that was open before', async () => {
    await world.judge(NOON)
    await world.speak(NOON, 60, 60, NOON + 10 * MINUTE_MS)
    await world.judge(NOON + 10 * MINUTE_MS)
    await world.db.sql`truncate voices`
    await importMinutes(world.db, [], NOON, later)
    await world.judge(later + HOUR_MS)
    expect(await world.types()).toEqual(['suspected', 'confirmed', 'recovering', 'resolved'])
    expect(await world.incidents()).toMatchObject([{ state: 'ok' }])
  })
})

// An archive that was read in: twenty quiet days, an outage since noon, its last day's end at midnight. Three days later this instance begins to listen.
describe('what an archive that was read in leaves open', () => {
  const midnight = NOON + 12 * HOUR_MS
  const later = NOON + 4 * DAY_MS
  const surge = Array.from({ length: 12 * 60 }, (_, n) => NOON + n * MINUTE_MS)
  const readIn = async (lastEvent = NOON + HOUR_MS) => {
    await importMinutes(world.db, world.rows(surge, 20), NOON, midnight)
    const { id } = await anIncident(world.db, { providerId: world.providerId, startedAt: new Date(NOON) })
    await world.db.sql`insert into incident_events (incident_id, provider_id, at, type, from_state, to_state, evidence)
      values (${id}, ${world.providerId}, ${new Date(lastEvent).toISOString()}, 'heard', 'confirmed', 'confirmed', '{}')`
    return id
  }

  it.each([
    { known: 'the end of its last day', lastEvent: NOON + HOUR_MS, until: midnight },
    { known: 'an event after it', lastEvent: midnight + HOUR_MS, until: midnight + HOUR_MS },
  ])('is let go of at the last moment that is known, $known, and nobody says that it ended', async (last) => {
    const id = await readIn(last.lastEvent)
    await world.judge(later)
    expect(await world.incidents()).toMatchObject([{ id, state: 'unknown', resolvedAt: last.until }])
    const [, ended, ...more] = await readIncidentEvents(world.db, { incidentId: id })
    expect(ended).toMatchObject({ type: 'resolved', to: 'unknown', at: new Date(last.until).toISOString() })
    expect(more).toEqual([])
    await importMinutes(world.db, [], later, later + 2 * HOUR_MS)
    await world.judge(later + 2 * HOUR_MS)
    expect(await world.types()).toEqual(['heard', 'resolved'])
  })

  it('is let go of where its last minutes are older than what a detector is warmed up with', async () => {
    const id = await readIn()
    const muchLater = NOON + 60 * DAY_MS
    await somePartitions(world.db, muchLater)
    await world.judge(muchLater)
    expect(await world.incidents()).toMatchObject([{ id, state: 'unknown', resolvedAt: midnight }])
  })

  it('is let go of then as well when this instance was started twice before it judged', async () => {
    const id = await readIn()
    await importMinutes(world.db, [], later - HOUR_MS, later - HOUR_MS + 5 * MINUTE_MS)
    await world.judge(later)
    expect(await world.incidents()).toMatchObject([{ id, state: 'unknown', resolvedAt: midnight }])
  })

  it('makes place for what people say here', async () => {
    const id = await readIn()
    await world.speak(later, 60, 60, later + 10 * MINUTE_MS)
    await world.judge(later + 10 * MINUTE_MS)
    const found = await world.incidents()
    expect(found).toMatchObject([
      { state: 'confirmed', resolvedAt: null },
      { id, state: 'unknown', resolvedAt: midnight },
    ])
    expect(found[0]!.startedAt).toBeGreaterThan(later - HOUR_MS)
    expect(await world.types()).toEqual(['heard', 'resolved', 'suspected', 'confirmed'])
  })

  it('is let go of then as well where nobody judges its provider here', async () => {
    const id = await readIn()
    await world.judge(later, { directory: createDirectory([]) })
    expect(await world.incidents()).toMatchObject([{ id, state: 'unknown', resolvedAt: midnight }])
  })
})
