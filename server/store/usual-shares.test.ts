import { beforeAll, describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, QUARTER_MS } from '../../shared/time.ts'
import { useTestDb } from '../test/db.ts'
import { anIncident, aProvider } from '../test/factories.ts'
import { ensurePartitions } from './partitions.ts'
import { readLearnedShares, readUsualCountries, readUsualVoices } from './usual-shares.ts'

const NOON = Date.UTC(2023, 0, 23, 12)
const test = useTestDb()
beforeAll(() => ensurePartitions(test.db, NOON - 16 * DAY_MS, NOON + DAY_MS))

describe('what the detector has learned of who reports', () => {
  const write = (providerId: number, snapshot: unknown) => test.db.sql`
    insert into detector_states (provider_id, at, state, snapshot)
    values (${providerId}, to_timestamp(${NOON / 1000}), 'ok', ${JSON.stringify(snapshot)}::text::jsonb)`

  it('is read from its snapshot', async () => {
    const { id } = await aProvider(test.db)
    const usual = { voices: 40, cells: [['device', 30] as const, ['device ios', 12] as const], at: NOON }
    await write(id, { detector: { facets: { usual, blocks: [] }, rule: 'x' } })
    expect(await readLearnedShares(test.db, id)).toEqual(usual)
  })

  it('is nothing where nobody has judged, or where the snapshot is of another kind', async () => {
    const [unjudged, other] = [await aProvider(test.db), await aProvider(test.db)]
    await write(other.id, { detector: { facets: { usual: { voices: 'many' } } } })
    expect(await readLearnedShares(test.db, unjudged.id)).toBeNull()
    expect(await readLearnedShares(test.db, other.id)).toBeNull()
  })
})

describe('how many voices are usual in a stretch of time', () => {
  const usual = (providerId: number, hour: number, rate: number) => test.db.sql`
    insert into baselines (provider_id, hour, rate_per_hour, dispersion, shape)
    values (${providerId}, to_timestamp(${hour / 1000}), ${rate}, 1, 1)`

  it('counts part of an hour as a part', async () => {
    const { id } = await aProvider(test.db)
    await usual(id, NOON - HOUR_MS, 8)
    await usual(id, NOON, 20)
    const read = (from: number, to: number) => readUsualVoices(test.db, { providerId: id, from, to })
    expect(await read(NOON - HOUR_MS / 2, NOON + HOUR_MS / 4)).toBeCloseTo(4 + 5)
    expect(await read(NOON, NOON + HOUR_MS)).toBeCloseTo(20)
  })

  it('goes on at the same rate where an hour is missing, and says nothing where most are', async () => {
    const { id } = await aProvider(test.db)
    await usual(id, NOON - HOUR_MS, 10)
    expect(await readUsualVoices(test.db, { providerId: id, from: NOON - HOUR_MS, to: NOON + HOUR_MS })).toBeCloseTo(20)
    expect(await readUsualVoices(test.db, { providerId: id, from: NOON - HOUR_MS, to: NOON + 2 * HOUR_MS })).toBeNull()
  })
})

it('counts the countries of the week before, without incidents and without what was not known', async () => {
  const { id } = await aProvider(test.db)
  const count = (at: number, value: string, problems: number, facet = 'country') => test.db.sql`
    insert into report_counts_quarter (bucket_start, provider_id, facet, value, reports, problems, works)
    values (to_timestamp(${at / 1000}), ${id}, ${facet}, ${value}, ${problems}, ${problems}, 0)`
  await count(NOON - DAY_MS, 'IT', 7)
  await count(NOON - 2 * DAY_MS, 'IT', 3)
  await count(NOON - DAY_MS, 'CH', 1)
  await count(NOON - DAY_MS, '-', 9)
  await count(NOON - DAY_MS, 'slow', 9, 'problem')
  await count(NOON - 8 * DAY_MS, 'DE', 50)
  await count(NOON, 'FR', 50)
  const began = NOON - 3 * DAY_MS
  await anIncident(test.db, { providerId: id, startedAt: new Date(began + 1), resolvedAt: new Date(began + HOUR_MS) })
  await count(began, 'ES', 99)
  await count(began + QUARTER_MS, 'ES', 99)
  const usual = await readUsualCountries(test.db, { providerId: id, before: NOON })
  expect(Object.fromEntries(usual)).toEqual({ CH: 1, IT: 10 })
})
