import { expect, it } from 'vitest'
import { bucketStarts, DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { useTestDb } from '../test/db.ts'
import { noteAgent } from './agents.ts'
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts'
import { writeHeartbeats } from './heartbeats.ts'
import { takeLease } from './leases.ts'
import { keepLease } from './leases.ts'
import { readOwnStatus } from './own-status.ts'
import { ensurePartitions } from './partitions.ts'

const test = useTestDb()
const NOW = Date.UTC(2026, 4, 20, 12)
const minute = (n: number) => NOW + n * MINUTE_MS

it('knows nothing of an instance that has just begun', async () => {
  expect(await readOwnStatus(test.db, { since: NOW - DAY_MS, now: NOW })).toEqual({
    judgedUntil: null,
    firstBeat: null,
    lastBeat: null,
    gaps: [],
    agents: { all: 0, heard: 0 },
  })
})

//   minutes   -3000 … -2000   ----   -1500 … -100   ----   -60 … 0          now
//   since                        -1900
it('tells the minutes in which we were not there, newest first, cut at the edge', async () => {
  const { db } = test
  await ensurePartitions(db, minute(-3_001), NOW + HOUR_MS, ['heartbeats'])
  for (const [from, to] of [
    [-3_000, -2_000],
    [-1_500, -100],
    [-60, 0],
  ] as const)
    await writeHeartbeats(db, bucketStarts(minute(from), minute(to + 1)))
  const status = await readOwnStatus(db, { since: minute(-1_900), now: NOW })
  expect([status.firstBeat, status.lastBeat]).toEqual([minute(-3_000), NOW])
  expect(status.gaps).toEqual([
    { from: minute(-99), to: minute(-60) },
    { from: minute(-1_900), to: minute(-1_500) },
  ])
})

it('counts the minutes since the last beat when they grow many, and not the one that is on its way', async () => {
  const late = (ms: number) => readOwnStatus(test.db, { since: NOW - HOUR_MS, now: NOW + ms })
  expect((await late(3 * MINUTE_MS)).gaps).toEqual([])
  expect((await late(10 * MINUTE_MS)).gaps).toEqual([{ from: minute(1), to: minute(10) }])
})

it('says how far was judged, and how many agents are heard', async () => {
  const { db } = test
  const lease = await takeLease(db, { role: 'detector', holder: 'x', now: NOW, ttlMs: 10_000 })
  await keepLease(db, { role: 'detector', epoch: lease!.epoch, until: NOW + 10_000, at: minute(-2) })
  for (const name of ['heard', 'silent', 'never', 'revoked'])
    await createApiKey(db, { name, scope: 'probe-results', now: NOW })
  const keys = await db.sql<{ id: number; name: string }[]>`select id, name from api_keys`
  const id = (name: string) => keys.find((key) => key.name === name)!.id
  const note = (name: string, now: number) => noteAgent(db, { apiKeyId: id(name), network: 'as1', asn: 1, now })
  await note('heard', minute(-10))
  await note('silent', minute(-70))
  await note('revoked', minute(-10))
  const { prefix } = (await listApiKeys(db)).find(({ name }) => name === 'revoked')!
  await revokeApiKey(db, prefix, NOW)
  const status = await readOwnStatus(db, { since: NOW - HOUR_MS, now: NOW })
  expect([status.judgedUntil, status.agents]).toEqual([minute(-2), { all: 3, heard: 1 }])
})
