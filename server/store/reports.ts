import { bucketStart, SLOT_MS } from '../../shared/time.ts'
import type { AcceptedReport, WriteOutcome } from '../handover.ts'
import type { Database } from './db.ts'

/** A voice is amended so often at most; what it says after that changes nothing. */
export const AMENDMENTS_LIMIT = 8

/**
 * Pages named among those whose widgets brought the voices of one minute of a provider; the rest are counted together, as `-`. Anybody can make
 * up a name, and each costs a row. Two statements of one moment do not see each other's: then it is twice as many at most.
 */
export const HOSTS_PER_MINUTE = 20

/**
 * Stores a batch, decides who counts and keeps the counts, all in one statement, so that it happens wholly or not at all whatever dies.
 * Outcomes come in the order of the batch; undefined: not decided yet. An id that is already there answers with its stored outcome and changes nothing. Reports of one reporter, provider and half hour
 * follow each other: the second one and what repeats an id go into the next statement, which sees the first.
 */
export async function writeReports(
  db: Database,
  batch: readonly AcceptedReport[],
): Promise<(WriteOutcome | undefined)[]> {
  const outcomes: (WriteOutcome | undefined)[] = batch.map(() => undefined)
  let left = batch.map((report, place) => ({ report, place }))
  // An id or a voice that another process is writing at this very moment is not visible to the statement that met it; the next one sees it.
  for (let turn = 0; left.length > 0 && turn <= batch.length + 3; turn++) {
    const now: typeof left = []
    const later: typeof left = []
    const taken = new Set<string>()
    for (const one of left) {
      const { id, providerId, reporterKey, observedAt } = one.report
      const voice = `${providerId} ${reporterKey} ${bucketStart(observedAt, SLOT_MS)}`
      // Whoever waits holds his place: all that meet are written in the order in which they came.
      if (taken.has(id) || taken.has(voice)) later.push(one)
      else now.push(one)
      taken.add(id).add(voice)
    }
    const rows = await writeOnce(
      db,
      now.map(({ report }) => report),
    )
    const written = new Map(rows.map((row) => [row.id, row.outcome]))
    for (const { report, place } of now) outcomes[place] = written.get(report.id)
    left = [...now.filter(({ place }) => outcomes[place] === undefined), ...later]
  }
  return outcomes
}

/** Short names, and nothing where nothing is known: a batch is read letter by letter on the other side. */
function toDraft(r: AcceptedReport) {
  return {
    id: r.id,
    provider: r.providerId,
    answer: r.answer,
    problem: r.problem ?? undefined,
    component: r.component ?? undefined,
    device: r.device ?? undefined,
    said: r.isDeviceSaid || undefined,
    country: r.country ?? undefined,
    region: r.region ?? undefined,
    network: r.network ?? undefined,
    began: r.began ?? undefined,
    reporter: r.reporterKey,
    near: r.networkKey,
    via: r.via,
    referrer: r.referrerHost ?? undefined,
    observed: r.observedAt,
    received: r.receivedAt,
  }
}

type WrittenRow = { id: string; outcome: WriteOutcome }

/** Ids and voices are unique in the batch. What cannot be decided yet is missing in the answer and was not stored. */
async function writeOnce(db: Database, batch: readonly AcceptedReport[]): Promise<WrittenRow[]> {
  // Sorted where several rows are locked, so that two statements meet them in the same order: without it deadlocks come. Lateral with a
  // limit or a lock, so that a row is looked up and no table scanned, whatever the planner believes of a partition that has just begun.
  // No other parameter, so that it is planned once and not each time.
  return db.sql<WrittenRow[]>`
    with draft as materialized (
      select d.id, d.provider as provider_id, d.answer, d.problem, d.component, d.device, coalesce(d.said, false) as said, d.country, d.region, d.network,
        d.began, decode(d.reporter, 'hex') as reporter_key, decode(d.near, 'hex') as network_key, d.via, d.referrer as referrer_host,
        o.observed_at, to_timestamp(d.received / 1000.0) as received_at,
        date_bin('30 minutes', o.observed_at, 'epoch') as slot,
        date_bin('1 minute', o.observed_at, 'epoch') as minute,
        date_bin('15 minutes', o.observed_at, 'epoch') as quarter
      from json_to_recordset(${JSON.stringify(batch.map(toDraft))}::json) as d(id uuid, provider int, answer text, problem text,
        component text, device text, said bool, country text, region text, network bigint, began text, reporter text, near text, via text, referrer text,
        observed float8, received float8)
      cross join lateral (select to_timestamp(d.observed / 1000.0) as observed_at) o
    ),
    known as materialized (
      select d.id, case when (r.provider_id, r.answer) = (d.provider_id, d.answer) then r.outcome else 'taken' end as outcome
      from draft d cross join lateral (
        select provider_id, answer, outcome from reports where id = d.id limit 1
      ) r
    ),
    fresh as materialized (
      select * from draft d where (d.id in (select id from known)) is not true
    ),
    spoken as (
      insert into voices (slot, provider_id, reporter_key, answer, problem, component, device, region, began, network_key, network,
        host, observed_at, received_at)
      select slot, provider_id, reporter_key, answer, problem, component, device, region, began, network_key, network,
        case when via = 'widget' then coalesce(referrer_host, '-') end, observed_at, received_at
      from fresh order by slot, provider_id, reporter_key
      on conflict (slot, provider_id, reporter_key, turn) do nothing
      returning slot, provider_id, reporter_key
    ),
    silent as materialized (
      select * from fresh f
      where ((slot, provider_id, reporter_key) in (select slot, provider_id, reporter_key from spoken)) is not true
      order by slot, provider_id, reporter_key
    ),
    standing as materialized (
      -- Amended since the statement began: the next one amends it, with a transaction that comes after that one in the order of reading.
      select f.id, v.answer, v.problem, v.component, v.device, v.region, v.began, v.network_key, v.network, v.host, v.observed_at, v.amendments
      from silent f cross join lateral (
        select * from voices v
        where (v.slot, v.provider_id, v.reporter_key, v.turn) = (f.slot, f.provider_id, f.reporter_key, 0)
        for update
      ) v cross join lateral (
        select w.amendments from voices w
        where (w.slot, w.provider_id, w.reporter_key, w.turn) = (f.slot, f.provider_id, f.reporter_key, 0) limit 1
      ) seen
      where v.amendments = seen.amendments
    ),
    decided as materialized (
      select f.*, case when s.id is null then 'counted' when s.answer = f.answer then 'repeat' else 'changed' end as outcome
      from fresh f left join standing s on s.id = f.id
      where s.id is not null or (f.id in (select id from silent)) is not true
    ),
    stored as (
      insert into reports (id, provider_id, answer, problem, component, device, country, region, network, began, reporter_key, network_key,
        via, referrer_host, observed_at, received_at, outcome)
      select id, provider_id, answer, problem, component, device, country, region, network, began, reporter_key, network_key,
        via, referrer_host, observed_at, received_at, outcome
      from decided order by id
      on conflict (id) do nothing
      returning id
    ),
    pressed as materialized (
      select *, (outcome = 'counted' and answer = 'problem')::int as problems, (outcome = 'counted' and answer = 'works')::int as works
      from decided where (id in (select id from stored)) is true
    ),
    detailed as materialized (
      select p.provider_id, p.slot, p.reporter_key, p.received_at, s.observed_at, (s.answer = 'problem')::int as problems,
        (s.answer = 'works')::int as works, s.answer, s.problem, s.component, s.device, s.region, s.began, s.network_key, s.network, s.host,
        s.amendments, n.*, (s.problem, s.component, s.device, s.region)
          is distinct from (n.new_problem, n.new_component, n.new_device, n.new_region) as is_amended,
        jsonb_strip_nulls(jsonb_build_object('problem', s.problem, 'component', s.component, 'device', s.device, 'region', s.region)) as said
      from pressed p join standing s on s.id = p.id
      cross join lateral (select coalesce(s.problem, p.problem) as new_problem, coalesce(s.component, p.component) as new_component,
        case when p.said then p.device else coalesce(s.device, p.device) end as new_device,
        coalesce(s.region, p.region) as new_region, coalesce(s.began, p.began) as new_began) n
      where p.outcome = 'repeat' and s.amendments < ${db.sql.unsafe(String(AMENDMENTS_LIMIT))} and (s.problem, s.component, s.device, s.region, s.began)
        is distinct from (n.new_problem, n.new_component, n.new_device, n.new_region, n.new_began)
    ),
    filled as (
      update voices v set problem = d.new_problem, component = d.new_component, device = d.new_device, region = d.new_region,
        began = d.new_began, amendments = d.amendments + d.is_amended::int,
        before = coalesce(v.before, case when d.is_amended then d.said end)
      from detailed d
      where (v.slot, v.provider_id, v.reporter_key, v.turn) = (d.slot, d.provider_id, d.reporter_key, 0)
    ),
    amended as (
      insert into voices (slot, provider_id, reporter_key, turn, before, answer, problem, component, device, region, began, network_key, network,
        host, observed_at, received_at)
      select slot, provider_id, reporter_key, amendments + 1, said, answer, new_problem, new_component, new_device, new_region, new_began,
        network_key, network, host, observed_at, received_at
      from detailed where is_amended
    ),
    referred as materialized (
      -- Voices only: who presses again and again names one page, and details change nothing of it. The loudest pages come first.
      select r.*, case when host = any(known) or cardinality(known) - 1 + row_number() over (
          partition by provider_id, minute, host = any(known) order by voices desc, host) <= ${db.sql.unsafe(String(HOSTS_PER_MINUTE))}
        then host else '-' end as value
      from (
        select provider_id, minute, coalesce(referrer_host, '-') as host, count(*)::int as voices, sum(problems)::int as problems, sum(works)::int as works
        from pressed where via = 'widget' and outcome = 'counted' group by 1, 2, 3
      ) r cross join lateral (
        select array['-'] || array(
          select c.value from report_counts_minute c
          where (c.provider_id, c.bucket_start, c.facet) = (r.provider_id, r.minute, 'host') and c.value <> '-'
        ) as known
      ) k
    ),
    minutes as (
      insert into report_counts_minute as c (provider_id, bucket_start, facet, value, reports, problems, works)
      select provider_id, bucket, facet, value, sum(reports), sum(problems), sum(works) from (
        select provider_id, minute as bucket, f.facet, f.value, 1 as reports, problems, works
        from pressed cross join lateral (values
          ('all', ''), ('component_device', coalesce(component, '-') || '/' || coalesce(device, '-'))
        ) f(facet, value)
        union all
        select provider_id, minute, 'host', value, voices, problems, works from referred
        union all
        select provider_id, date_bin('1 minute', observed_at, 'epoch'), 'component_device', f.value, 0, f.sign * problems, f.sign * works
        from detailed cross join lateral (values
          (coalesce(component, '-') || '/' || coalesce(device, '-'), -1),
          (coalesce(new_component, '-') || '/' || coalesce(new_device, '-'), 1)
        ) f(value, sign)
        where (new_component, new_device) is distinct from (component, device)
      ) t group by provider_id, bucket, facet, value order by provider_id, bucket, facet, value
      on conflict (provider_id, bucket_start, facet, value) do update
        set reports = c.reports + excluded.reports, problems = c.problems + excluded.problems, works = c.works + excluded.works
    ),
    quarters as (
      insert into report_counts_quarter as c (provider_id, bucket_start, facet, value, reports, problems, works)
      select provider_id, bucket, facet, value, sum(reports), sum(problems), sum(works) from (
        select provider_id, quarter as bucket, f.facet, f.value, 1 as reports, problems, works
        from pressed cross join lateral (values
          ('problem', coalesce(problem, '-')), ('country', coalesce(country, '-')), ('region', region), ('network', coalesce(network::text, '-')),
          ('began', began)
        ) f(facet, value)
        union all
        select provider_id, date_bin('15 minutes', observed_at, 'epoch'), f.facet, f.value, 0, f.sign * problems, f.sign * works
        from detailed cross join lateral (values
          ('problem', case when problem is distinct from new_problem then '-' end, -1),
          ('problem', case when problem is distinct from new_problem then new_problem end, 1),
          ('region', case when region is distinct from new_region then new_region end, 1),
          ('began', case when began is distinct from new_began then new_began end, 1)
        ) f(facet, value, sign)
      ) t where value is not null
      group by provider_id, bucket, facet, value order by provider_id, bucket, facet, value
      on conflict (provider_id, bucket_start, facet, value) do update
        set reports = c.reports + excluded.reports, problems = c.problems + excluded.problems, works = c.works + excluded.works
    )
    select id, outcome from known
    union all
    select id, outcome from pressed`
}
