import { beforeAll, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createDirectory, type Directory } from '../catalogue/directory.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { silentLog } from '../log.ts'
import { importMinutes } from '../store/import.ts'
import { readProviders } from '../store/providers.ts'
import { aProvider, aVoice, somePartitions } from '../test/factories.ts'
import { useTestDb } from '../test/db.ts'
import { turnUntil } from '../test/turns.ts'
import { loadWatches } from './detect-load.ts'
import { createJudge } from './detect.ts'

const NOON = Date.UTC(2024, 4, 20, 12)
const many = useTestDb()
const OTHERS = 120
let ids: number[]
let all: Directory

beforeAll(async () => {
  await somePartitions(many.db, NOON)
  ids = []
  for (let n = 0; n < OTHERS; n += 1) ids.push((await aProvider(many.db)).id)
  all = createDirectory(await readProviders(many.db))
  const minutes = ids.flatMap((id) =>
    [1, 2, 3].map((n) => ({ providerId: id, minute: NOON - n * HOUR_MS, problems: 1 })),
  )
  await importMinutes(many.db, minutes, NOON - 2 * DAY_MS, NOON)
})

const deps = () => ({ db: many.db, clock: createManualClock(NOON), log: silentLog, directory: all })
const written = async () => {
  const [row] = await many.db.sql<[{ states: number; hours: number; place: string | null }]>`
    select (select count(*)::int from detector_states) as states, (select count(*)::int from baselines) as hours,
      (select cursor_xid::text from leases) as place`
  return row
}

it('asks for each of them whether it still leads, and stops when it does not', async () => {
  let asked = 0
  const lease = { epoch: 1, cursor: null, probes: null, at: null, site: null }
  expect(
    await loadWatches({ ...deps(), placeOf: () => 'server' }, lease, () => Promise.resolve((asked += 1) > 0)),
  ).toBeDefined()
  expect(asked).toBeGreaterThan(2 * OTHERS)
  asked = 0
  expect(
    await loadWatches({ ...deps(), placeOf: () => 'server' }, lease, () => Promise.resolve((asked += 1) < 5)),
  ).toBeUndefined()
  expect(asked).toBe(5)
})

it('writes its first history in parts, and one that was cut short is finished by the next', async () => {
  let statements = 0
  const cut = new Proxy(many.db.sql, {
    apply(target, self, args: unknown[]) {
      if (String(args[0]).includes('insert into detector_states') && (statements += 1) === 2) throw new Error('cut')
      return Reflect.apply(target, self, args) as unknown
    },
  })
  await expect(createJudge({ ...deps(), db: { ...many.db, sql: cut } }).turn()).rejects.toThrow('cut')
  const part = await written()
  expect(part.states).toBeGreaterThan(0)
  expect(part.states).toBeLessThan(OTHERS)
  expect(part.place).toBeNull()

  await many.db.sql`update leases set until = '-infinity'`
  const next = createJudge(deps())
  await next.turn()
  const whole = await written()
  expect(whole).toMatchObject({ states: OTHERS, hours: (part.hours / part.states) * OTHERS })
  expect(whole.place).not.toBeNull()
  await next.close()
})

it('hears each voice once when a later writing in parts was cut short', async () => {
  const later = NOON + 40 * MINUTE_MS
  for (const providerId of ids) await aVoice(many.db, { providerId, observedAt: new Date(later - MINUTE_MS) })
  const clock = createManualClock(NOON)
  let statements = 0
  const cut = new Proxy(many.db.sql, {
    apply(target, self, args: unknown[]) {
      const isCommit = String(args[0]).includes('insert into detector_states')
      if (isCommit && clock.now() === later && (statements += 1) === 2) throw new Error('cut')
      return Reflect.apply(target, self, args) as unknown
    },
  })
  await many.db.sql`update leases set until = '-infinity'`
  const one = createJudge({ ...deps(), clock, db: { ...many.db, sql: cut } })
  await one.turn()
  clock.set(later)
  await expect(turnUntil(one, later).then(() => one.close())).rejects.toThrow('cut')
  const [ahead] = await many.db.sql<[{ n: number }]>`
    select count(*)::int as n from detector_states where cursor_xid is not null`
  expect(ahead.n).toBeGreaterThan(0)
  expect(ahead.n).toBeLessThan(OTHERS)

  await many.db.sql`update leases set until = '-infinity'`
  const next = createJudge({ ...deps(), clock })
  clock.set(later + MINUTE_MS)
  await turnUntil(next, later + MINUTE_MS)
  await next.close()
  const rows = await many.db.sql<{ voices: number }[]>`
    select (select sum((cell->>1)::int)::int from jsonb_array_elements(snapshot#>'{detector,recent,cells}') as cell) as voices
    from detector_states`
  expect(rows.map(({ voices }) => voices)).toEqual(ids.map(() => 1))
})
