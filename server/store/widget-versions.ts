import type { Database } from './db.ts'

/** Kept of each version: what every release adds is some kilobytes, and a loop of releases must not fill the memory. */
export const MOST_VERSIONS = 200

/** Keeps the version that is served from now on, and gives the newest ones that were ever served here. `now` is domain time. */
export async function keepWidgetVersion(
  db: Database,
  { version, body, now }: { version: string; body: Buffer; now: number },
): Promise<{ version: string; body: Buffer }[]> {
  await db.sql`
    insert into widget_versions (version, body, served_from)
    values (${version}, decode(${body.toString('hex')}, 'hex'), ${new Date(now).toISOString()}::timestamptz)
    on conflict (version) do nothing`
  const rows = await db.sql<{ version: string; body: string }[]>`
    select version, encode(body, 'base64') as body from widget_versions order by served_from desc, version limit ${MOST_VERSIONS}`
  return rows.map((row) => ({ version: row.version, body: Buffer.from(row.body, 'base64') }))
}
