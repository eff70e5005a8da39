import type { Database } from '../../server/store/db.ts'
import { DAY_MS, MINUTE_MS } from '../../shared/time.ts'
import { BUSY_PER_HOUR, DAY_SHAPE, QUIET_PER_HOUR, fromOf, seedOutages, type SeedPlan } from './plan.ts'

/** Facets are read of the last days and weeks: further back there is only how many. */
const FACET_DAYS = 35
const COUNTED = '(bucket_start, provider_id, facet, value, reports, problems, works)'
const iso = (at: number) => new Date(at).toISOString()

/** Thresholds of a Poisson count: how many of them a number of [0, 1) has passed is the count. */
function thresholds(mean: number): number[] {
  const found: number[] = []
  let term = Math.exp(-mean)
  for (let sum = term, k = 1; sum < 1 - 1e-12; k++) {
    found.push(sum)
    term *= mean / k
    if (sum + term <= sum) break
    sum += term
  }
  return found
}

type Month = { name: string; start: number; end: number; from: number; to: number }

function monthsOf(from: number, to: number): Month[] {
  const months: Month[] = []
  for (let at = from; at < to;) {
    const date = new Date(at)
    const [start, end] = [0, 1].map((ahead) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead))
    const name = iso(start!).slice(0, 7).replace('-', '')
    months.push({ name, start: start!, end: end!, from: at, to: Math.min(to, end!) })
    at = end!
  }
  return months
}

/** Makes the tables that the other statements draw from. `ids` in the order of the plan. */
export async function makeRates(db: Database, plan: SeedPlan, ids: readonly number[]): Promise<void> {
  const rates = [true, false].flatMap((busy) =>
    DAY_SHAPE.map((share, hour) => {
      const rate = share * (busy ? BUSY_PER_HOUR : QUIET_PER_HOUR)
      // Of a minute where there is something in most of them, of an hour where there is not.
      return { busy, hour, rate, cdf: thresholds(busy ? rate / 60 : rate) }
    }),
  )
  const providers = ids.map((id, place) => ({ id, busy: place < plan.busy }))
  await db.sql`create unlogged table seed_providers as
    select * from jsonb_to_recordset(${JSON.stringify(providers)}::jsonb) as t(id int, busy boolean)`
  await db.sql`create unlogged table seed_rates as
    select * from jsonb_to_recordset(${JSON.stringify(rates)}::jsonb) as t(busy boolean, hour int, rate float8, cdf float8[])`
  await db.sql`create unlogged table seed_outages as
    select o.id, o.minute, o.problems from jsonb_to_recordset(${JSON.stringify(outageMinutes(plan, ids))}::jsonb)
      as o(id int, minute timestamptz, problems int)`
  await db.sql`analyze seed_providers, seed_rates, seed_outages`
}

export async function dropRates(db: Database): Promise<void> {
  await db.sql`drop table seed_providers, seed_rates, seed_outages`
}

/** What an outage adds: it rises for ten minutes, stands, and ebbs for twenty. */
function outageMinutes(plan: SeedPlan, ids: readonly number[]) {
  return seedOutages(plan).flatMap(({ place, from, to, perMinute }) => {
    const minutes = []
    for (let minute = from; minute < to; minute += MINUTE_MS) {
      const share = Math.min(1, (minute - from) / (10 * MINUTE_MS), (to - minute) / (20 * MINUTE_MS))
      const problems = Math.round(perMinute * share)
      if (problems > 0) minutes.push({ id: ids[place]!, minute: iso(minute), problems })
    }
    return minutes
  })
}

/** A hash as a number of [0, 1): the same whatever the plan of the query. */
const drawn = (what: string, id: string) => `(hashint8extended(${what}, ${id}) & 2147483647)::float8 / 2147483648`

/**
 * A month of minutes, as a partition made beside and attached: what is written into a table of the same transaction needs no log, and an index of what
 * is there is made faster than row by row.
 */
export async function seedMinutes(db: Database, plan: SeedPlan): Promise<void> {
  const facetsFrom = iso(plan.until - FACET_DAYS * DAY_MS)
  for (const { name, start, end, from, to } of monthsOf(fromOf(plan), plan.until)) {
    const table = `report_counts_minute_${name}`
    const among = (column: string) => `${column} >= '${iso(from)}' and ${column} < '${iso(to)}'`
    const times = (step: string) =>
      `generate_series('${iso(from)}'::timestamptz, '${iso(to)}'::timestamptz - interval '1 second', '${step}')`
    await db.sql.unsafe(`do $$ begin
      create table ${table} (like report_counts_minute);
      insert into ${table} ${COUNTED}
      select minute, id, 'all', '', problems + works, problems, works from (
        select m.minute, p.id, (m.n % 16 = p.id % 16)::int as works, width_bucket(${drawn('m.n', 'p.id')}, m.cdf) as problems
        from seed_providers p cross join (
          select minute, (extract(epoch from minute) / 60)::bigint as n, r.cdf
          from ${times('1 minute')} minute join seed_rates r on r.busy and r.hour = extract(hour from minute)
        ) m where p.busy
      ) busy where problems > 0
      union all
      select h.hour + interval '1 minute' * ((hashint8extended(h.n * 100 + i, p.id) & 1023) % 60)::int, p.id, 'all', '', count(*), count(*), 0
      from seed_providers p cross join (
        select started as hour, (extract(epoch from started) / 60)::bigint as n, r.cdf
        from ${times('1 hour')} started join seed_rates r on not r.busy and r.hour = extract(hour from started)
      ) h
      cross join lateral generate_series(1, width_bucket(${drawn('h.n', 'p.id')}, h.cdf)) i
      where not p.busy group by 1, 2
      order by 2, 1;
      insert into ${table} ${COUNTED}
      select c.bucket_start, c.provider_id, 'component_device', part || '/' || (array['android', 'ios', 'web', 'desktop'])[1 + d.n],
        d.problems, d.problems, 0
      from ${table} c join providers p on p.id = c.provider_id
      cross join lateral (select (hashint8extended(extract(epoch from c.bucket_start)::bigint, p.id) & 1023)::int as h) h
      cross join lateral (select coalesce(p.components->(h.h % (1 + jsonb_array_length(p.components)))->>'slug', '-') as part) part
      cross join lateral (values (h.h % 4, (c.problems + 1) / 2), ((h.h + 1) % 4, c.problems / 2)) d(n, problems)
      where c.bucket_start >= '${facetsFrom}' and d.problems > 0;
      alter table ${table} add primary key (provider_id, bucket_start, facet, value);
      insert into ${table} as c ${COUNTED}
      select minute, id, 'all', '', problems, problems, 0 from seed_outages where ${among('minute')}
      on conflict (provider_id, bucket_start, facet, value) do update
        set reports = c.reports + excluded.reports, problems = c.problems + excluded.problems;
      alter table report_counts_minute attach partition ${table} for values from ('${iso(start)}') to ('${iso(end)}');
    end $$`)
  }
}

const REGIONS = ['IT-25', 'IT-62', 'IT-72', 'IT-82', 'IT-34', 'IT-45', 'IT-21', 'IT-75', 'IT-52', 'IT-88']
/** Values with their weights, the same for everybody; what is wrong is a list of each provider's own. */
const FACETS: Record<string, Record<string, number>> = {
  country: { IT: 18, CH: 1, DE: 1 },
  region: Object.fromEntries([...REGIONS.entries()].map(([i, region]) => [region, 12 - i])),
  network: { '3269': 6, '30722': 4, '12874': 3, '1267': 3, '-': 4 },
  began: { minutes: 3, hour: 2, today: 1, '-': 14 },
}

/** Where each value begins and ends on its facet's scale. */
const SCALES = Object.entries(FACETS).flatMap(([facet, weights]) => {
  const of = Object.values(weights).reduce((sum, weight) => sum + weight, 0)
  let begin = 0
  return Object.entries(weights).map(([value, weight]) => ({ facet, value, begin, end: (begin += weight), of }))
})

/** Quarters of the last weeks: each value has its share of what the minutes of the quarter hold, and all of them together the whole. */
export async function seedQuarters(db: Database, plan: SeedPlan): Promise<void> {
  const from = iso(Math.max(fromOf(plan), plan.until - FACET_DAYS * DAY_MS))
  await db.sql`
    insert into report_counts_quarter (bucket_start, provider_id, facet, value, reports, problems, works)
    with scales as (
      select p.id, s.* from seed_providers p
      cross join jsonb_to_recordset(${JSON.stringify(SCALES)}::jsonb) as s(facet text, value text, "begin" int, "end" int, "of" int)
      union all
      select p.id, 'problem', k.value, (k.place - 1)::int, k.place::int, jsonb_array_length(p.problems)
      from providers p cross join jsonb_array_elements_text(p.problems) with ordinality as k(value, place)
    )
    select quarter, id, facet, value, n, n, 0 from (
      select q.quarter, s.id, s.facet, s.value,
        (q.problems * s."end" + q.shift % s."of") / s."of" - (q.problems * s."begin" + q.shift % s."of") / s."of" as n
      from (
        select provider_id, date_bin('15 minutes', bucket_start, 'epoch') as quarter, sum(problems)::int as problems,
          (hashint8extended(extract(epoch from date_bin('15 minutes', bucket_start, 'epoch'))::bigint, provider_id) & 1023)::int as shift
        from report_counts_minute where facet = 'all' and bucket_start >= ${from}::timestamptz group by 1, 2
      ) q join scales s on s.id = q.provider_id
    ) shared where n > 0 order by 2, 1, 3, 4`
}
