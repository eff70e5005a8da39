import { expect, it } from 'vitest'
import type { OverviewEntry } from '../../shared/live.ts'
import { DAY_MS } from '../../shared/time.ts'
import { anIncident, aPage, NOW } from '../test-page.ts'
import { renderHome, type HomeView } from './home.tsx'

const anEntry = (slug: string, state: OverviewEntry['state'], reports: number): OverviewEntry => ({
  slug,
  name: slug.toUpperCase(),
  state,
  verified: false,
  since: '2019-07-03T13:40:00Z',
  started_between: null,
  cause: null,
  reports_15m: reports,
  expected_15m: 2,
  sparkline: [0, 1, reports],
})
const aHome = (failing: OverviewEntry[], more: Partial<HomeView> = {}): HomeView => ({
  overview: { judged: 1, failing, most_reported: [] },
  operators: new Map(),
  murmur: { from: NOW - DAY_MS, counts: [], providers: 0, incidents: [] },
  incidents: [],
  categories: [{ category: 'mail', services: 17, failing: 0 }],
  publisher: undefined,
  ...more,
})

it('begins with what fails, the loudest first', () => {
  const html = renderHome(
    aPage('it'),
    aHome([anEntry('b', 'confirmed', 30), anEntry('a', 'confirmed', 300), anEntry('c', 'suspected', 900)]),
  )
  expect(html).toContain('<h1>Due servizi fanno rumore.</h1>')
  const order = [...html.matchAll(/<li class="\w+" data-slug="(\w)"/g)].map((match) => match[1])
  expect(order).toEqual(['a', 'b', 'c'])
  expect(html.indexOf('Forse, troppo presto')).toBeGreaterThan(html.indexOf('data-slug="b"'))
})

it('counts no service as noisy whose reports are falling', () => {
  const falling = anEntry('a', 'recovering', 2)
  expect(renderHome(aPage('it'), aHome([falling]))).toContain('<h1>Le segnalazioni calano.</h1>')
  const mixed = renderHome(aPage('en'), aHome([falling, anEntry('b', 'confirmed', 30)]))
  expect(mixed).toContain('<h1>One service is making noise.</h1>')
})

it('puts those of one operator under one heading', () => {
  const meta = { slug: 'meta', name: 'Meta' }
  const operators = new Map([
    ['a', meta],
    ['c', meta],
  ])
  const html = renderHome(
    aPage('en'),
    aHome([anEntry('a', 'confirmed', 300), anEntry('b', 'confirmed', 200), anEntry('c', 'confirmed', 100)], {
      operators,
    }),
  )
  expect(html).toContain('<h2 class="together"><a href="/en/o/meta">Meta: 2 services together</a></h2>')
  expect([...html.matchAll(/data-slug="(\w)"/g)].map((match) => match[1])).toEqual(['a', 'c', 'b'])
})

it('does not call unknown a failure, and does not call silence health', () => {
  const html = renderHome(aPage('en'), aHome([anEntry('a', 'unknown', 0)]))
  expect(html).toContain('<h1>Nothing out of the usual.</h1>')
  expect(html).toContain('Silence is no guarantee')
  expect(html).not.toContain('data-slug="a"')
})

it('shows a name with markup as text', () => {
  const entry = { ...anEntry('a', 'confirmed', 9), name: '<script>x</script>' }
  const html = renderHome(
    aPage('en'),
    aHome([entry], { overview: { judged: 1, failing: [entry], most_reported: [entry] } }),
  )
  expect(html).not.toContain('<script>x')
  expect(html).toContain('&lt;script&gt;x')
})

it('does not say that nothing is unusual where there are more reports than usual, or possible problems', () => {
  const loud = { judged: 1, failing: [], most_reported: [anEntry('a', 'ok', 40)] }
  expect(renderHome(aPage('en'), aHome([], { overview: loud }))).toContain('<h1>No confirmed incident.</h1>')
  const perhaps = renderHome(aPage('it'), aHome([anEntry('a', 'suspected', 40)]))
  expect(perhaps).toContain('<h1>Nessun disservizio confermato.</h1>')
  const usual = { judged: 1, failing: [], most_reported: [anEntry('a', 'ok', 4)] }
  expect(renderHome(aPage('it'), aHome([], { overview: usual }))).toContain('<h1>Niente fuori dal solito.</h1>')
})

it('says nothing of the usual while nothing is known to be usual', () => {
  const html = renderHome(aPage('en'), aHome([], { overview: { judged: 0, failing: [], most_reported: [] } }))
  expect(html).toContain('We do not know yet what is usual')
  expect(html).not.toContain('Nothing out of the usual')
})

it('puts those of which the rule says that they fail together under one heading, whoever runs them', () => {
  const together = (of: string[]) => ({ kind: 'group' as const, of, share: null })
  const entries = [
    anEntry('a', 'confirmed', 300),
    anEntry('b', 'confirmed', 200),
    { ...anEntry('c', 'confirmed', 100), cause: together(['a']) },
  ]
  const html = renderHome(aPage('en'), aHome(entries))
  expect(html).toContain('<h2 class="together">2 services together: something in common</h2>')
  expect([...html.matchAll(/data-slug="(\w)"/g)].map((match) => match[1])).toEqual(['a', 'c', 'b'])
})

it('shows nobody as failing on collateral alone, and says whom the reports follow', () => {
  const cause = { kind: 'collateral' as const, of: ['tim'], share: 0.1, names: ['TIM'] }
  const entry = { ...anEntry('a', 'suspected', 40), cause }
  const html = renderHome(
    aPage('it'),
    aHome([entry], { overview: { judged: 1, failing: [entry], most_reported: [entry] } }),
  )
  expect(html).toContain('<h1>Niente fuori dal solito.</h1>')
  expect(html).not.toContain('class="failing"')
  expect(html).toContain('Le segnalazioni crescono insieme a quelle di TIM.')
})

it('strikes an incident through that was withdrawn, and says why', () => {
  const corrections = [{ at: '2019-07-03T15:00:00Z', type: 'withdrawn' as const, reason: 'A <b>test</b> of ours.' }]
  const html = renderHome(aPage('en'), aHome([], { incidents: [anIncident({ corrections })] }))
  expect(html).toMatch(/<a href="\/en\/i\/[^"]+"><s>.*Libero Mail.*<\/s><\/a>/s)
  expect(html).toMatch(/<strong>Withdrawn<\/strong>.*A &lt;b&gt;test&lt;\/b&gt; of ours\./s)
  expect(html).not.toMatch(/<svg class="mark confirmed/)
})

it('leads every failing service to its page, and whoever has the same problem to its report in one press', () => {
  const html = renderHome(aPage('en'), aHome([anEntry('a', 'confirmed', 9)]))
  expect(html).toContain('<a href="/en/p/a">A</a>')
  expect(html).toContain('href="/en/p/a?report=1#report">Me too<span class="unseen"> · A</span></a>')
})

it('tells of a day in one line: what was heard, the quiet and the gaps, and the incidents', () => {
  const murmur = (counts: (number | null)[]) => ({
    from: NOW - DAY_MS,
    counts,
    providers: 3,
    incidents: [anIncident({}), anIncident({ resolved_at: '2019-07-03T18:00:00Z' })],
  })
  const html = renderHome(aPage('en'), aHome([], { murmur: murmur([1_200, null, 0, 4]) }))
  expect(html).toContain('1,204 reports on 3 services.')
  expect(html).toContain('<a href="/en/history">2 incidents, 1 of them still going on.</a>')
  const [, strokes = ''] =
    /<path d="(M[^"]+)"><\/path><path class="open" d="M[^"]+"><\/path><\/svg><p class="ends">/.exec(html) ?? []
  // A gap has no stroke; a zero has one that can be seen, and one that is less than any report's.
  const lengths = [...strokes.matchAll(/v([\d.]+)/g)].map((match) => Number(match[1]))
  expect(lengths).toHaveLength(2)
  expect(lengths[0]).toBe(80)
  expect(lengths[1]).toBeGreaterThan(0)
  expect(renderHome(aPage('it'), aHome([]))).toContain('Nessuna segnalazione.')
})

it('has a page for each kind of service, and says where there is noise', () => {
  const html = renderHome(
    aPage('it'),
    aHome([], {
      categories: [
        { category: 'mail', services: 17, failing: 1 },
        { category: 'bank', services: 1, failing: 0 },
      ],
    }),
  )
  expect(html).toMatch(/<a href="\/it\/c\/mail">Posta<\/a><span class="note loud">.* 1 fa rumore<\/span>/)
  expect(html).toContain('<a href="/it/c/bank">Banche</a><span class="note">1 servizio</span>')
})

it('tells search engines how to search it and who answers for it, where it has a public address', () => {
  const publicUrl = 'https://brusio.example'
  const html = renderHome(aPage('it', { publicUrl }), aHome([], { publisher: 'A </script> of ours' }))
  const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(html) ?? []
  expect(JSON.parse(json)['@graph']).toMatchObject([
    { potentialAction: { target: { urlTemplate: 'https://brusio.example/it/search?q={search_term_string}' } } },
    { '@type': 'Organization', name: 'A </script> of ours', logo: 'https://brusio.example/icon-512.png' },
  ])
  expect(renderHome(aPage('it'), aHome([]))).not.toContain('ld+json')
})

it('has one search, and no landmark without a name of its own', () => {
  const html = renderHome(aPage('en'), aHome([]))
  expect(html.match(/<search>/g)).toHaveLength(1)
  const navs = html.match(/<nav[ >][^>]*>?/g) ?? []
  const names = navs.map((nav) => /aria-label="([^"]+)"/.exec(nav)?.[1])
  expect(names.length).toBeGreaterThan(1)
  expect(names).not.toContain(undefined)
  expect(new Set(names).size).toBe(names.length)
})

it('writes the time since when as one that the script can put into the reader’s zone', () => {
  const html = renderHome(aPage('en'), aHome([anEntry('a', 'confirmed', 9)]))
  expect(html).toContain(
    'Many problem reports since <time datetime="2019-07-03T13:40:00.000Z" data-form="clock">13:40</time>.</p>',
  )
  const days = { ...anEntry('a', 'recovering', 9), since: '2019-07-01T13:40:00Z' }
  expect(renderHome(aPage('en'), aHome([days]))).toMatch(
    /data-form="short">13:40 on 1 July 2019|data-form="short">[^<]*1 Jul/,
  )
})
