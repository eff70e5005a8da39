import { v7 as uuidv7 } from 'uuid'
import type { Notice } from '../../shared/notice.ts'
import { DAY_MS } from '../../shared/time.ts'
import type { Database } from './db.ts'
import { FEED_NOTICES_PER_DAY, checkNotice } from './notice-limits.ts'
import type { NewNotice, NoticeRow } from './notice-row.ts'

/** `refused`: from a feed, and more than a provider keeps a day. `ids` of those stored, in the order given. */
export type WrittenNotices = { stored: number; repeated: number; refused: number; ids: string[] }

/** Writes notices, given oldest first, with their forecasts; one whose key is known (also of a withdrawn one) changes nothing. Throws NoticeError. */
export async function writeNotices(db: Database, notices: readonly NewNotice[]): Promise<WrittenNotices> {
  if (notices.length === 0) return { stored: 0, repeated: 0, refused: 0, ids: [] }
  notices.forEach(checkNotice)
  const rows = notices.map((notice, place) => ({ ...notice, id: uuidv7({ msecs: notice.seenAt }), place }))
  const since = new Date(Math.min(...notices.map((n) => n.seenAt)) - DAY_MS).toISOString()
  const [written] = await db.sql<[Omit<WrittenNotices, 'stored'>]>`
    with draft as materialized (
      select t.*, key like 'feed:%' as is_read from jsonb_to_recordset((${JSON.stringify(rows)}::text)::jsonb) as t(
        id uuid, place int, "providerId" int, key text, by text, author text, domain text, topics text[], text text, lang text,
        source text, component text, device text, "saidFrom" float8, "saidTo" float8, "seenAt" float8, forecasts jsonb)
    ), fresh as (
      select distinct on (d."providerId", d.key) d.* from draft d
      where not exists (select from notices n where n.provider_id = d."providerId" and n.key = d.key)
      order by d."providerId", d.key, d.place
    ), numbered as (
      -- The newest saying first: what does not fit is the oldest.
      select f.*, row_number() over (partition by f."providerId", f.is_read order by f."saidFrom" desc nulls last, f.place desc)
        + (select count(*) from notices n where n.provider_id = f."providerId" and n.key like 'feed:%'
           and n.seen_at > ${since}::timestamptz) as number
      from fresh f
    ), taken as (
      select * from numbered where not is_read or number <= ${FEED_NOTICES_PER_DAY}
    ), written as (
      insert into notices (id, provider_id, key, by, author, domain, topics, text, lang, source, component, device, said_from,
        said_to, seen_at)
      select id, "providerId", key, by, author, domain, topics, text, lang, source, component, device,
        to_timestamp("saidFrom" / 1000), to_timestamp("saidTo" / 1000), to_timestamp("seenAt" / 1000)
      from taken order by "providerId", place
      on conflict (provider_id, key) do nothing
      returning id
    ), announced as (
      insert into forecasts (notice_id, place, due_from, due_to, zone, component, device)
      select w.id, f.place, to_timestamp(f.due_from / 1000), to_timestamp(f.due_to / 1000), f.zone, f.component, f.device
      from written w join taken t on t.id = w.id
      cross join lateral (
        select (place - 1)::int as place, (e->>'dueFrom')::float8 as due_from, (e->>'dueTo')::float8 as due_to, e->>'zone' as zone,
          e->>'component' as component, e->>'device' as device
        from jsonb_array_elements(t.forecasts) with ordinality as x(e, place)
      ) f
    )
    select (select count(*) from draft) - (select count(*) from written)
        - (select count(*) from numbered) + (select count(*) from taken) as repeated,
      (select count(*) from numbered) - (select count(*) from taken) as refused,
      coalesce((select jsonb_agg(t.id order by t.place) from taken t join written w on w.id = t.id), '[]') as ids`
  return { stored: written.ids.length, ...written }
}

type Read = Omit<NoticeRow, 'saidFrom' | 'saidTo' | 'seenAt'> & {
  saidFrom: Date | null
  saidTo: Date | null
  seenAt: Date
}

/**
 * Those not withdrawn that were said between `from` and `to`, or, where nobody knows when, seen then; oldest first. Where there are more than
 * `limit`, the oldest of them, or with `newest` the newest; `before`: older than this one, in that order.
 */
export async function readNotices(
  db: Database,
  options: { providerId: number; from: number; to: number; limit: number; newest?: boolean; before?: string },
): Promise<NoticeRow[]> {
  const { sql } = db
  const { providerId, from, to, limit, newest = false, before } = options
  const direction = newest ? sql`desc` : sql`asc`
  const rows = await sql<Read[]>`
    select n.id, n.provider_id as "providerId", p.slug as provider, n.by, n.author, n.domain, to_jsonb(n.topics) as topics, n.text,
      n.lang, n.source, n.component, n.device, n.said_from as "saidFrom", n.said_to as "saidTo", n.seen_at as "seenAt",
      (select coalesce(jsonb_agg(jsonb_build_object('dueFrom', extract(epoch from f.due_from) * 1000,
        'dueTo', extract(epoch from f.due_to) * 1000, 'zone', f.zone, 'component', f.component, 'device', f.device)
        order by f.place), '[]') from forecasts f where f.notice_id = n.id) as forecasts
    from notices n join providers p on p.id = n.provider_id
    where n.provider_id = ${providerId} and n.withdrawn_at is null
      and coalesce(n.said_from, n.seen_at) <= ${new Date(to).toISOString()}::timestamptz
      and coalesce(n.said_to, n.seen_at) >= ${new Date(from).toISOString()}::timestamptz
      ${
        before === undefined
          ? sql``
          : sql`and (coalesce(n.said_from, n.seen_at), n.seen_at, n.seq) <
              (select coalesce(b.said_from, b.seen_at), b.seen_at, b.seq from notices b where b.id = ${before}::uuid)`
      }
    order by coalesce(n.said_from, n.seen_at) ${direction}, n.seen_at ${direction}, n.seq ${direction} limit ${limit}`
  const read = rows.map(({ saidFrom, saidTo, seenAt, ...row }) =>
    Object.assign(row, {
      saidFrom: saidFrom?.getTime() ?? null,
      saidTo: saidTo?.getTime() ?? null,
      seenAt: seenAt.getTime(),
    }),
  )
  return newest ? read.toReversed() : read
}

/** It was put in by mistake: nobody is shown it any more, and the detector hears of it once more. False: it was so already, or is not there. */
export async function withdrawNotice(
  db: Database,
  id: string,
  { now, reason }: { now: number; reason: string },
): Promise<boolean> {
  const rows = await db.sql`
    update notices set withdrawn_at = ${new Date(now).toISOString()}::timestamptz, withdrawn_for = ${reason},
      xid = pg_current_xact_id(), seq = nextval(pg_get_serial_sequence('notices', 'seq'))
    where id = ${id}::uuid and withdrawn_at is null returning 1`
  return rows.length > 0
}

/** Where each withdrawn notice of a provider went, for those who run the instance. */
export async function readWithdrawnNotices(
  db: Database,
  providerId: number,
  limit: number,
): Promise<{ id: string; at: number; reason: string }[]> {
  return db.sql<{ id: string; at: number; reason: string }[]>`
    select id, (extract(epoch from withdrawn_at) * 1000)::float8 as at, withdrawn_for as reason from notices
    where provider_id = ${providerId} and withdrawn_at is not null order by withdrawn_at desc limit ${limit}`
}

const iso = (at: number) => new Date(at).toISOString()

/** The wire form. Its forecasts go by themselves, with what came of them. */
export function toNotice(row: NoticeRow): Notice {
  const { id, provider, by, author, domain, topics, text, lang, source, component, device, saidFrom, saidTo, seenAt } =
    row
  return {
    id,
    provider,
    by,
    author,
    domain,
    topics,
    text,
    lang,
    source,
    component,
    device,
    said_between: saidFrom === null || saidTo === null ? null : [iso(saidFrom), iso(saidTo)],
    seen_at: iso(seenAt),
  }
}

/** Whether this provider has, or had, such a notice. */
export async function hasNotice(
  db: Database,
  { providerId, id }: { providerId: number; id: string },
): Promise<boolean> {
  const rows = await db.sql`select from notices where id = ${id}::uuid and provider_id = ${providerId}`
  return rows.length > 0
}
