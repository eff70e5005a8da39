import type { Database } from './db.ts'

/**
 * What `readLive` tells of the provider of detector row `s` where `o` is its open incident, if there is one: what people may have corrected there goes
 * before what the detector believes, and of nobody in trouble is anything told but the state.
 */
export const published = (db: Database) => {
  const troubled = db.sql`s.state in ('suspected', 'confirmed', 'recovering')`
  const said = (column: string) =>
    db.sql`case when ${troubled} then case when o.provider_id is null then s.${db.sql(column)} else o.${db.sql(column)} end end`
  return db.sql`s.provider_id, s.state,
    case when ${troubled} then case when o.provider_id is null then s.since else o.started_at end end as since,
    ${said('started_from')} as started_from, ${said('started_to')} as started_to,
    coalesce(${said('verified')}, false) as verified, ${said('cause')} as cause, s.testimony`
}

/**
 * Writes down what is published from `at` on, only where it is not what was: `said` is a part of the statement with the columns of `published` and `at`. A
 * provider whose newest row is of later (people correct by the clock, the detector by how far it has judged) is told of anew from then on.
 */
export const logVerdicts = (db: Database, said: string) => db.sql`
  insert into verdicts (provider_id, at, state, since, started_from, started_to, verified, cause, testimony)
  select s.provider_id, greatest(s.at, v.at), s.state, s.since, s.started_from, s.started_to, s.verified, s.cause, s.testimony
  from ${db.sql(said)} s
  left join lateral (select * from verdicts w where w.provider_id = s.provider_id order by w.at desc limit 1) v on true
  where v.provider_id is null
    or (v.state, v.since, v.started_from, v.started_to, v.verified, v.cause, v.testimony)
      is distinct from (s.state, s.since, s.started_from, s.started_to, s.verified, s.cause, s.testimony)
  order by 1
  on conflict (provider_id, at) do update
    set state = excluded.state, since = excluded.since, started_from = excluded.started_from, started_to = excluded.started_to,
      verified = excluded.verified, cause = excluded.cause, testimony = excluded.testimony`
