import { expect, it } from 'vitest'
import type { OverviewEntry } from '../../shared/live.ts'
import { aPage } from '../test-page.ts'
import { renderHome, type HomeView } from './home.tsx'

const anEntry = (slug: string, state: OverviewEntry['state'], reports: number): OverviewEntry => ({
  slug,
  name: slug.toUpperCase(),
  state,
  since: '2019-07-03T13:40:00Z',
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

it('says nothing of the usual while nothing is known to be usual', () => {
  const html = renderHome(aPage('en'), aHome([], { overview: { judged: 0, failing: [], most_reported: [] } }))
  expect(html).toContain('We do not know yet what is usual')
  expect(html).not.toContain('Nothing out of the usual')
})
