import { expect, it } from 'vitest'
import type { OverviewEntry } from '../../shared/live.ts'
import { anIncident, aPage } from '../test-page.ts'
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
  incidents: [],
  categories: [{ category: 'mail', providers: [{ slug: 'libero-mail', name: 'Libero Mail' }] }],
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
  expect(html).toContain('Meta: 2 services together')
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
  expect(html).toContain('<h2>2 services together: something in common</h2>')
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
