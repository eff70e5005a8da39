import { describe, expect, it } from 'vitest'
import { silentLog } from '../log.ts'
import { useTestDb } from '../test/db.ts'
import { appliedSchema, migrate, newestSchema, openDatabase, withDatabase } from './db.ts'
import { heartbeats } from './schema.ts'
import { ensurePartitions } from './partitions.ts'

const NOON = Date.UTC(2019, 6, 3, 12)

describe('the client', () => {
  const test = useTestDb()

  it('takes and gives instants as Date in hand-written SQL, whatever form they come in', async () => {
    const at = new Date(NOON + 123)
    const [row] = await test.db.sql`
      select ${at}::timestamptz as date, ${at.getTime()}::timestamptz as ms, ${at.toISOString()}::timestamptz as text`
    expect(row).toEqual({ date: at, ms: at, text: at })
  })

  it('takes JSON as text and as a value, and gives bigint as a number', async () => {
    const rows = [{ id: 1, name: 'a "quoted" \\ name' }]
    const [text] = await test.db
      .sql`select t.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(id bigint, name text)`
    const [value] = await test.db
      .sql`select ${test.db.sql.json(rows)}::jsonb as v, count(*) as n from (values (1), (2)) x`
    expect(text).toEqual(rows[0])
    expect(value).toEqual({ v: rows, n: 2 })
  })

  it('still speaks drizzle, with instants as Date', async () => {
    await ensurePartitions(test.db, NOON, NOON, ['heartbeats'])
    await test.db.orm.insert(heartbeats).values({ minute: new Date(NOON) })
    expect(await test.db.orm.select().from(heartbeats)).toEqual([{ minute: new Date(NOON) }])
  })

  it('goes on after a backend was killed in the middle of a statement', async () => {
    const { sql } = test.db
    const slow = sql`select pg_sleep(20) /* victim */`.execute()
    const killed = async () => {
      const rows = await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where query like '%/* victim */%' and pid <> pg_backend_pid() and state = 'active'`
      return rows.length
    }
    const end = slow.catch((error: unknown) => error)
    await expect.poll(killed, { timeout: 10_000 }).toBe(1)
    expect(await end).toMatchObject({ code: expect.stringMatching(/57P01|CONNECTION_CLOSED/) })
    expect(await sql`select 1 as one`).toEqual([{ one: 1 }])
  })
})

describe('a database URL', () => {
  const test = useTestDb()

  it('may name the folder of a Unix socket', async () => {
    const { connection } = test
    if ('url' in connection) return // A server of the operator's: no socket to try.
    const url = `postgresql://${connection.user}@/${connection.database}?host=${encodeURIComponent(connection.host)}`
    for (const target of [
      { url },
      withDatabase({ url: url.replace(connection.database, 'postgres') }, connection.database),
    ]) {
      const db = openDatabase({ connection: target, max: 1 })
      const [row] = await db.sql`select current_database() as name`
      await db.close()
      expect(row?.name).toBe(connection.database)
    }
  })
})

describe('migrations', () => {
  const test = useTestDb({ empty: true })

  it('are applied once, however many processes start at the same time', async () => {
    expect(await appliedSchema(test.db.sql)).toBeUndefined()
    await Promise.all(Array.from({ length: 6 }, () => migrate(test.connection, silentLog)))
    const [row] = await test.db
      .sql`select count(*) as n, count(distinct created_at) as kinds from drizzle.__drizzle_migrations`
    expect(row?.n).toBe(row?.kinds)
    expect(await appliedSchema(test.db.sql)).toBe(newestSchema())
  })

  it('refuse a database that a newer version wrote', async () => {
    await test.db
      .sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', ${newestSchema() + 1})`
    await expect(migrate(test.connection, silentLog)).rejects.toThrow('newer Brusio')
  })
})
