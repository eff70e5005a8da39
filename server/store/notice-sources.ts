import type { Database } from './db.ts'

/** Where we look for a provider's own word. Instants are epoch milliseconds; `readAt`: the last time that all of it could be read. */
export type NoticeSourceRow = {
  url: string
  kind: string
  lookedAt: number | null
  readAt: number | null
  etag: string | null
  /** Why the last look brought nothing; null: it did. */
  failure: string | null
}

/** The addresses that are or were looked at, by address. */
export async function readNoticeSources(db: Database, providerId: number): Promise<NoticeSourceRow[]> {
  return db.sql<NoticeSourceRow[]>`
    select url, kind, (extract(epoch from looked_at) * 1000)::float8 as "lookedAt",
      (extract(epoch from read_at) * 1000)::float8 as "readAt", etag, failure
    from notice_sources where provider_id = ${providerId} order by url`
}

/** What one look brought. `etag` is kept only of what was read. */
export async function noteLook(
  db: Database,
  look: { providerId: number; url: string; kind: string; at: number; etag: string | null; failure: string | null },
): Promise<void> {
  const { providerId, url, kind, failure } = look
  const at = new Date(look.at).toISOString()
  const readAt = failure === null ? at : null
  const etag = failure === null ? look.etag : null
  await db.sql`
    insert into notice_sources as s (provider_id, url, kind, looked_at, read_at, etag, failure)
    values (${providerId}, ${url}, ${kind}, ${at}::timestamptz, ${readAt}::timestamptz, ${etag}, ${failure})
    on conflict (provider_id, url) do update set kind = excluded.kind,
      looked_at = greatest(s.looked_at, excluded.looked_at), read_at = greatest(s.read_at, excluded.read_at),
      etag = case when excluded.failure is null then excluded.etag else s.etag end, failure = excluded.failure`
}

/** Makes the table say what the catalogue lists: a source that left it is looked at no more. */
export async function keepNoticeSources(
  db: Database,
  sources: readonly { providerId: number; url: string; kind: string }[],
): Promise<void> {
  await db.sql`
    with wanted as materialized (
      select * from jsonb_to_recordset((${JSON.stringify(sources)}::text)::jsonb) as t("providerId" int, url text, kind text)
    ), gone as (
      delete from notice_sources s where not exists (
        select from wanted w where w."providerId" = s.provider_id and w.url = s.url)
    )
    insert into notice_sources (provider_id, url, kind) select "providerId", url, kind from wanted order by 1, 2
    on conflict (provider_id, url) do nothing`
}
