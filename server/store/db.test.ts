import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { isDatabaseAway } from '../errors.ts'
import { silentLog } from '../log.ts'
import { useTestDb } from '../test/db.ts'
import { appliedSchema, migrate, newestSchema, openDatabase, withDatabase } from './db.ts'
import { heartbeats } from './schema.ts'
import { ensurePartitions } from './partitions.ts'

const NAME = '.s.PGSQL.5432'
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

describe('a database that stands still', () => {
  const test = useTestDb()

  it('refuses what waits for it, and is there again when it goes on', async () => {
    const { connection } = test
    if ('url' in connection) return // A server of the operator's: no socket to stand before.
    const between = await startStandstill(connection.host)
    const db = openDatabase({ connection: { ...connection, host: between.folder }, max: 2, beatMs: 100 })
    const answer = () => db.sql`select 1 as one`.catch(() => [])
    try {
      await expect.poll(answer, { timeout: 10_000 }).toEqual([{ one: 1 }])
      between.stand()
      const waiting = await Promise.allSettled(Array.from({ length: 5 }, () => db.sql`select 1`))
      expect(waiting.map((end) => end.status === 'rejected' && isDatabaseAway(end.reason))).toEqual(Array(5).fill(true))
      between.goOn()
      await expect.poll(answer, { timeout: 10_000 }).toEqual([{ one: 1 }])
    } finally {
      await db.close()
      between.close()
    }
  })
})

/** A Unix socket before another, that can stop handing on in both directions. */
async function startStandstill(target: string) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'brusio-still-'))
  const sockets = new Set<net.Socket>()
  let still = false
  const server = net.createServer((client) => {
    const upstream = net.connect(path.join(target, NAME))
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from)
      from.on('data', (bytes) => to.write(bytes))
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
      if (still) from.pause()
    }
  })
  await new Promise<void>((resolve) => server.listen(path.join(folder, NAME), resolve))
  return {
    folder,
    stand() {
      still = true
      for (const socket of sockets) socket.pause()
    },
    goOn() {
      still = false
      for (const socket of sockets) socket.resume()
    },
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

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
