import type { Amplified, PressEcho } from '../../shared/echo.ts'
import { MINUTE_MS, bucketStart } from '../../shared/time.ts'
import type { Database } from './db.ts'

/** When one page is called loud: more than this share of the voices of a window, where there are so many; and from how many on pages are named. */
export type Loudest = { share: number; windowMs: number; voices: number; named: number }

/** More pages, or more spans, are a list that nobody reads. */
const MOST_HOSTS = 10
const MOST_SPANS = 20

type Window = { at: number; host: string | null; through: number; voices: number }
type Row = {
  voices: number
  through: number
  unnamed: number
  hosts: PressEcho['hosts'] | null
  loud: Window[] | null
}

/**
 * Voices about problems from the minute of `from` until `to` (epoch milliseconds), and through whose widgets they came. Windows do not overlap: so in
 * what is made of several of them, one after the other, the share is above the limit as well.
 */
export async function readEcho(
  db: Database,
  { providerId, from, to }: { providerId: number; from: number; to: number },
  loudest: Loudest,
): Promise<PressEcho> {
  const start = bucketStart(from, MINUTE_MS)
  const [row] = await db.sql<[Row]>`
    with counted as (
      select date_bin(${`${loudest.windowMs} milliseconds`}::interval, bucket_start, 'epoch'::timestamptz) as at, facet, value, sum(problems)::int as voices
      from report_counts_minute
      where provider_id = ${providerId} and facet in ('all', 'host') and problems > 0
        and bucket_start >= ${new Date(start).toISOString()}::timestamptz and bucket_start < ${new Date(to).toISOString()}::timestamptz
      group by 1, 2, 3
    ),
    through as (select at, value as host, voices from counted where facet = 'host'),
    named as (
      select host, sum(voices)::int as voices from through where host ~ '[.].*[a-z]' and host !~ '[^a-z0-9.-]'
      group by 1 having sum(voices) >= ${loudest.named}::int
    ),
    loud as (
      select (extract(epoch from at) * 1000)::float8 as at, n.host, h.voices as through, c.voices
      from counted c join through h using (at) left join named n on n.host = h.host
      where c.facet = 'all' and h.host <> '-' and c.voices >= ${loudest.voices}::int and h.voices > ${loudest.share}::float8 * c.voices
    )
    select
      (select coalesce(sum(voices), 0)::int from counted where facet = 'all') as voices,
      (select coalesce(sum(voices), 0)::int from through) as through,
      (select coalesce(sum(voices), 0)::int from through where host = '-') as unnamed,
      (select json_agg(n order by n.voices desc, n.host) from (select * from named order by voices desc, host limit ${MOST_HOSTS}) n) as hosts,
      (select json_agg(l order by l.at) from loud l) as loud`
  return {
    voices: row.voices,
    through_widgets: row.through,
    hosts: row.hosts ?? [],
    unnamed: row.unnamed,
    amplified: spansOf(row.loud ?? [], { start, to, windowMs: loudest.windowMs }),
  }
}

type Within = { start: number; to: number; windowMs: number }

/** Windows of one page that follow each other are one; the newest are kept. */
function spansOf(windows: readonly Window[], { start, to, windowMs }: Within): Amplified[] {
  const spans: (Window & { until: number })[] = []
  for (const window of windows) {
    const last = spans.at(-1)
    if (last?.host === window.host && last.until === window.at) {
      last.until += windowMs
      last.through += window.through
      last.voices += window.voices
    } else spans.push({ ...window, until: window.at + windowMs })
  }
  return spans.slice(-MOST_SPANS).map(({ host, at, until, through, voices }) => ({
    host,
    since: new Date(Math.max(at, start)).toISOString(),
    until: new Date(Math.min(until, to)).toISOString(),
    share: through / voices,
    voices,
  }))
}
