import { v7 } from 'uuid'
import type { Evidence, Incident, ScopeCell } from '../../shared/incident.ts'
import { MINUTE_MS } from '../../shared/time.ts'
import type { Database } from '../../server/store/db.ts'
import { DETECTOR_ROLE, releaseLease, takeLease } from '../../server/store/leases.ts'
import { commitJudgement } from '../../server/store/judgements.ts'
import type { NewNotice } from '../../server/store/notice-row.ts'
import { writeNotices } from '../../server/store/notices.ts'
import { fromOf, seedOutages, type SeedPlan } from './plan.ts'

const RULE = 'seed'
const iso = (at: number) => new Date(at).toISOString()

/** Hours are what the minutes add up to; a baseline an hour as a detector would have written it; a heartbeat a minute. */
export async function seedHours(db: Database, plan: SeedPlan): Promise<void> {
  const [from, until] = [iso(fromOf(plan)), iso(plan.until)]
  await db.sql`insert into report_counts_hour (bucket_start, provider_id, facet, value, reports, problems, works)
    select date_trunc('hour', bucket_start, 'UTC'), provider_id, 'all', '', sum(reports), sum(problems), sum(works)
    from report_counts_minute where facet = 'all' group by 2, 1 order by 2, 1`
  await db.sql`insert into baselines (provider_id, hour, rate_per_hour, dispersion, shape, blind_per_minute)
    select p.id, h.hour, r.rate, 1.2, 50, 0.5 + r.rate / 60
    from seed_providers p
    cross join generate_series(${from}::timestamptz, ${until}::timestamptz, '1 hour') as h(hour)
    join seed_rates r on r.busy = p.busy and r.hour = extract(hour from h.hour)
    order by 1, 2`
  await db.sql`insert into heartbeats (minute)
    select minute from generate_series(${from}::timestamptz, ${until}::timestamptz, '1 minute') minute on conflict do nothing`
}

/** Outages as incidents with their events, written as a detector does it; and what the provider said of each. */
export async function seedIncidents(db: Database, plan: SeedPlan, ids: readonly number[]): Promise<string[]> {
  const lease = await takeLease(db, { role: DETECTOR_ROLE, holder: RULE, now: Date.now(), ttlMs: MINUTE_MS })
  if (lease === undefined) throw new Error('somebody judges in this database')
  const outages = seedOutages(plan).map(({ place, ...outage }, i) => {
    const at = (minutes: number) => outage.from + minutes * MINUTE_MS
    return { ...outage, providerId: ids[place]!, id: numbered(outage.from, i), at }
  })
  const { epoch } = lease
  await commitJudgement(
    db,
    { role: DETECTOR_ROLE, epoch, until: Date.now() + MINUTE_MS },
    {
      states: [],
      baselines: [],
      parts: [],
      incidents: outages.map(({ id, providerId, from, to, perMinute, at }) => ({
        id,
        providerId,
        isNew: true,
        state: 'ok',
        verified: false,
        startedAt: from,
        startedBetween: [at(-2), at(3)],
        detectedAt: at(4),
        confirmedAt: at(6),
        resolvedAt: to,
        peak: perMinute * 15,
        rule: RULE,
        cause: { kind: 'own', of: [], share: null },
        scope: SCOPE,
      })),
      events: outages.flatMap(({ id: incidentId, providerId, to, perMinute, at }) =>
        steps.map(([type, before, after, minute]) => ({
          incidentId,
          providerId,
          at: minute < 0 ? to + minute * MINUTE_MS + 20 * MINUTE_MS : at(minute),
          type,
          from: before,
          to: after,
          evidence: evidence(perMinute),
        })),
      ),
    },
  )
  await releaseLease(db, { role: DETECTOR_ROLE, epoch })
  for (const outage of outages) await writeNotices(db, said(outage))
  return outages.map(({ id }) => id)
}

/** Minutes after the start; below zero before the end. */
const steps: [type: string, from: Incident['state'], to: Incident['state'], minute: number][] = [
  ['suspected', 'ok', 'suspected', 4],
  ['confirmed', 'suspected', 'confirmed', 6],
  ['recovering', 'confirmed', 'recovering', -40],
  ['resolved', 'recovering', 'ok', -20],
]

const SCOPE: ScopeCell[] = [
  { facet: 'device', value: 'android', verdict: 'affected', observed: 240, expected: 12 },
  { facet: 'device', value: 'desktop', verdict: 'not_affected', observed: 14, expected: 12 },
  { facet: 'region', value: 'IT-25', verdict: 'affected', observed: 90, expected: 8 },
  { facet: 'region', value: 'IT-82', verdict: 'unknown', observed: 3, expected: 2 },
]

const evidence = (perMinute: number): Evidence => ({
  rule: RULE,
  window_ms: 5 * MINUTE_MS,
  observed: perMinute * 5,
  expected: 4.5,
  dispersion: 1.2,
  score: 40,
  threshold: 18.4,
  reporters: perMinute * 4,
  networks: 12,
})

/** The same id each time: its time, and the outage's number. */
function numbered(at: number, n: number): string {
  const random = new Uint8Array(16)
  random[15] = n
  return v7({ msecs: at, random, seq: 0 })
}

type Said = { id: string; providerId: number; from: number; to: number; at: (minutes: number) => number }

function said({ id, providerId, from, to, at }: Said): NewNotice[] {
  const notice = (key: string, seenAt: number, more: Pick<NewNotice, 'topics' | 'text' | 'forecasts'>): NewNotice => ({
    providerId,
    key: `${id} ${key}`,
    by: 'provider',
    author: 'The provider',
    domain: null,
    lang: 'it',
    source: 'https://status.example/',
    component: null,
    device: null,
    saidFrom: seenAt,
    saidTo: seenAt,
    seenAt,
    ...more,
  })
  const due = from + (to - from) / 2
  const announced = { dueFrom: due, dueTo: due, zone: 'Europe/Rome', component: null, device: null }
  return [
    notice('problem', at(30), { topics: ['problem'], text: 'Stiamo lavorando.', forecasts: [announced] }),
    notice('restored', to - 15 * MINUTE_MS, { topics: ['restored'], text: 'Tutto risolto.', forecasts: [] }),
  ]
}
