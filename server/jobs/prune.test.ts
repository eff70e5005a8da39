import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { bucketStarts, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { WEBHOOK_EVENTS } from '../../shared/webhook.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { silentLog } from '../log.ts'
import { createApiKey, revokeApiKey, useApiKey } from '../store/api-keys.ts'
import { writeHeartbeats } from '../store/heartbeats.ts'
import { readPartitions } from '../store/partitions.ts'
import { hourCounts, minuteCounts } from '../store/schema.ts'
import { readSeries } from '../store/series.ts'
import { createWebhook, readWebhooks, rotateSecret } from '../store/webhooks.ts'
import { aJudge } from '../test/webhook-site.ts'
import { useTestDb } from '../test/db.ts'
import { aProvider, someMinutes } from '../test/factories.ts'
import { beatMs, createPruner, makePartitionsAhead, startPruneJob } from './prune.ts'

const NOON = Date.UTC(2019, 6, 3, 12)

function aPruner(db: ReturnType<typeof useTestDb>['db'], startAt: number, speed = 1) {
  const clock = { ...createManualClock(startAt), speed }
  const pruner = createPruner({ db, clock, log: silentLog })
  return {
    turnAt: async (at: number) => {
      clock.set(at)
      await pruner.tidy()
      await pruner.beat()
    },
  }
}

const anHourOfBeats = (db: ReturnType<typeof useTestDb>['db'], from: number) =>
  writeHeartbeats(db, bucketStarts(from, from + HOUR_MS))

async function beats(db: ReturnType<typeof useTestDb>['db']): Promise<number[]> {
  const rows = await db.sql<{ minute: Date }[]>`select minute from heartbeats order by 1`
  return rows.map((row) => (row.minute.getTime() - NOON) / MINUTE_MS)
}

describe('heartbeats', () => {
  const live = useTestDb()
  const replay = useTestDb()
  const fastest = useTestDb()

  //  turns      0:10  0:50  1:01      2:00   -- asleep --   30:00
  //  minutes  [ 0          ][ 1      ][ 2   ]               [ 30
  it('are one a minute, and leave a gap where we were away', async () => {
    const { turnAt } = aPruner(live.db, NOON)
    for (const s of [10, 50, 61, 120, 1_800]) await turnAt(NOON + s * SECOND_MS)
    expect(await beats(live.db)).toEqual([0, 1, 2, 30])
  })

  it.each([
    [1, 1_000],
    [60, 500],
    [240, 125],
    [600, 50],
  ])('are written often enough at %i times the speed: every %i ms', (speed, ms) => {
    expect(beatMs(speed)).toBe(ms)
  })

  it('never let the newest minutes of a replay look like a gap', async () => {
    const { db } = fastest
    const provider = await aProvider(db)
    const [speed, start] = [600, NOON + 30 * MINUTE_MS]
    const { turnAt } = aPruner(db, start, speed)
    const turnMs = beatMs(speed) * speed
    const unheard: number[] = []
    for (let at = start; at < start + 20 * MINUTE_MS; at += turnMs) {
      await turnAt(at)
      // Just before the next beat, and when that one comes as late again.
      for (const to of [at + turnMs, at + 2 * turnMs]) {
        const query = { providerId: provider.id, from: start, to, widthMs: MINUTE_MS, upperLimit: () => 0 }
        const points = await readSeries(db, query)
        unheard.push(...points.filter((point) => point.problems === null).map((point) => point.t))
      }
    }
    expect(unheard).toEqual([])
  })

  it('fill the minutes that a fast replay jumps over', async () => {
    const { turnAt } = aPruner(replay.db, NOON, 600)
    for (const minute of [0, 10, 12]) await turnAt(NOON + minute * MINUTE_MS + 1)
    expect(await beats(replay.db)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  })
})

describe('an hour', () => {
  const test = useTestDb()

  it('is rolled up from its minutes when the next begins, and again when a report comes late', async () => {
    const { db } = test
    const provider = await aProvider(db)
    await someMinutes(db, provider.id, NOON - 2 * HOUR_MS, [1, 0, 2])
    await someMinutes(db, provider.id, NOON - HOUR_MS, [5])
    const { turnAt } = aPruner(db, NOON)
    await turnAt(NOON)
    const hours = async () => {
      const rows = await db.orm.select().from(hourCounts).orderBy(hourCounts.bucketStart)
      return rows.map((row) => [(row.bucketStart.getTime() - NOON) / HOUR_MS, row.reports, row.problems, row.works])
    }
    expect(await hours()).toEqual([
      [-2, 3, 3, 0],
      [-1, 5, 5, 0],
    ])
    await db.orm.update(minuteCounts).set({ reports: 7, works: 2 }).where(undefined)
    await turnAt(NOON + HOUR_MS)
    expect(await hours()).toEqual([
      [-2, 14, 3, 4],
      [-1, 7, 5, 2],
    ])
  })

  it('is rolled up however long the server was away in between', async () => {
    const { db } = test
    const provider = await aProvider(db)
    const { turnAt } = aPruner(db, NOON + 20 * DAY_MS)
    await someMinutes(db, provider.id, NOON + 2 * HOUR_MS, [4])
    await turnAt(NOON + 20 * DAY_MS)
    const [row] = await db.sql`select problems from report_counts_hour where provider_id = ${provider.id}`
    expect(row?.problems).toBe(4)
  })

  it('outlives its minutes', async () => {
    const { db } = test
    const [before] = await db.sql`select count(*) as n, sum(problems) as problems from report_counts_hour`
    const { turnAt } = aPruner(db, NOON)
    await turnAt(NOON + 500 * DAY_MS)
    await anHourOfBeats(db, NOON + 500 * DAY_MS)
    await turnAt(NOON + 500 * DAY_MS + HOUR_MS)
    const [minutes] = await db.sql`select count(*) as n from report_counts_minute`
    const [after] = await db.sql`select count(*) as n, sum(problems) as problems from report_counts_hour`
    expect(minutes?.n).toBe(0)
    expect(after).toEqual(before)
  })
})

describe('partitions', () => {
  const test = useTestDb()

  it('are made ahead and dropped behind, never the same one in a circle', async () => {
    const { turnAt } = aPruner(test.db, NOON)
    await turnAt(NOON)
    const first = await readPartitions(test.db)
    expect(first).toContain('reports_20190706')
    expect(first).toContain('reports_20190630')
    expect(first.find((name) => name.startsWith('voices'))).toBe('voices_20190701')
    await turnAt(NOON + HOUR_MS)
    expect(await readPartitions(test.db)).toEqual(first)
    // A clock that jumps must not cost what is kept: nothing goes before an hour has passed there.
    await turnAt(NOON + 40 * DAY_MS)
    expect(await readPartitions(test.db)).toContain('reports_20190706')
    await anHourOfBeats(test.db, NOON + 40 * DAY_MS)
    await turnAt(NOON + 40 * DAY_MS + HOUR_MS)
    const later = await readPartitions(test.db)
    expect(later).toContain('voices_20190815')
    expect(later).not.toContain('reports_20190706')
  })
})

describe('what was delivered', () => {
  const test = useTestDb()

  it('goes after 30 days, with what else has had its time, and not because a clock jumps', async () => {
    const { db } = test
    const { id: providerId } = await aProvider(db)
    const owner = { name: 'desk', scope: 'webhooks', now: NOON } as const
    const [kept, revoked] = [await createApiKey(db, owner), await createApiKey(db, owner)]
    const { id: apiKeyId } = (await useApiKey(db, kept.token, NOON))!
    const { id: otherKeyId } = (await useApiKey(db, revoked.token, NOON))!
    const wish = { url: 'https://example.com/', events: [...WEBHOOK_EVENTS], about: {}, challenge: 'c', secret: 's' }
    const said = { ...wish, createdAt: NOON, confirmedAt: NOON }
    await createWebhook(db, { ...said, id: uuidv7(), apiKeyId }, 9)
    await createWebhook(db, { ...said, id: uuidv7(), apiKeyId: otherKeyId }, 9)
    await (await aJudge(db)).open(providerId, NOON)
    const { id } = (await readWebhooks(db, apiKeyId))[0]!
    await rotateSecret(db, { apiKeyId, id, secret: 'next', oldUntil: NOON + DAY_MS })
    await db.sql`insert into push_subscriptions (endpoint, provider_id, p256dh, auth, lang, created_at)
      values ('https://push.example/', ${providerId}, 'key', 'auth', 'it', ${new Date(NOON).toISOString()}::text::timestamptz)`
    await revokeApiKey(db, revoked.prefix, NOON)
    const left = () =>
      db.sql`select (select count(*)::int from deliveries) as told, (select count(*)::int from webhooks) as hooks,
        (select count(old_secret)::int from webhooks) as secrets, (select count(*)::int from push_subscriptions) as pushes`

    const { turnAt } = aPruner(db, NOON)
    await turnAt(NOON + 29 * DAY_MS)
    await turnAt(NOON + 400 * DAY_MS)
    expect(await left()).toEqual([{ told: 2, hooks: 2, secrets: 1, pushes: 1 }])
    await anHourOfBeats(db, NOON + 31 * DAY_MS)
    await turnAt(NOON + 31 * DAY_MS + HOUR_MS)
    expect(await left()).toEqual([{ told: 0, hooks: 1, secrets: 0, pushes: 0 }])
  })
})

describe('the job', () => {
  const test = useTestDb()

  it('beats on when nothing can be tidied', async () => {
    const { sql } = test.db
    const clock = createManualClock(NOON)
    await makePartitionsAhead({ db: test.db, clock })
    await sql`alter table report_counts_hour rename to away`
    const pruner = createPruner({ db: test.db, clock, log: silentLog })
    await expect(pruner.tidy()).rejects.toThrow('report_counts_hour')
    await pruner.beat()
    expect(await beats(test.db)).toEqual([0])
    await sql`alter table away rename to report_counts_hour`
    await sql`delete from heartbeats`
  })

  it('turns by itself until it is closed', async () => {
    const job = startPruneJob({ db: test.db, clock: createManualClock(NOON), log: silentLog, tickMs: 5 })
    await expect.poll(() => beats(test.db).catch(() => [])).toEqual([0])
    await job.close()
  })
})

describe('the secret of the day', () => {
  const test = useTestDb()

  it('is another one after midnight, also where nobody reports', async () => {
    const { db } = test
    const { turnAt } = aPruner(db, NOON)
    const key = async () => {
      const rows = await db.sql<{ day: string; key: string }[]>`
        select day::text, encode(key, 'hex') as key from day_keys`
      expect(rows.length).toBe(1)
      return rows[0]!
    }
    await turnAt(NOON)
    const first = await key()
    await turnAt(NOON + 11 * HOUR_MS)
    expect(await key()).toEqual(first)
    await turnAt(NOON + 12 * HOUR_MS)
    const next = await key()
    expect([first.day, next.day]).toEqual(['2019-07-03', '2019-07-04'])
    expect(next.key).not.toBe(first.key)
  })
})
