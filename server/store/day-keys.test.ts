import { beforeEach, expect, it } from 'vitest'
import { DAY_MS } from '../../shared/time.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { useTestDb } from '../test/db.ts'
import { createDayKeys, takeDayKey } from './day-keys.ts'

const test = useTestDb()
beforeEach(() => test.db.sql`truncate day_keys`)

const text = (taken: { key: { export(): Buffer } }) => taken.key.export().toString('hex')

it('is the same for every process, and for one that was started again', async () => {
  const taken = await Promise.all(Array.from({ length: 8 }, () => takeDayKey(test.db, '2026-11-21')))
  expect(new Set(taken.map(text)).size).toBe(1)
  expect(text(await takeDayKey(test.db, '2026-11-21'))).toBe(text(taken[0]!))
  expect(text(taken[0]!)).toMatch(/^[0-9a-f]{64}$/)
})

it('changes at midnight, and yesterday is gone', async () => {
  const before = text(await takeDayKey(test.db, '2026-11-21'))
  const after = await Promise.all(Array.from({ length: 8 }, () => takeDayKey(test.db, '2026-11-22')))
  expect(new Set(after.map(text)).size).toBe(1)
  expect(text(after[0]!)).not.toBe(before)
  const rows = await test.db.sql<{ key: string }[]>`select encode(key, 'hex') as key from day_keys`
  expect(rows.map(({ key }) => key)).toEqual([text(after[0]!)])
})

it('does not go back for a process whose clock is late', async () => {
  const key = await takeDayKey(test.db, '2026-11-22')
  const late = await takeDayKey(test.db, '2026-11-21')
  expect([late.day, text(late)]).toEqual(['2026-11-22', text(key)])
})

it('is asked of the database once a day, by the clock of the domain', async () => {
  const midnight = Date.UTC(2019, 6, 4)
  const clock = createManualClock(midnight - 1)
  const dayKey = createDayKeys({ db: test.db, clock })
  const first = dayKey()
  expect(first).toBeInstanceOf(Promise)
  expect(dayKey()).toBe(first)
  const evening = await first
  expect(dayKey()).toBe(evening)
  clock.set(midnight)
  const night = await dayKey()
  expect([evening.day, night.day]).toEqual(['2019-07-03', '2019-07-04'])
  expect(text(night)).not.toBe(text(evening))
  clock.set(midnight + DAY_MS - 1)
  expect(dayKey()).toBe(night)
})

it('is asked again after a failure', async () => {
  let broken = true
  const sql = (...args: unknown[]) => {
    if (broken) return Promise.reject(new Error('away'))
    return Reflect.apply(test.db.sql, undefined, args) as Promise<unknown>
  }
  const dayKey = createDayKeys({
    db: { ...test.db, sql: sql as unknown as typeof test.db.sql },
    clock: createManualClock(0),
  })
  await expect(dayKey()).rejects.toThrow('away')
  broken = false
  expect(await dayKey()).toMatchObject({ day: '1970-01-01' })
})
