import type { Database } from './db.ts'

/** Says that this instance was up and taking reports in these minutes (their starts, epoch milliseconds). */
export async function writeHeartbeats(db: Database, minutes: number[]): Promise<void> {
  const rows = minutes.map((minute) => new Date(minute).toISOString())
  await db.sql`
    insert into heartbeats (minute)
    select minute::timestamptz from jsonb_array_elements_text(${JSON.stringify(rows)}::jsonb) as minute order by 1
    on conflict do nothing`
}
