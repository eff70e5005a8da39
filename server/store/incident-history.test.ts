import { beforeAll, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { useTestDb } from '../test/db.ts'
import { anIncident, aProvider, someMinutes } from '../test/factories.ts'
import {
  countVoices,
  readHistory,
  readHistoryByProvider,
  readOldestStart,
  readSisters,
  type HistoryQuery,
} from './incident-history.ts'
import { readIncident, readIncidents } from './incidents.ts'
import { operators } from './schema.ts'

// Hours from the start:   mail 0–100   sister 1–3   pec (withdrawn) 2–4   other (follows mail) 5–6   old 400 days before, 2 hours   late 200–, open
const START = Date.UTC(2023, 0, 23)
const NOW = START + 300 * HOUR_MS
const test = useTestDb()
const made: Record<string, string> = {}
const slugs: Record<string, number> = {}

beforeAll(async () => {
  const [operator] = await test.db.orm.insert(operators).values({ slug: 'italia', name: 'Italia' }).returning()
  for (const slug of ['mail', 'sister', 'pec', 'other', 'far']) {
    const mine = slug === 'mail' || slug === 'sister' || slug === 'pec'
    slugs[slug] = (await aProvider(test.db, { slug, name: slug, operatorId: mine ? operator!.id : null })).id
  }
  const make = async (
    name: string,
    slug: string,
    from: number,
    to: number | null,
    more: Partial<Parameters<typeof anIncident>[1]> = {},
  ) => {
    const startedAt = new Date(START + from * HOUR_MS)
    const resolvedAt = to === null ? null : new Date(START + to * HOUR_MS)
    made[(await anIncident(test.db, { providerId: slugs[slug]!, startedAt, resolvedAt, ...more })).id] = name
  }
  await make('old', 'far', -400 * 24, -400 * 24 + 2)
  await make('mail', 'mail', 0, 100, { cause: { kind: 'own', of: [], share: null } })
  await make('sister', 'sister', 1, 3)
  await make('pec', 'pec', 2, 4, { withdrawnAt: new Date(START + 4 * HOUR_MS) })
  await make('other', 'other', 5, 6, { cause: { kind: 'collateral', of: ['mail'], share: 0.1 } })
  await make('far', 'far', 6, 7)
  await make('late', 'mail', 200, null)
})

const names = (rows: { id: string }[]) => rows.map(({ id }) => made[id])
const all = (query: Partial<HistoryQuery> = {}) =>
  readHistory(test.db, { sort: 'time', now: NOW, limit: 50, ...query }).then(({ rows }) => names(rows))

it('tells incidents newest first, or longest first with what goes on counted until now', async () => {
  expect(await all()).toEqual(['late', 'far', 'other', 'pec', 'sister', 'mail', 'old'])
  const longest = await all({ sort: 'duration', now: NOW - HOUR_MS })
  expect(longest.slice(0, 2)).toEqual(['mail', 'late'])
  expect(new Set(longest.slice(-2))).toEqual(new Set(['far', 'other']))
  expect((await all({ sort: 'duration', now: NOW + 10 * HOUR_MS })).slice(0, 2)).toEqual(['late', 'mail'])
})

it.each(['time', 'duration'] as const)(
  'pages by %s without losing or repeating one, equal lengths too',
  async (sort) => {
    const read: (string | undefined)[] = []
    let after: HistoryQuery['after']
    do {
      const { rows, next } = await readHistory(test.db, { sort, now: NOW, limit: 2, ...(after && { after }) })
      read.push(...names(rows))
      after = next ?? undefined
    } while (after !== undefined)
    expect(read).toEqual(await all({ sort }))
  },
)

it('keeps to a provider and to a time', async () => {
  expect(await all({ providerId: slugs.mail! })).toEqual(['late', 'mail'])
  expect(await all({ from: START, to: START + 2 * HOUR_MS })).toEqual(['sister', 'mail'])
  expect(await readOldestStart(test.db)).toBe(START - 400 * DAY_MS)
})

it('counts against nobody what was withdrawn, nor what only followed others', async () => {
  const by = await readHistoryByProvider(test.db, { now: NOW, limit: 10 })
  expect(by.map(({ slug, incidents, totalMs }) => [slug, incidents, totalMs / HOUR_MS])).toEqual([
    ['mail', 2, 200],
    ['far', 2, 3],
    ['sister', 1, 2],
  ])
  const recent = await readHistoryByProvider(test.db, { now: NOW, limit: 10, from: START })
  expect(recent.find(({ slug }) => slug === 'far')?.incidents).toBe(1)
})

it('finds what belongs to an incident: of its operator, and what its cause or whose cause names', async () => {
  const idOf = (name: string) => Object.entries(made).find(([, other]) => other === name)![0]
  const sistersOf = async (name: string) =>
    names(await readSisters(test.db, (await readIncident(test.db, idOf(name)))!, { now: NOW, limit: 20 }))
  expect(await sistersOf('mail')).toEqual(['sister', 'pec', 'other'])
  expect(await sistersOf('other')).toEqual(['mail'])
  expect(await sistersOf('far')).toEqual([])
  expect(await sistersOf('late')).toEqual([])
})

it('counts voices by the minute, and by the hour where minutes are no longer kept', async () => {
  const at = START + 10 * HOUR_MS
  await someMinutes(test.db, slugs.mail!, at, [3, 4, 5])
  const count = (from: number, to: number) => countVoices(test.db, { providerId: slugs.mail!, from, to })
  expect(await count(at + MINUTE_MS, at + 2 * MINUTE_MS)).toBe(4)
  expect(await count(at + 30_000, at + HOUR_MS)).toBe(12)
  const hour = new Date(at - 50 * HOUR_MS).toISOString()
  await test.db.sql`insert into report_counts_hour (bucket_start, provider_id, facet, value, reports, problems, works)
    values (${hour}::timestamptz, ${slugs.mail!}, 'all', '', 70, 60, 10)`
  expect(await count(at - 50 * HOUR_MS, at + HOUR_MS)).toBe(72)
})

it('of those that are over gives the one that ended last first, however early it began', async () => {
  const ended = await readIncidents(test.db, { open: false, limit: 3 })
  expect(ended.map(({ id }) => made[id])).toEqual(['mail', 'far', 'other'])
})
