import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, QUARTER_MS } from '../../shared/time.ts'
import { useTestDb } from '../test/db.ts'
import { aProvider, someMinutes } from '../test/factories.ts'
import { readMurmur } from './murmur.ts'

// 23:40 … 23:44 of the day before, 11:30 … 11:34, now 12:07:20.
const NOON = Date.UTC(2023, 0, 23, 12)
const NOW = NOON + 7 * MINUTE_MS + 20_000
const test = useTestDb()

it('adds up what was heard of all, per quarter, and knows when nobody listened', async () => {
  const one = await aProvider(test.db, { at: NOW })
  const other = await aProvider(test.db)
  const silent = await aProvider(test.db)
  const gone = await aProvider(test.db, { archivedAt: new Date(NOON) })
  await someMinutes(test.db, one.id, NOON - 30 * MINUTE_MS, [1, 2, 0, 0, 3])
  await someMinutes(test.db, other.id, NOON - 30 * MINUTE_MS, [10])
  await someMinutes(test.db, other.id, NOON - 2 * DAY_MS, [1_000])
  await someMinutes(test.db, silent.id, NOON, [0, 0, 0])
  await someMinutes(test.db, gone.id, NOON, [500])

  const { from, counts, providers } = await readMurmur(test.db, NOW, DAY_MS)
  expect(counts).toHaveLength(96)
  expect(from + 95 * QUARTER_MS).toBe(NOON)
  expect(counts.slice(-4)).toEqual([null, 16, null, 0])
  expect(providers).toBe(2)

  const hour = await readMurmur(test.db, NOW, HOUR_MS)
  expect(hour.counts).toEqual([null, 16, null, 0])
})
