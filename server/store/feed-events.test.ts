import { beforeAll, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { useTestDb } from '../test/db.ts'
import { anIncident, aProvider } from '../test/factories.ts'
import type { Database } from './db.ts'
import { readFeedEvents } from './feed-events.ts'
import { incidentEvents } from './schema.ts'

// Each provider: a suspicion, then an incident with an update a minute for an hour; `b` half a minute after `a`. `gone` has left the catalogue.
const START = Date.UTC(2023, 0, 23)
const EVIDENCE = {
  rule: 'test',
  window_ms: 1,
  observed: 1,
  expected: 1,
  dispersion: 1,
  score: 1,
  threshold: 1,
  reporters: 1,
  networks: 1,
}
const test = useTestDb()
const ids: Record<string, number> = {}

beforeAll(async () => {
  for (const [slug, lateMs] of [
    ['a', 0],
    ['b', 30_000],
    ['gone', 2 * HOUR_MS],
  ] as const) {
    const archivedAt = slug === 'gone' ? new Date(START) : null
    const { id: providerId } = await aProvider(test.db, { slug, name: slug.toUpperCase(), archivedAt })
    ids[slug] = providerId
    const incident = await anIncident(test.db, { providerId, startedAt: new Date(START), peak: 7 })
    const event = (minute: number, type: string, incidentId: string | null = incident.id) => ({
      incidentId,
      providerId,
      at: new Date(START + lateMs + minute * MINUTE_MS),
      type,
      fromState: 'confirmed',
      toState: 'confirmed',
      evidence: EVIDENCE,
      reason: type === 'corrected' ? 'Why' : null,
    })
    await test.db.orm
      .insert(incidentEvents)
      .values([
        event(-1, 'suspected', null),
        ...Array.from({ length: 60 }, (_, i) => event(i, i % 2 === 0 ? 'relapsed' : 'corrected')),
        event(61, 'suspected', null),
        event(62, 'faded', null),
      ])
  }
})

it('reads the newest of all, whoever has them, and of those no longer listed too', async () => {
  const rows = await readFeedEvents(test.db, { limit: 70 })
  expect(rows).toHaveLength(70)
  expect(rows.slice(0, 60).every(({ incident }) => incident.slug === 'gone')).toBe(true)
  expect(rows.slice(60).map(({ incident }) => incident.slug)).toEqual([
    'b',
    'a',
    'b',
    'a',
    'b',
    'a',
    'b',
    'a',
    'b',
    'a',
  ])
  const times = rows.map(({ event }) => Date.parse(event.at))
  expect(times).toEqual(times.toSorted((x, y) => y - x))
})

it('reads those of some providers alone, each with its incident as it is told', async () => {
  const rows = await readFeedEvents(test.db, { providerIds: [ids['a']!], limit: 3 })
  expect(rows.map(({ event }) => [event.type, event.at, event.reason])).toEqual([
    ['corrected', '2023-01-23T00:59:00.000Z', 'Why'],
    ['relapsed', '2023-01-23T00:58:00.000Z', undefined],
    ['corrected', '2023-01-23T00:57:00.000Z', 'Why'],
  ])
  expect(rows[0]!.incident).toMatchObject({ slug: 'a', name: 'A', providerId: ids['a'], startedAt: START, peak: 7 })
  expect(rows[0]!.incident.corrections).toHaveLength(30)
})

it('tells of no suspicion, and of nobody nothing', async () => {
  const types = (await readFeedEvents(test.db, { limit: 1_000 })).map(({ event }) => event.type)
  expect(types).toHaveLength(180)
  expect(types.filter((type) => type === 'suspected' || type === 'faded')).toEqual([])
  expect(await readFeedEvents(test.db, { providerIds: [], limit: 5 })).toEqual([])
})

it('knows from what was published whose word made it verified, in its own time alone', async () => {
  const says = async (slug: string, hour: number, verified: boolean, probes: string, official: string) =>
    test.db.sql`
      insert into verdicts (provider_id, at, state, verified, testimony)
      values (${ids[slug]!}, ${new Date(START + hour * HOUR_MS).toISOString()}::timestamptz, 'confirmed', ${verified},
        ${JSON.stringify({ crowd: 'problem', probes, official, disputed: false })}::text::jsonb)`
  const backing = async (slug: string) =>
    (await readFeedEvents(test.db, { providerIds: [ids[slug]!], limit: 1 }))[0]!.backing
  await says('a', -2, true, 'none', 'problem')
  await says('a', 1, false, 'failing', 'problem')
  expect(await backing('a')).toBeNull()
  await says('a', 2, true, 'failing', 'none')
  expect([await backing('a'), await backing('b')]).toEqual(['probes', null])
  await says('b', 2, true, 'healthy', 'problem')
  await says('a', 3, true, 'mixed', 'problem')
  expect([await backing('a'), await backing('b')]).toEqual(['both', 'operator'])
})

it('finds them by the index of each provider, however long their histories are', async () => {
  await test.db.sql`
    with many as (
      insert into providers (slug, name, category, homepage, problems)
      select 'many-' || n, 'many', 'mail', 'https://example.org', '[]' from generate_series(1, 60) n returning id
    )
    insert into incident_events (provider_id, at, type, from_state, to_state, evidence)
    select id, ${new Date(START).toISOString()}::timestamptz - n * interval '1 minute', 'faded', 'ok', 'ok', '{}'
    from many, generate_series(1, 400) n`
  await test.db.sql`analyze incident_events`
  // One connection: each tells its own figures, and late.
  const sql = await test.db.sql.reserve()
  try {
    const before = await scans(sql)
    expect(await readFeedEvents({ ...test.db, sql }, { limit: 50 })).toHaveLength(50)
    expect((await scans(sql)) - before).toBe(0)
    await sql`select count(*) from incident_events where reason = 'nobody'`
    expect((await scans(sql)) - before).toBe(1)
  } finally {
    sql.release()
  }
})

/** Whole readings of the table so far. */
async function scans(sql: Database['sql']): Promise<number> {
  await sql`select pg_stat_force_next_flush()`
  const [row] = await sql<{ n: number }[]>`
    select seq_scan::float8 as n from pg_stat_user_tables where relname = 'incident_events'`
  return row?.n ?? NaN
}
