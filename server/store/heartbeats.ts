import type { Database } from './db.ts'

/** Says that this instance was up and taking reports in these minutes (their starts, epoch milliseconds). */
export async function writeHeartbeats(db: Database, minutes: number[]): Promise<void> {
  const rows = minutes.map((minute) => new Date(minute).toISOString())
  await db.sql`
    insert into heartbeats (minute)
    select minute::timestamptz from jsonb_array_elements_text(${JSON.stringify(rows)}::jsonb) as minute order by 1
    on conflict do nothing`
}

/** How many minutes of [from, to] we were there. */
export async function countHeartbeats(db: Database, from: number, to: number): Promise<number> {
  const [row] = await db.sql<{ n: number }[]>`
    select count(*) as n from heartbeats where minute between ${from}::timestamptz and ${to}::timestamptz`
  return row?.n ?? 0
}
