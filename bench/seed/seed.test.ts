import { beforeAll, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { upperLimit } from '../../server/detect/limits.ts'
import { readIncidentEvents, readIncidents } from '../../server/store/incidents.ts'
import { readProviders } from '../../server/store/providers.ts'
import { readFacets, readSeries } from '../../server/store/series.ts'
import { useTestDb } from '../../server/test/db.ts'
import { seedDatabase } from '../seed.ts'
import { DAY_SHAPE, FIRST, seedCatalogue, seedOutages, YEAR, type SeedPlan } from './plan.ts'

// Over the end of a month, so that there are two partitions.
const until = Date.UTC(2026, 2, 1, 18)
const plan: SeedPlan = { providers: 2, busy: 1, days: 2, outages: 1, until }
const [first, again] = [useTestDb(), useTestDb()]
let ids: number[] = []

beforeAll(async () => {
  for (const { connection } of [first, again]) await seedDatabase(connection, plan)
  const known = new Map((await readProviders(first.db)).map(({ slug, id }) => [slug, id]))
  ids = seedCatalogue(plan).providers.map(({ slug }) => known.get(slug)!)
})

const series = (providerId: number, widthMs: number, from = until - plan.days * DAY_MS) =>
  readSeries(first.db, { providerId, from, to: until, widthMs, upperLimit })
const sum = (values: (number | null)[]) => values.reduce<number>((a, b) => a + (b ?? 0), 0)

it('has nights, an hour of sixty and an hour of one, and no gap', async () => {
  const points = await Promise.all(ids.map((id) => series(id, HOUR_MS)))
  for (const [place, perHour] of [60, 1].entries()) {
    const calm = points[place]!.filter(({ t }) => t < until - 8 * HOUR_MS)
    expect(calm.every(({ problems }) => problems !== null)).toBe(true)
    const due = sum(calm.map(({ t }) => DAY_SHAPE[new Date(t).getUTCHours()]! * perHour))
    // Six standard deviations of a Poisson count.
    expect(Math.abs(sum(calm.map(({ problems }) => problems)) - due)).toBeLessThan(6 * Math.sqrt(due))
    expect(points[place]!.map(({ expected }) => expected).every((usual) => usual !== null)).toBe(true)
  }
  const at = (hour: number) => points[0]!.find(({ t }) => new Date(t).getUTCHours() === hour)!.problems!
  expect(at(9)).toBeGreaterThan(4 * at(2))
})

it('adds the outage to the minutes, and writes it as an incident with its events and what was said', async () => {
  const [outage] = seedOutages(plan)
  const [incident, ...others] = await readIncidents(first.db, { limit: 10 })
  expect(others).toEqual([])
  expect(incident).toMatchObject({ slug: FIRST, startedAt: outage!.from, resolvedAt: outage!.to, peak: 300 })
  const events = await readIncidentEvents(first.db, { incidentId: incident!.id })
  expect(events.map(({ type }) => type)).toEqual(['suspected', 'confirmed', 'recovering', 'resolved'])
  const middle = (outage!.from + outage!.to) / 2
  const minutes = await series(ids[0]!, MINUTE_MS, middle)
  expect(minutes[0]!.problems).toBeGreaterThanOrEqual(20)
})

it('says of every report what was wrong, and where', async () => {
  const from = until - 6 * HOUR_MS
  const facets = await readFacets(first.db, { providerId: ids[0]!, from, to: until })
  const all = sum((await series(ids[0]!, HOUR_MS, from)).map(({ problems }) => problems))
  for (const facet of ['problem', 'country', 'region', 'network'] as const)
    expect(sum(facets[facet].map(({ problems }) => problems))).toBeGreaterThan(all * 0.5)
  expect(sum(facets.problem.map(({ problems }) => problems))).toBe(all)
})

it('is the same each time', async () => {
  const count = ({ db }: typeof first) =>
    db.sql`select facet, value, count(*), sum(problems), sum(extract(epoch from bucket_start)::bigint % 100003 * problems)
      from (select * from report_counts_minute union all select * from report_counts_quarter) c group by 1, 2 order by 1, 2`
  const [one, two] = [await count(first), await count(again)]
  expect(one.length).toBeGreaterThan(20)
  expect([...two]).toEqual([...one])
  expect(await readIncidents(again.db, { limit: 10 })).toEqual(await readIncidents(first.db, { limit: 10 }))
})

it('lists as many as were asked for, twenty of whom fail in a year', () => {
  expect(seedCatalogue(YEAR).providers).toHaveLength(500)
  const outages = seedOutages({ ...YEAR, until })
  expect(outages).toHaveLength(20)
  expect(new Set(outages.map(({ place }) => place)).size).toBeGreaterThan(15)
  expect(outages.every(({ from, to }) => from >= until - 365 * DAY_MS && to > from && to < until)).toBe(true)
})
