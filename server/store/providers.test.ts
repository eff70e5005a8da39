import { beforeEach, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { readCatalogue } from '../catalogue/catalogue.ts'
import { useTestDb } from '../test/db.ts'
import { ensurePartitions } from './partitions.ts'
import type { ListedProvider } from '../handover.ts'
import { loadCatalogue, readDependencies, readProviders } from './providers.ts'

const t = useTestDb()
const NOON = Date.UTC(2019, 6, 3, 12)
const DAY = 86_400_000

function aListed(slug: string, more: Partial<ListedProvider> = {}): ListedProvider {
  const empty = { statusPage: null, supportPage: null, helpline: null, operator: null }
  const lists = { countries: [], aliases: [], domains: [], components: [], networks: [], dependencies: [] }
  const own = { slug, name: slug.toUpperCase(), category: 'mail' as const, homepage: `https://${slug}.example/` }
  return { ...empty, ...lists, ...own, problems: ['cannot-open', 'slow'], ...more }
}
const load = (providers: ListedProvider[], now = NOON) => loadCatalogue(t.db, { providers }, now)

/** Every row with the transaction that wrote it: equal means that nothing was written in between. */
async function writtenRows(): Promise<object[]> {
  return t.db.sql<{ t: string; id: number; other: number; xmin: string }[]>`
    select 'o' as t, id, 0 as other, xmin::text from operators union all
    select 'p', id, 0, xmin::text from providers union all
    select 'd', provider_id, depends_on_id, xmin::text from dependencies order by 1, 2, 3`
}

beforeEach(async () => {
  await t.db.sql`truncate operators, providers, reports cascade`
})

describe('loading the catalogue that ships', () => {
  it('gives back every provider as the catalogue names it', async () => {
    const { providers } = readCatalogue()
    await load(providers)
    const rows = await readProviders(t.db)
    expect(rows).toHaveLength(providers.length)
    const bySlug = new Map(rows.map((row) => [row.slug, row]))
    for (const { dependencies: _, probes: __, statusFeed: ___, ...listed } of providers) {
      expect(bySlug.get(listed.slug)).toEqual({ ...listed, id: expect.any(Number), archived: false })
    }
    const claimed = providers.flatMap((p) => p.dependencies.map((d) => `${p.slug} ${d.slug} ${d.source}`))
    const slugOf = new Map(rows.map((row) => [row.id, row.slug]))
    const stored = await readDependencies(t.db)
    expect(
      stored.map((d) => `${slugOf.get(d.providerId)} ${slugOf.get(d.dependsOnId)} ${d.source}`).toSorted(),
    ).toEqual(claimed.toSorted())
  })

  it('changes nothing the second time', async () => {
    const { providers } = readCatalogue()
    await load(providers)
    const before = await writtenRows()
    await load(providers.toReversed(), NOON + DAY)
    expect(await writtenRows()).toEqual(before)
  })

  it('burns no ids on the way', async () => {
    await load([aListed('one', { operator: { slug: 'meta', name: 'Meta' } })])
    for (let i = 0; i < 3; i++) await load([aListed('one', { operator: { slug: 'meta', name: 'Meta' } })])
    const [before] = await readProviders(t.db)
    await load([aListed('one', { operator: { slug: 'meta', name: 'Meta' } }), aListed('two')])
    const rows = await readProviders(t.db)
    expect(rows.map((row) => row.id - (before?.id ?? 0))).toEqual([0, 1])
  })

  it('settles on one set of rows when several servers start at once', async () => {
    const { providers } = readCatalogue()
    await Promise.all(Array.from({ length: 4 }, () => load(providers)))
    const rows = await readProviders(t.db)
    expect(rows.map((row) => row.slug).toSorted()).toEqual(providers.map((p) => p.slug).toSorted())
    const operators = new Map(providers.map((p) => [p.slug, p.operator]))
    for (const row of rows) expect(row.operator).toEqual(operators.get(row.slug))
  })
})

describe('an entry that changes', () => {
  it('keeps its id and takes every new value', async () => {
    await load([aListed('one', { operator: { slug: 'a', name: 'A' }, networks: [{ asn: 1, source: 's' }] })])
    const [old] = await readProviders(t.db)
    const changed = aListed('one', {
      name: 'Uno <script>',
      category: 'fixed',
      operator: { slug: 'b', name: 'B' },
      homepage: 'https://new.example/',
      statusPage: 'https://status.example/',
      supportPage: 'https://help.example/',
      helpline: '119 / 187',
      countries: ['IT', 'SM'],
      aliases: ["l'uno", 'a,b', '{"x"}', 'NULL', ''],
      domains: ['uno.example'],
      components: [{ slug: 'app', name: { it: 'App', en: 'App' } }],
      problems: ['no-internet'],
      networks: [],
    })
    await load([changed])
    const { dependencies: _, ...listed } = changed
    expect(await readProviders(t.db)).toEqual([{ ...listed, id: old?.id, archived: false }])
  })

  it('gives its operator the new name, and may have none', async () => {
    await load([aListed('one', { operator: { slug: 'a', name: 'Old' } }), aListed('two')])
    await load([aListed('one', { operator: { slug: 'a', name: 'New' } }), aListed('two')])
    expect((await readProviders(t.db)).map((row) => row.operator)).toEqual([{ slug: 'a', name: 'New' }, null])
    await load([aListed('one'), aListed('two')])
    expect((await readProviders(t.db)).map((row) => row.operator)).toEqual([null, null])
  })

  it('may name, change and withdraw what it depends on, also on one that is as new as itself', async () => {
    const two = aListed('two')
    await load([aListed('one', { dependencies: [{ slug: 'two', source: 'first' }] }), two])
    const [dependency] = await readDependencies(t.db)
    expect(dependency?.source).toBe('first')
    await load([aListed('one', { dependencies: [{ slug: 'two', source: 'second' }] }), two])
    expect((await readDependencies(t.db)).map((d) => d.source)).toEqual(['second'])
    await load([aListed('one'), two])
    expect(await readDependencies(t.db)).toEqual([])
  })
})

describe('an entry that leaves', () => {
  const one = aListed('one', { operator: { slug: 'a', name: 'A' }, dependencies: [{ slug: 'two', source: 's' }] })
  const two = aListed('two')

  it('is archived with its reports and incidents, and comes back as the same provider', async () => {
    await load([one, two])
    const rows = await readProviders(t.db)
    const id = rows.find((row) => row.slug === 'one')?.id ?? 0
    const at = new Date(NOON).toISOString()
    const incident = '0197d0c8-0000-7000-8000-000000000001'
    await t.db.sql`insert into incidents (id, provider_id, state, started_at, detected_at, confirmed_at, peak, rule)
      values (${incident}, ${id}, 'confirmed', ${at}::timestamptz, ${at}::timestamptz, ${at}::timestamptz, 9, 'r')`
    await t.db.sql`insert into report_counts_hour (provider_id, bucket_start, facet, value, reports, problems, works)
      values (${id}, ${at}::timestamptz, 'all', '', 3, 2, 1)`
    await ensurePartitions(t.db, NOON, NOON)
    await t.db
      .sql`insert into reports (id, provider_id, answer, reporter_key, network_key, via, observed_at, received_at, outcome)
      values (${v7({ msecs: NOON })}, ${id}, 'problem', '\\x01', '\\x02', 'site', ${at}::timestamptz, ${at}::timestamptz, 'counted')`
    const history = () => t.db.sql`
      select i.id, i.provider_id, i.state, c.reports as counted, r.id as report
      from incidents i join report_counts_hour c using (provider_id) join reports r using (provider_id)`
    const before = await history()
    expect(before).toHaveLength(1)

    await load([two], NOON + DAY)
    expect((await readProviders(t.db)).map((row) => [row.slug, row.archived])).toEqual([
      ['one', true],
      ['two', false],
    ])
    expect(await readDependencies(t.db)).toEqual([])
    expect(await history()).toEqual(before)
    const archivedAt = () => t.db.sql`select archived_at from providers where slug = 'one'`
    const left = await archivedAt()
    expect(new Date(String(left[0]?.archived_at)).getTime()).toBe(NOON + DAY)

    await load([two], NOON + 2 * DAY)
    expect(await archivedAt()).toEqual(left)

    await load([one, two], NOON + 3 * DAY)
    const returned = await readProviders(t.db)
    expect(returned.find((row) => row.slug === 'one')).toEqual(rows.find((row) => row.slug === 'one'))
    expect(await readDependencies(t.db)).toHaveLength(1)
    expect(await history()).toEqual(before)
  })

  it('leaves an empty catalogue with an archive only', async () => {
    await load([one, two])
    await load([])
    expect((await readProviders(t.db)).every((row) => row.archived)).toBe(true)
  })
})
