import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import type { Database } from './db.ts'
import { LATE_BEATS_MS } from './heartbeats.ts'
import { DETECTOR_ROLE } from './leases.ts'

/** An agent that was not heard for so long is counted as silent; it posts every minute or so. */
export const AGENT_SILENT_MS = HOUR_MS
/** More interruptions than this in a month and the list of them is the least of the trouble; the newest count. */
const MOST_GAPS = 5_000

/** A stretch without a heartbeat, epoch milliseconds; `to` is the first minute in which we were there again, or now. */
export type Gap = { from: number; to: number }

export type OwnStatus = {
  /** Up to when the detector has judged; null: never. */
  judgedUntil: number | null
  firstBeat: number | null
  lastBeat: number | null
  /** Newest first, cut at `since`. */
  gaps: Gap[]
  /** Keys of agents that are not revoked, and how many of them were heard lately. */
  agents: { all: number; heard: number }
}

type Row = Omit<OwnStatus, 'gaps'> & { gaps: [before: number, minute: number][] | null }

/** How this instance itself stands, in one statement; `since` and `now` are domain time. */
export async function readOwnStatus(db: Database, { since, now }: { since: number; now: number }): Promise<OwnStatus> {
  const [from, to] = [new Date(since).toISOString(), new Date(now).toISOString()]
  const heardFrom = new Date(now - AGENT_SILENT_MS).toISOString()
  const { sql } = db
  const [row] = await sql<[Row]>`
    with beats as (
      select minute, lag(minute) over (order by minute) as before from heartbeats
      where minute <= ${to}::timestamptz
        and minute >= coalesce((select max(minute) from heartbeats where minute < ${from}::timestamptz), ${from}::timestamptz)
    ), gaps as (
      select before, minute from beats where minute - before > interval '1 minute' order by minute desc limit ${MOST_GAPS}
    )
    select
      (select extract(epoch from at) * 1000 from leases where role = ${DETECTOR_ROLE})::float8 as "judgedUntil",
      (select extract(epoch from min(minute)) * 1000 from heartbeats)::float8 as "firstBeat",
      (select extract(epoch from max(minute)) * 1000 from beats)::float8 as "lastBeat",
      (select jsonb_agg(jsonb_build_array(extract(epoch from before) * 1000, extract(epoch from minute) * 1000)
        order by minute desc) from gaps) as gaps,
      (select jsonb_build_object('all', count(*), 'heard', count(*) filter (where a.seen_at > ${heardFrom}::timestamptz))
        from api_keys k left join agents a on a.api_key_id = k.id where k.revoked_at is null) as agents`
  const { gaps, ...rest } = row
  const past = (gaps ?? [])
    .map(([before, minute]) => ({ from: Math.max(before + MINUTE_MS, since), to: minute }))
    .filter((gap) => gap.to > gap.from)
  return { ...rest, gaps: withPresentGap(past, rest.lastBeat, since, now) }
}

/** We are here to ask, but nothing was written for a while. */
function withPresentGap(gaps: Gap[], lastBeat: number | null, since: number, now: number): Gap[] {
  if (lastBeat === null || now - lastBeat <= MINUTE_MS + LATE_BEATS_MS) return gaps
  return [{ from: Math.max(lastBeat + MINUTE_MS, since), to: now }, ...gaps]
}
