import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Database } from './db.ts'

/** `day` is UTC, domain time, as in 2019-07-03. */
export type StoredDayKey = { day: string; key: KeyObject }

export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/**
 * The key of `day`, made by whoever asks first; yesterday's is overwritten by it and gone. Never backwards: a process whose clock is a
 * little late at midnight uses the new key. One statement, and whoever loses the race asks again.
 */
export async function takeDayKey(db: Database, day: string): Promise<StoredDayKey> {
  for (;;) {
    const made = randomBytes(32).toString('hex')
    const [row] = await db.sql<{ day: string; key: string }[]>`
      with made as (
        insert into day_keys (id, day, key) values (1, ${day}::text::date, decode(${made}, 'hex'))
        on conflict (id) do update set day = excluded.day, key = excluded.key where day_keys.day < excluded.day
        returning day, key
      )
      select day::text, encode(key, 'hex') as key from made
      union all
      select day::text, encode(key, 'hex') from day_keys where day >= ${day}::text::date and not exists (select from made)`
    if (row) return { day: row.day, key: createSecretKey(Buffer.from(row.key, 'hex')) }
  }
}

/** Today's key: at once while the day lasts, a promise when it has just changed. */
export function createDayKeys(deps: { db: Database; clock: Clock }): () => StoredDayKey | Promise<StoredDayKey> {
  let today: StoredDayKey | undefined
  let edge = 0
  let loading: Promise<StoredDayKey> | undefined
  return () => {
    const now = deps.clock.now()
    if (today && now < edge) return today
    const day = dayOf(now)
    loading ??= takeDayKey(deps.db, day)
      .then((taken) => {
        today = taken
        edge = Date.parse(taken.day) + 86_400_000
        return taken
      })
      .finally(() => (loading = undefined))
    return loading
  }
}
