import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { NOON, NOW, OPEN_MINUTE, upperLimit, useLiveRows } from '../test/live-rows.ts'
import { readLive } from './live.ts'

const rows = useLiveRows()
const { id, count, beat, usual, judge, incident, provider, overview } = rows
const iso = (at: number) => new Date(at).toISOString()

describe('readLive', () => {
  it('tells the last 15 minutes, the open one included, and leaves out what is older, later or of a facet', async () => {
    await beat(NOON, OPEN_MINUTE)
    await count('alpha', OPEN_MINUTE - 15 * MINUTE_MS, 1_000)
    await count('alpha', OPEN_MINUTE - 14 * MINUTE_MS, 5, 2)
    await count('alpha', OPEN_MINUTE, 7, 1)
    await count('alpha', OPEN_MINUTE, 7, 1, 'component_device', '-/ios')
    await count('alpha', OPEN_MINUTE + MINUTE_MS, 1_000)
    await count('beta', OPEN_MINUTE, 1_000)
    const { verdict, tail } = await provider('alpha')
    expect(verdict.reports_15m).toBe(12)
    expect(tail).toHaveLength(15)
    expect(tail[0]).toMatchObject({ t: OPEN_MINUTE - 14 * MINUTE_MS, reports: 8, problems: 5, works: 2 })
    expect(tail.slice(1, 14).every((point) => point.problems === 0)).toBe(true)
    expect(tail[14]).toMatchObject({ t: OPEN_MINUTE, reports: 9, problems: 7, works: 1 })
  })

  it('tells a gap from a zero, and gives the beat of the open minute time to come', async () => {
    //  12:16 ── up ── 12:20        12:24 ── up ── 12:28   now 12:30:20
    await beat(NOON + 10 * MINUTE_MS, NOON + 20 * MINUTE_MS)
    await beat(NOON + 24 * MINUTE_MS, NOON + 28 * MINUTE_MS)
    const problems = (await provider('alpha')).tail.map((point) => point.problems)
    expect(problems).toEqual([0, 0, 0, 0, 0, null, null, null, 0, 0, 0, 0, 0, 0, 0])
    expect((await provider('alpha', NOW + 2 * MINUTE_MS)).tail.at(-1)?.problems).toBeNull()
    expect((await provider('alpha', NOW + DAY_MS / 2)).tail.every((point) => point.problems === null)).toBe(true)
  })

  it('says what is usual, hour by hour, and keeps the last hour’s while the new one is not written', async () => {
    await usual('alpha', NOON - HOUR_MS, 60)
    expect((await provider('alpha', NOON + 5 * MINUTE_MS)).verdict.expected_15m).toBe(15)
    await usual('alpha', NOON, 120)
    const { verdict, tail } = await provider('alpha', NOON + 5 * MINUTE_MS)
    expect(verdict.expected_15m).toBe(30)
    expect(tail[0]).toMatchObject({ expected: 1, upper: 120 + MINUTE_MS })
    expect(tail.at(-1)).toMatchObject({ expected: 2, upper: 240 + MINUTE_MS })
    expect((await provider('alpha', NOON + 2 * HOUR_MS)).verdict.expected_15m).toBeNull()
  })

  it('says unknown of whom no detector has judged', async () => {
    expect((await provider('alpha')).verdict).toEqual({
      state: 'unknown',
      testimony: null,
      verified: false,
      started_between: null,
      cause: null,
      since: null,
      reports_15m: 0,
      expected_15m: null,
    })
  })

  it('tells the state with its start and the open incident, not a resolved one', async () => {
    await judge('alpha', 'confirmed', NOON)
    await incident('alpha', NOON - DAY_MS, NOON - HOUR_MS)
    await incident('alpha', NOON)
    await judge('beta', 'ok', NOON)
    await incident('beta', NOON - DAY_MS, NOON - HOUR_MS)
    const alpha = await provider('alpha')
    expect(alpha.verdict).toMatchObject({ state: 'confirmed', verified: true, since: iso(NOON) })
    expect(alpha.incident).toMatchObject({
      provider: 'alpha',
      name: 'ALPHA',
      state: 'confirmed',
      started_at: iso(NOON),
      detected_at: iso(NOON + 60_000),
      confirmed_at: iso(NOON + 120_000),
      resolved_at: null,
      peak: 40,
    })
    const beta = await provider('beta')
    expect(beta.verdict).toMatchObject({ state: 'ok', verified: false, since: null })
    expect(beta.incident).toBeNull()
  })

  it('says unknown of everybody when the detector has not kept up, in a replay by its own time', async () => {
    await judge('alpha', 'confirmed', NOON)
    await incident('alpha', NOON)
    expect((await provider('alpha', NOW + MINUTE_MS)).verdict.state).toBe('confirmed')
    const late = await provider('alpha', NOW + 3 * MINUTE_MS)
    expect(late.verdict).toMatchObject({ state: 'unknown', since: null })
    expect((await provider('alpha', NOW + 3 * MINUTE_MS, 60)).verdict.state).toBe('confirmed')
    expect((await provider('alpha', NOW - 3 * MINUTE_MS)).verdict.state).toBe('unknown')
    await rows.db.sql`truncate leases`
    expect((await provider('alpha')).verdict.state).toBe('unknown')
  })

  it('answers for many at once and leaves out ids that are not there', async () => {
    const live = await readLive(rows.db, [id('alpha'), id('gamma'), 999_999], { now: NOW, speed: 1 }, upperLimit)
    expect([...live.values()].map(({ slug }) => slug).toSorted()).toEqual(['alpha', 'gamma'])
    expect(await readLive(rows.db, [], { now: NOW, speed: 1 }, upperLimit)).toEqual(new Map())
  })

  it('sees only what is committed', async () => {
    const other = await rows.db.sql.reserve()
    try {
      await other`begin`
      await other`insert into report_counts_minute (bucket_start, provider_id, facet, value, reports, problems, works)
        values (${OPEN_MINUTE}::timestamptz, ${id('alpha')}, 'all', '', 3, 3, 0)`
      expect((await provider('alpha')).verdict.reports_15m).toBe(0)
      await other`commit`
      expect((await provider('alpha')).verdict.reports_15m).toBe(3)
    } finally {
      other.release()
    }
  })
})

describe('what is said beside a state', () => {
  const say = (slug: string, table: 'detector_states' | 'incidents', cause: unknown, [from, to]: [number, number]) =>
    rows.db.sql`update ${rows.db.sql(table)} set started_from = ${from}::timestamptz, started_to = ${to}::timestamptz,
      cause = ${JSON.stringify(cause)}::text::jsonb where provider_id = ${id(slug)}`
  const between = (from: number, to: number) => [iso(from), iso(to)]

  it('is a suspicion’s own, with the names of those it speaks of', async () => {
    await judge('alpha', 'suspected', NOON)
    const cause = { kind: 'collateral', of: ['beta', 'nobody'], share: 0.1 }
    await say('alpha', 'detector_states', cause, [NOON - MINUTE_MS, NOON + MINUTE_MS])
    const { verdict } = await provider('alpha')
    expect(verdict).toMatchObject({
      started_between: between(NOON - MINUTE_MS, NOON + MINUTE_MS),
      cause: { ...cause, names: ['BETA', 'nobody'], operator: null },
    })
  })

  it('is the incident’s where there is one, which people may have corrected', async () => {
    await judge('alpha', 'confirmed', NOON)
    await say('alpha', 'detector_states', { kind: 'own', of: [], share: null }, [NOON - MINUTE_MS, NOON])
    await incident('alpha', NOON + 5 * MINUTE_MS)
    await say('alpha', 'incidents', { kind: 'group', of: ['beta'], share: null }, [NOON, NOON + 9 * MINUTE_MS])
    const { verdict, incident: open } = await provider('alpha')
    expect(verdict).toMatchObject({
      verified: true,
      since: iso(NOON + 5 * MINUTE_MS),
      started_between: between(NOON, NOON + 9 * MINUTE_MS),
      cause: { kind: 'group', names: ['BETA'] },
    })
    expect(open).toMatchObject({ started_between: verdict.started_between, cause: verdict.cause, corrections: [] })
    await rows.db.sql`update incidents set started_from = null, started_to = null, cause = null`
    expect((await provider('alpha')).verdict).toMatchObject({ started_between: null, cause: null })
    expect((await overview()).failing).toMatchObject([{ slug: 'alpha', verified: true, started_between: null }])
  })

  it('names the operator only where it is one and the same for all', async () => {
    await rows.db.sql`with o as (insert into operators (slug, name) values ('x', 'X') returning id)
      update providers set operator_id = (select id from o) where slug in ('alpha', 'beta')`
    await judge('alpha', 'suspected', NOON)
    const operator = async (of: string[]) => {
      await say('alpha', 'detector_states', { kind: 'group', of, share: null }, [NOON, NOON])
      return (await provider('alpha')).verdict.cause?.operator
    }
    expect(await operator(['beta'])).toBe('X')
    expect(await operator(['beta', 'gamma'])).toBeNull()
    expect(await operator([])).toBeNull()
    await rows.db.sql`update providers set operator_id = null`
    expect(await operator(['beta'])).toBeNull()
  })

  it('is nothing while nothing is wrong, or nobody judges', async () => {
    await judge('alpha', 'ok', NOON)
    await say('alpha', 'detector_states', { kind: 'collateral', of: ['beta'], share: 1 }, [NOON, NOON])
    expect((await provider('alpha')).verdict).toMatchObject({ started_between: null, cause: null, verified: false })
    await rows.db.sql`update detector_states set state = 'suspected'`
    const late = await provider('alpha', NOW + 3 * MINUTE_MS)
    expect(late.verdict).toMatchObject({ state: 'unknown', started_between: null, cause: null })
  })

  it('keeps whoever only follows others from the failing, and shows the rise among the most reported', async () => {
    await judge('alpha', 'suspected', NOON)
    await say('alpha', 'detector_states', { kind: 'collateral', of: ['beta'], share: 0.1 }, [NOON, NOON])
    await judge('beta', 'confirmed', NOON)
    await count('alpha', OPEN_MINUTE, 30)
    const { failing, most_reported } = await overview()
    expect(failing.map((entry) => entry.slug)).toEqual(['beta'])
    expect(most_reported).toMatchObject([{ slug: 'alpha', state: 'suspected', cause: { names: ['BETA'] } }])
  })

  it('says what would not be noticed at this hour, where the detector has said it', async () => {
    await usual('alpha', NOON, 60)
    expect((await provider('alpha')).blindness).toBeNull()
    await rows.db.sql`update baselines set blind_per_minute = 2.5`
    expect((await provider('alpha')).blindness).toEqual({ usual_per_hour: 60, per_minute: 2.5, within_ms: 600_000 })
    expect((await provider('beta')).blindness).toBeNull()
  })
})
