import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { DAY_MS } from '../../shared/time.ts'
import { useTestDb } from '../test/db.ts'
import { aProvider, aReport } from '../test/factories.ts'
import { dropExpired, ensurePartitions, firstUuidAt, readPartitions, toPartition } from './partitions.ts'

const JULY_3 = Date.UTC(2019, 6, 3)

describe('the tables', () => {
  const test = useTestDb()

  it('are partitioned as the migrations say, which no generated one may undo', async () => {
    const rows = await test.db.sql`
      select partrelid::regclass::text as table, pg_get_partkeydef(partrelid) as by from pg_partitioned_table order by 1`
    expect([...rows]).toEqual([
      { table: 'heartbeats', by: 'RANGE (minute)' },
      { table: 'probe_results', by: 'RANGE (id)' },
      { table: 'report_counts_minute', by: 'RANGE (bucket_start)' },
      { table: 'report_counts_quarter', by: 'RANGE (bucket_start)' },
      { table: 'reports', by: 'RANGE (id)' },
      { table: 'voices', by: 'RANGE (slot)' },
    ])
  })

  it('keep the order of voices across partitions', async () => {
    const rows = await test.db.sql`
      select column_name as column, column_default as value from information_schema.columns
      where table_name = 'voices' and column_name in ('seq', 'xid') order by 1`
    expect([...rows]).toEqual([
      { column: 'seq', value: "nextval('voices_seq_seq'::regclass)" },
      { column: 'xid', value: 'pg_current_xact_id()' },
    ])
  })
})

describe('ensurePartitions', () => {
  const test = useTestDb()

  it('makes each partition once, however many ask at the same time', async () => {
    await Promise.all(Array.from({ length: 4 }, () => ensurePartitions(test.db, JULY_3 - DAY_MS, JULY_3)))
    await ensurePartitions(test.db, JULY_3, JULY_3)
    expect(await readPartitions(test.db)).toEqual([
      'heartbeats_201907',
      'probe_results_20190702',
      'probe_results_20190703',
      'report_counts_minute_201907',
      'report_counts_quarter_201907',
      'reports_20190702',
      'reports_20190703',
      'voices_20190702',
      'voices_20190703',
    ])
  })

  // 3 July 2019 ──┤00:00:00.000 … 23:59:59.999├── by the first 48 bits of the id
  it.each([
    ['the first instant of a day', JULY_3, 0x00, 'reports_20190703'],
    ['the last instant of a day', JULY_3 + DAY_MS - 1, 0xff, 'reports_20190703'],
    ['the last instant of the day before', JULY_3 - 1, 0xff, 'reports_20190702'],
  ])('puts a UUIDv7 of %s into its partition', async (_, at, randomByte, partition) => {
    const provider = await aProvider(test.db)
    const id = v7({ msecs: at, random: new Uint8Array(16).fill(randomByte) })
    await aReport(test.db, { id, providerId: provider.id, observedAt: new Date(at) })
    const [row] = await test.db.sql`select tableoid::regclass::text as partition from reports where id = ${id}`
    expect(row?.partition).toBe(partition)
  })

  it('does not wait for a long read of the table, nor make its writers wait', async () => {
    const one = await test.db.sql.reserve()
    try {
      const reading = one`select pg_sleep(3) from reports limit 1`.execute()
      reading.catch(() => undefined) // It may end before we look.
      await ensurePartitions(test.db, JULY_3 + DAY_MS, JULY_3 + DAY_MS, ['reports'])
      const [still] = await test.db
        .sql`select count(*) as n from pg_stat_activity where query like '%pg_sleep(3)%' and pid <> pg_backend_pid()`
      expect(still?.n).toBe(1)
      await test.db
        .sql`select pg_cancel_backend(pid) from pg_stat_activity where query like '%pg_sleep(3)%' and pid <> pg_backend_pid()`
      await expect(reading).rejects.toMatchObject({ code: '57014' })
    } finally {
      one.release()
    }
  })
})

describe('dropExpired', () => {
  const test = useTestDb()

  it('drops what has expired whole, and nothing that holds a row still kept', async () => {
    const now = JULY_3 + DAY_MS / 2
    await ensurePartitions(test.db, now - 32 * DAY_MS, now + DAY_MS, ['reports', 'voices', 'heartbeats'])
    await ensurePartitions(test.db, now - 500 * DAY_MS, now - 400 * DAY_MS, ['report_counts_minute'])
    const before = await readPartitions(test.db)
    const dropped = await dropExpired(test.db, now)
    const left = await readPartitions(test.db)
    expect([...left, ...dropped].toSorted()).toEqual(before)
    // Reports are kept 30 days: noon of 3 July back to noon of 3 June. Voices 49 hours: back to 11:00 of 1 July.
    expect(left.find((name) => name.startsWith('reports'))).toBe('reports_20190603')
    expect(left.find((name) => name.startsWith('voices'))).toBe('voices_20190701')
    expect(left.filter((name) => name.startsWith('report_counts_minute'))).toEqual(['report_counts_minute_201805'])
    expect(left.filter((name) => name.startsWith('heartbeats'))).toEqual(['heartbeats_201906', 'heartbeats_201907'])
    expect(await dropExpired(test.db, now)).toEqual([])
  })

  it('finishes what was cut short, and drops the table that was already detached', async () => {
    const then = JULY_3 - 100 * DAY_MS
    await ensurePartitions(test.db, then, then, ['reports', 'voices'])
    const [voices, reports] = (await readPartitions(test.db))
      .filter((name) => name.includes('20190325'))
      .toSorted()
      .toReversed()
    await test.db.sql.unsafe(`alter table voices detach partition ${voices} concurrently`)
    expect((await dropExpired(test.db, JULY_3)).toSorted()).toEqual([reports, voices])
    const [row] = await test.db.sql`select count(*) as n from pg_class where relname in (${reports!}, ${voices!})`
    expect(row?.n).toBe(0)
  })

  it('is done by one process at a time, and all of them end well', async () => {
    const then = JULY_3 - 60 * DAY_MS
    await ensurePartitions(test.db, then, then + DAY_MS, ['reports'])
    const answers = await Promise.all(Array.from({ length: 4 }, () => dropExpired(test.db, JULY_3)))
    expect(answers.flat().toSorted()).toEqual(['reports_20190504', 'reports_20190505'])
  })
})

it.each(['reports', 'reports_2019', 'reports_20191301', 'report_counts_hour_201907', 'voices_201907'])(
  'knows that %s is no partition of ours',
  (name) => expect(toPartition(name)).toBeUndefined(),
)

it('writes the time into the first 48 bits', () => {
  expect(firstUuidAt(0x0123456789ab)).toBe('01234567-89ab-0000-0000-000000000000')
  expect(firstUuidAt(JULY_3) < v7({ msecs: JULY_3 })).toBe(true)
})
