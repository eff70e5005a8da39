import { beforeAll, beforeEach } from 'vitest'
import { OverviewLive, ProviderLive } from '../../shared/live.ts'
import type { Usual } from '../../shared/series.ts'
import { DAY_MS, MINUTE_MS } from '../../shared/time.ts'
import { readLive } from '../store/live.ts'
import { readOverview } from '../store/overview.ts'
import { ensurePartitions } from '../store/partitions.ts'
import { useTestDb } from './db.ts'

export const NOON = Date.UTC(2023, 0, 23, 12)
export const NOW = NOON + 30 * MINUTE_MS + 20_000
export const OPEN_MINUTE = NOON + 30 * MINUTE_MS
/** Easy to check by hand; the real one is the detector's. */
export const upperLimit = ({ ratePerHour, dispersion }: Usual, widthMs: number) => ratePerHour * dispersion + widthMs

/** Five providers, of which `gone` is archived, with nothing said of them; rows are put in one by one. */
export function useLiveRows() {
  const test = useTestDb()
  let ids: Record<string, number> = {}
  const id = (slug: string) => ids[slug] ?? -1

  beforeAll(async () => {
    await ensurePartitions(test.db, NOON - DAY_MS, NOON + DAY_MS)
    const rows = await test.db.sql<{ id: number; slug: string }[]>`
      insert into providers (slug, name, category, homepage, problems, archived_at)
      select slug, upper(slug), 'mail', 'https://example.org', '["other"]'::jsonb,
        case when slug = 'gone' then ${NOON}::timestamptz end
      from unnest(${['alpha', 'beta', 'gamma', 'delta', 'gone']}::text[]) as slug returning id, slug`
    ids = Object.fromEntries(rows.map((row) => [row.slug, row.id]))
  })
  beforeEach(async () => {
    await test.db
      .sql`truncate heartbeats, baselines, report_counts_minute, detector_states, dossier_parts, dossiers, incident_events, deliveries, incidents,
        leases cascade`
    await judged(NOW)
  })

  async function count(slug: string, at: number, problems: number, works = 0, facet = 'all', value = '') {
    await test.db.sql`
      insert into report_counts_minute (bucket_start, provider_id, facet, value, reports, problems, works)
      values (${at}::timestamptz, ${id(slug)}, ${facet}, ${value}, ${problems + works + 1}, ${problems}, ${works})`
  }
  async function beat(from: number, to: number) {
    await test.db.sql`insert into heartbeats (minute)
      select generate_series(${from}::timestamptz, ${to}::timestamptz, '1 minute') on conflict do nothing`
  }
  async function usual(slug: string, hour: number, ratePerHour: number) {
    await test.db.sql`insert into baselines (provider_id, hour, rate_per_hour, dispersion, shape)
      values (${id(slug)}, ${hour}::timestamptz, ${ratePerHour}, 2, 3)`
  }
  async function judge(slug: string, state: string, since: number | null = null) {
    await test.db.sql`insert into detector_states (provider_id, at, state, since, snapshot)
      values (${id(slug)}, ${NOW}::timestamptz, ${state}, ${since}::timestamptz, '{}'::jsonb)`
  }
  /** How far the detector has judged. */
  async function judged(at: number) {
    await test.db.sql`insert into leases (role, epoch, holder, until, at)
      values ('detector', 1, 'me', ${at}::timestamptz, ${at}::timestamptz) on conflict (role) do update set at = excluded.at`
  }
  async function incident(slug: string, startedAt: number, resolvedAt: number | null = null) {
    await test.db.sql`
      insert into incidents (id, provider_id, state, verified, started_at, detected_at, confirmed_at, resolved_at, peak, rule)
      values (gen_random_uuid(), ${id(slug)}, 'confirmed', true, ${startedAt}::timestamptz, ${startedAt + 60_000}::timestamptz,
        ${startedAt + 120_000}::timestamptz, ${resolvedAt}::timestamptz, 40, '1')`
  }

  const provider = async (slug: string, now = NOW, speed = 1) => {
    const live = (await readLive(test.db, [id(slug)], { now, speed }, upperLimit)).get(id(slug))
    return ProviderLive.parse(live)
  }
  const overview = async (now = NOW, speed = 1) => OverviewLive.parse(await readOverview(test.db, { now, speed }))

  return {
    get db() {
      return test.db
    },
    id,
    count,
    beat,
    usual,
    judge,
    judged,
    incident,
    provider,
    overview,
  }
}
