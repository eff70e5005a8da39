import { beforeAll, describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, QUARTER_MS } from '../../../shared/time.ts'
import { readCatalogue } from '../../catalogue/catalogue.ts'
import { createDirectory } from '../../catalogue/directory.ts'
import { loadCatalogue, readProviders } from '../../store/providers.ts'
import { ensurePartitions } from '../../store/partitions.ts'
import { useTestDb } from '../../test/db.ts'
import { ratiosOf, readWhoReports } from './who-view.ts'

const NOON = Date.UTC(2023, 0, 23, 12)
const counts = (of: Record<string, number>) => new Map(Object.entries(of))

describe('how many times the usual a region reports', () => {
  // 200 quiet voices, 100 of which said a region: half of them Lombardia.
  const cells: [string, number][] = [
    ['region', 100],
    ['region IT-25', 50],
    ['region IT-62', 50],
  ]
  const learned = { voices: 200, cells, at: NOON }
  const ratio = (code: string, of: ReturnType<typeof ratiosOf>) => of?.find((one) => one.code === code)?.ratio ?? null

  it('is what is heard against its share of the usual voices', () => {
    const ratios = ratiosOf(counts({ 'IT-25': 100, 'IT-62': 10 }), learned, 40)
    expect(ratios).toHaveLength(20)
    expect(ratio('IT-25', ratios)).toBeCloseTo(10, 0)
    expect(ratio('IT-62', ratios)).toBeCloseTo(1, 1)
  })

  it('does not rise because more people say where they are', () => {
    const few = ratiosOf(counts({ 'IT-25': 20, 'IT-62': 20 }), learned, 40, 100)
    const all = ratiosOf(counts({ 'IT-25': 50, 'IT-62': 50 }), learned, 40, 100)
    expect(ratio('IT-25', few)).toBeCloseTo(2.5, 1)
    expect(ratio('IT-25', all)).toBeCloseTo(2.5, 1)
  })

  it('is not said of a region of fewer than five voices', () => {
    const ratios = ratiosOf(counts({ 'IT-25': 5, 'IT-62': 4 }), learned, 40)
    expect(ratio('IT-25', ratios)).not.toBeNull()
    expect(ratio('IT-62', ratios)).toBeNull()
    expect(ratio('IT-88', ratios)).toBeNull()
  })

  it.each<[string, Parameters<typeof ratiosOf>]>([
    ['nothing was learned', [counts({ 'IT-25': 100 }), null, 40]],
    ['it is not known how many are usual', [counts({ 'IT-25': 100 }), learned, null]],
    ['too little was learned of regions', [counts({ 'IT-25': 100 }), { ...learned, cells: [['region', 19]] }, 40]],
    ['too few say where they are', [counts({ 'IT-25': 2, 'IT-62': 2 }), learned, 40]],
    ['no region has enough voices', [counts({ 'IT-25': 4, 'IT-62': 4 }), learned, 40]],
    ['all are from abroad', [counts({ 'CH-TI': 40 }), learned, 40]],
  ])('is said of none where %s', (_, asked) => {
    expect(ratiosOf(...asked)).toBeNull()
  })
})

describe('who reports', () => {
  const test = useTestDb()
  let directory: ReturnType<typeof createDirectory>
  beforeAll(async () => {
    await ensurePartitions(test.db, NOON - 3 * DAY_MS, NOON + DAY_MS)
    await loadCatalogue(test.db, readCatalogue(), NOON)
    directory = createDirectory(await readProviders(test.db))
  })
  const quarter = (id: number, at: number, facet: string, value: string, problems: number) => test.db.sql`
    insert into report_counts_quarter (bucket_start, provider_id, facet, value, reports, problems, works)
    values (to_timestamp(${at / 1000}), ${id}, ${facet}, ${value}, ${problems}, ${problems}, 0)`

  async function prepare(slug: string) {
    const entry = directory.bySlug(slug)!
    const usual = {
      voices: 100,
      cells: [
        ['problem', 40],
        ['problem slow', 30],
        ['problem -', 10],
        ['region', 60],
        ['region IT-25', 60],
      ],
      at: NOON,
    }
    await test.db.sql`insert into detector_states (provider_id, at, state, snapshot)
      values (${entry.id}, to_timestamp(${NOON / 1000}), 'ok', ${JSON.stringify({ detector: { facets: { usual } } })}::text::jsonb)`
    for (let hour = NOON - DAY_MS; hour < NOON; hour += HOUR_MS) {
      await test.db.sql`insert into baselines (provider_id, hour, rate_per_hour, dispersion, shape)
        values (${entry.id}, to_timestamp(${hour / 1000}), 1, 1, 1)`
    }
    await quarter(entry.id, NOON - 2 * HOUR_MS, 'problem', 'slow', 6)
    await quarter(entry.id, NOON - QUARTER_MS, 'problem', 'cannot-open', 6)
    await quarter(entry.id, NOON - QUARTER_MS, 'region', 'IT-25', 30)
    await quarter(entry.id, NOON - QUARTER_MS, 'country', 'IT', 12)
    return entry
  }

  it('is told beside the usual, of the last day, with a map where Italians read', async () => {
    const entry = await prepare('libero-mail')
    const who = await readWhoReports(test.db, { entry, began: null, now: NOON })
    expect(who.shares.map(({ facet }) => facet)).toEqual(['problem', 'region'])
    expect(who.shares[0]?.top).toEqual([
      { value: 'slow', share: 0.5, usual: 0.75 },
      { value: 'cannot-open', share: 0.5, usual: 0 },
    ])
    // 24 usual voices a day, 60 % of which say where: 14.4.
    expect(who.regions?.find(({ code }) => code === 'IT-25')?.ratio).toBeCloseTo(30 / 14.4, 1)
  })

  it('is told of what is open since it began', async () => {
    const entry = directory.bySlug('libero-mail')!
    const who = await readWhoReports(test.db, { entry, began: NOON - QUARTER_MS, now: NOON })
    expect(who.since).toBe(NOON - QUARTER_MS)
    expect(who.shares[0]?.top.map(({ value, share }) => [value, share])).toContainEqual(['cannot-open', 1])
  })

  it('is told of the last day where what is open has lasted longer', async () => {
    const entry = directory.bySlug('libero-mail')!
    const who = await readWhoReports(test.db, { entry, began: NOON - 6 * DAY_MS, now: NOON })
    expect(who).toEqual(await readWhoReports(test.db, { entry, began: null, now: NOON }))
    expect(who.since).toBeNull()
  })

  it('has no map of Italy where its readers are elsewhere, and speaks of no country where it serves one', async () => {
    const abroad = directory.all().find(({ countries }) => countries.length === 1 && !countries.includes('IT'))
    expect(abroad).toBeDefined()
    const entry = await prepare(abroad!.slug)
    const who = await readWhoReports(test.db, { entry, began: null, now: NOON })
    expect(who.regions).toBeNull()
    expect(who.shares.map(({ facet }) => facet)).toEqual(['problem', 'region'])
  })

  it('compares countries with those of the week before', async () => {
    const entry = await prepare('gmail')
    await quarter(entry.id, NOON - QUARTER_MS, 'country', 'DE', 6)
    await quarter(entry.id, NOON - 2 * DAY_MS, 'country', 'DE', 30)
    await quarter(entry.id, NOON - 2 * DAY_MS, 'country', 'IT', 10)
    const who = await readWhoReports(test.db, { entry, began: null, now: NOON })
    expect(who.shares.find(({ facet }) => facet === 'country')?.top).toEqual([
      { value: 'IT', share: 12 / 18, usual: 0.25 },
      { value: 'DE', share: 6 / 18, usual: 0.75 },
    ])
  })
})
