import { beforeAll, expect, it } from 'vitest'
import { SECOND_MS } from '../../../shared/time.ts'
import { RANGE_NAMES } from '../../../web/chart/model.ts'
import { createDirectory, type Directory } from '../../catalogue/directory.ts'
import type { Database } from '../../store/db.ts'
import { readProviders } from '../../store/providers.ts'
import { countStatements } from '../../test/counted-db.ts'
import { anAsked } from '../../test/embed-asked.ts'
import { NOON, NOW, useLiveRows } from '../../test/live-rows.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { createEmbedFacts } from './facts.ts'

const rows = useLiveRows()
let directory: Directory
beforeAll(async () => {
  directory = createDirectory(await readProviders(rows.db))
})

const ZONES = ['Europe/Rome', 'UTC', 'Asia/Tokyo', 'America/New_York']

/** Each way in which the embed of one service can be asked for; an hour ago as well. */
const ways = () =>
  RANGE_NAMES.flatMap((range) =>
    (['it', 'en'] as const).flatMap((lang) =>
      ZONES.flatMap((zone) =>
        [null, NOON].map((asOf) => anAsked(directory, 'alpha', { range, lang, zone, asOf, report: asOf === null })),
      ),
    ),
  )

it('asks the database at most once a second for a minute of embeds of one service, whatever they are asked for in', async () => {
  let real = 0
  const clock = createManualClock(NOW)
  const { db, seen } = countStatements(rows.db)
  const facts = createEmbedFacts({ db, clock, directory, real: () => real })
  const asked = ways()
  await Promise.all(asked.map((one) => facts.read(one)))
  const atFirst = seen.statements
  expect(atFirst).toBeGreaterThan(0)
  for (let second = 0; second < 60; second++) {
    real += SECOND_MS
    clock.set(NOW + real)
    // Together and one after the other.
    await Promise.all(asked.map((one) => facts.read(one)))
    await facts.read(asked[second % asked.length]!)
  }
  expect(seen.statements).toBeGreaterThan(atFirst)
  expect(seen.statements - atFirst).toBeLessThanOrEqual(60)
  // All readings there are, each once.
  expect(atFirst).toBeLessThanOrEqual(16)
})

it('gives the same object while the same is to be said, and reads together what a list needs', async () => {
  let real = 0
  const { db, seen } = countStatements(rows.db)
  const facts = createEmbedFacts({ db, clock: createManualClock(NOW), directory, real: () => real })
  const list = anAsked(directory, 'alpha,beta,gamma,delta')
  const first = await facts.read(list)
  expect(seen.statements).toBe(3)
  expect(await facts.read(list)).toBe(first)
  real += SECOND_MS
  expect(await facts.read(list)).not.toBe(first)
  expect(seen.statements).toBe(3)
})

it('gives what was last known, as stale, while the database is away, and fails where nothing was', async () => {
  let isAway = false
  let real = 0
  const sql = new Proxy(rows.db.sql, {
    apply(target, self, args: unknown[]) {
      if (isAway) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
      return Reflect.apply(target, self, args) as unknown
    },
  })
  const db: Database = { ...rows.db, sql }
  const facts = createEmbedFacts({ db, clock: createManualClock(NOW), directory, real: () => real })
  const asked = anAsked(directory, 'alpha')
  const good = (await facts.read(asked))!
  expect(Date.parse(good.stale_after!)).toBeGreaterThan(NOW)
  isAway = true
  real += 10 * SECOND_MS
  expect(await facts.read(asked)).toEqual({ ...good, stale_after: good.generated_at })
  await expect(facts.read(anAsked(directory, 'beta'))).rejects.toThrow('away')
  isAway = false
  real += SECOND_MS
  expect(Date.parse((await facts.read(asked))!.stale_after!)).toBeGreaterThan(NOW)
})
