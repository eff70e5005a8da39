import { beforeEach, expect, it } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { GroupLive, IncidentsLive, StatesLive } from '../../shared/live-topics.ts'
import { createDirectory, type Directory } from '../catalogue/directory.ts'
import { countStatements } from '../test/counted-db.ts'
import { NOON, NOW, useLiveRows } from '../test/live-rows.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { readProviders } from '../store/providers.ts'
import { createTopicReader, resolveTopic } from './live-topics.ts'

const rows = useLiveRows()
const clock = createManualClock(NOW)
let directory: Directory

beforeEach(async () => {
  await rows.db
    .sql`with o as (insert into operators (slug, name) values ('both', 'Both') on conflict (slug) do update set name = 'Both' returning id)
    update providers set operator_id = (select id from o) where slug in ('alpha', 'beta')`
  await rows.db.sql`update providers set category = 'bank' where slug = 'delta'`
  directory = createDirectory(await readProviders(rows.db))
})

const EVIDENCE = JSON.stringify({ rule: '1' })
async function anIncident(slug: string): Promise<string> {
  const id = uuidv7()
  await rows.db
    .sql`insert into incidents (id, provider_id, state, verified, started_at, detected_at, confirmed_at, peak, rule)
    values (${id}, ${rows.id(slug)}, 'confirmed', false, ${NOON}::timestamptz, ${NOON}::timestamptz, ${NOON}::timestamptz, 40, '1')`
  return id
}
async function anEvent(id: string | null, slug: string, type: string, number?: number) {
  await rows.db.sql`
    insert into incident_events (id, incident_id, provider_id, at, type, from_state, to_state, evidence) overriding system value
    values (coalesce(${number ?? null}::bigint, nextval(pg_get_serial_sequence('incident_events', 'id'))), ${id}, ${rows.id(slug)},
      ${NOW}::timestamptz, ${type}, 'suspected', 'confirmed', ${EVIDENCE}::text::jsonb)`
}

it.each([
  ['states', 'states'],
  ['category:mail', 'group'],
  ['category:game', 'group'],
  ['category:constructor', undefined],
  ['operator:both', 'group'],
  ['operator:nobody', undefined],
  ['provider:alpha', 'one'],
  ['provider:gone', undefined],
  ['embed:en:alpha', 'one'],
  ['embed:xx:alpha', undefined],
  ['state', undefined],
  ['', undefined],
])('knows whether %j is a topic', (topic, by) => {
  expect(resolveTopic(directory, topic)?.by).toBe(by)
})

it('tells a category and an operator as their providers, by name, and all states in a line each', async () => {
  await rows.judge('alpha', 'suspected', NOON)
  const data = await createTopicReader({ db: rows.db, clock, directory })([
    'category:mail',
    'operator:both',
    'category:game',
    'states',
  ])
  const slugs = (topic: string) => GroupLive.parse(data.get(topic)).providers.map(({ slug }) => slug)
  expect(slugs('category:mail')).toEqual(['alpha', 'beta', 'gamma'])
  expect(slugs('operator:both')).toEqual(['alpha', 'beta'])
  expect(slugs('category:game')).toEqual([])
  const { states } = StatesLive.parse(data.get('states'))
  expect(states.map(({ slug }) => slug)).toEqual(['alpha', 'beta', 'delta', 'gamma'])
  expect(states[0]).toEqual({
    slug: 'alpha',
    state: 'suspected',
    verified: false,
    since: new Date(NOON).toISOString(),
    cause: null,
  })
})

it('asks as often for many topics as for one of each kind', async () => {
  const few = ['overview', 'states', 'incidents', 'provider:alpha', 'category:mail']
  const many = [...few, 'provider:beta', 'embed:it:alpha', 'embed:en:gamma', 'category:bank', 'operator:both']
  const { db, seen } = countStatements(rows.db)
  const read = createTopicReader({ db, clock, directory })
  const statementsOf = async (topics: string[]) => {
    seen.statements = 0
    await read(topics)
    return seen.statements
  }
  await read(few)
  const least = await statementsOf(few)
  expect(least).toBe(6)
  expect(await statementsOf(many)).toBe(least)
})

it('reads of incidents only what is new, also an event with a smaller number that was committed later', async () => {
  const read = createTopicReader({ db: rows.db, clock, directory })
  const news = async () => IncidentsLive.parse((await read(['incidents'])).get('incidents')).events
  const types = async () => (await news()).map(({ type, sequence }) => `${type} ${sequence}`)
  const id = await anIncident('alpha')
  await anEvent(null, 'alpha', 'suspected', 1_000)
  await anEvent(id, 'alpha', 'confirmed', 1_001)
  expect(await types()).toEqual(['incident.opened 1001'])
  await anEvent(id, 'alpha', 'recovering', 1_003)
  expect(await types()).toEqual(['incident.opened 1001', 'incident.updated 1003'])
  await anEvent(id, 'alpha', 'heard', 1_002)
  await anEvent(null, 'beta', 'faded', 1_004)
  expect(await types()).toEqual(['incident.opened 1001', 'incident.updated 1002', 'incident.updated 1003'])
  const [first] = await news()
  expect(first).toMatchObject({
    event: { type: 'confirmed', from: 'suspected', to: 'confirmed' },
    incident: { id, provider: 'alpha' },
  })
  // Nothing new: the same object, so that nobody compares it.
  const again = await read(['incidents'])
  expect(again.get('incidents')).toBe((await read(['incidents'])).get('incidents'))
})

it('begins with the last word on an incident that is open, however much was said of others since', async () => {
  const [old, busy] = [await anIncident('alpha'), await anIncident('beta')]
  await anEvent(old, 'alpha', 'confirmed', 2_000)
  await rows.db.sql`
    insert into incident_events (id, incident_id, provider_id, at, type, from_state, to_state, evidence) overriding system value
    select 3000 + n, ${busy}::uuid, ${rows.id('beta')}, ${NOW}::timestamptz, 'heard', 'confirmed', 'confirmed', '{}'
    from generate_series(1, 300) n`
  const read = createTopicReader({ db: rows.db, clock, directory })
  const { events } = IncidentsLive.parse((await read(['incidents'])).get('incidents'))
  expect(events.map(({ sequence }) => sequence)).toEqual([2_000, ...Array.from({ length: 200 }, (_, i) => 3_101 + i)])
  await anEvent(busy, 'beta', 'resolved', 4_000)
  const { events: later } = IncidentsLive.parse((await read(['incidents'])).get('incidents'))
  expect(later.map(({ sequence }) => sequence)).toEqual([
    2_000,
    ...Array.from({ length: 199 }, (_, i) => 3_102 + i),
    4_000,
  ])
})
