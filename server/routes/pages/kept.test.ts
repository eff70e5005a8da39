import { expect, it } from 'vitest'
import { DAY_MS } from '../../../shared/time.ts'
import { dropExpired, ensurePartitions, PARTITIONED } from '../../store/partitions.ts'
import { useTestDb } from '../../test/db.ts'
import { KEPT, keptRows, OF_NOBODY } from './kept.ts'

const test = useTestDb()

const named = [...Object.values(KEPT).map(({ columns }) => columns), OF_NOBODY].flatMap((columns) =>
  Object.entries(columns).flatMap(([table, names]) => names.map((name) => `${table}.${name}`)),
)

it('names every column that there is, and none that there is not', async () => {
  const rows = await test.db.sql<{ name: string }[]>`
    select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped`
  expect(rows.length).toBeGreaterThan(150)
  expect([...new Set(named)].toSorted()).toEqual(rows.map((row) => row.name).toSorted())
})

it('says of no column both that it holds something and that it holds nothing', () => {
  const ofNobody = new Set(Object.entries(OF_NOBODY).flatMap(([table, names]) => names.map((n) => `${table}.${n}`)))
  const held = named.slice(0, named.length - ofNobody.size)
  expect(held.filter((name) => ofNobody.has(name))).toEqual([])
})

it('keeps reports as long as the page says: on the last day they are there, after it they are gone', async () => {
  const rows = keptRows().flatMap((group) => group.rows)
  const said = rows.find(({ field }) => field === 'outcome')!.lasts[0]!.for
  if (typeof said === 'string') throw new Error('reports are kept for a number of days')
  const start = Date.UTC(2026, 0, 1)
  const there = async (now: number) => {
    await dropExpired(test.db, now)
    const [row] = await test.db.sql<[{ yes: boolean }]>`select to_regclass('reports_20260101') is not null as yes`
    return row.yes
  }
  await ensurePartitions(test.db, start, start, ['reports'])
  // A report of the last moment of the day, and one of its first.
  expect(await there(start + DAY_MS - 1 + said.leastMs)).toBe(true)
  expect(await there(start + said.mostMs)).toBe(false)
})

it('takes the days of each table from what really drops them', () => {
  for (const { rows } of keptRows()) {
    for (const { field, lasts } of rows) {
      if (KEPT[field].for !== undefined) continue
      for (const { for: said, tables } of lasts) {
        for (const table of tables) {
          const plan = Object.entries(PARTITIONED).find(([name]) => name === table)?.[1]
          expect(typeof said === 'string' ? said : said.leastMs, `${field} in ${table}`).toBe(plan?.keptMs ?? 'ever')
        }
      }
    }
  }
})
