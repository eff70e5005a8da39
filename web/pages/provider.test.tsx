import { expect, it } from 'vitest'
import { aChart, aLive, anIncident, aPage, aProvider, aProviderView } from '../test-page.ts'
import { renderProvider } from './provider.tsx'

const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'&amp;</title></script>'
const RTL = '\u202Egnp.exe\u202C \u05D0\u05D1'

it('shows names with markup as text, everywhere, and lets none of them end the data of the script', () => {
  const name = `${HOSTILE}${RTL}`
  const provider = aProvider({
    name,
    operator: { slug: 'x', name },
    aliases: [name],
    components: [{ slug: 'imap', name: { it: name, en: name } }],
  })
  const html = renderProvider(aPage('it'), aProviderView({ provider, siblings: [{ slug: 'y', name }] }))
  expect(html).not.toMatch(/<script>|<img/)
  expect(html.match(/<script/g)).toHaveLength(2)
  const data = /<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(html)?.[1] ?? ''
  expect(JSON.parse(data)).toMatchObject({ name })
})

it('carries no style attribute, no inline script and no handler, which our policy would refuse', () => {
  const html = renderProvider(aPage('en'), aProviderView({ live: aLive([9], { state: 'confirmed' }) }))
  expect(html).not.toMatch(/\sstyle=|\son[a-z]+=|javascript:/i)
  expect(html.match(/<script(?! type="application\/json")[^>]*>/g)).toEqual([
    '<script type="module" src="/assets/web/elements/provider-page.ts">',
  ])
})

it('keeps a name of 300 letters whole', () => {
  const name = 'a'.repeat(300)
  expect(renderProvider(aPage(), aProviderView({ provider: aProvider({ name }) }))).toContain(`<h1>${name}</h1>`)
})

it('reports in two presses without script: a summary opens, a button sends what is wrong', () => {
  const html = renderProvider(aPage('en'), aProviderView())
  expect(html).toContain('<summary>I have a problem</summary>')
  expect(html).toContain('<form method="post" action="/en/p/libero-mail/report">')
  expect(html).toContain('<button type="submit" name="problem" value="cannot-receive">I receive nothing</button>')
  expect(html).toMatch(/<button type="submit" name="answer" value="works">\s*Works for me\s*<\/button>/)
})

it('says what became of a report', () => {
  const html = renderProvider(aPage('it'), aProviderView({ receipt: 'repeat' }))
  expect(html).toContain('C’era già.')
  expect(renderProvider(aPage('it'), aProviderView())).toMatch(/class="receipt" aria-live="polite" hidden/)
})

it('says REPLAY and keeps robots out of a replay', () => {
  const html = renderProvider(aPage('it', { mode: 'replay', speed: 60 }), aProviderView())
  expect(html).toContain('REPLAY: dati registrati del 3 luglio 2019, a velocità 60×.')
  expect(html).toContain('<meta name="robots" content="noindex"/>')
  expect(html).toContain('<title>REPLAY · ')
  const live = renderProvider(aPage('it'), aProviderView())
  expect(live).not.toMatch(/REPLAY|noindex/)
  expect(renderProvider(aPage('it', { mode: 'simulation' }), aProviderView())).toContain('SIMULATION')
})

it('draws the curve without script, with a gap where nobody listened and the same figures in a table', () => {
  const html = renderProvider(aPage('it'), aProviderView({ chart: aChart('24h', (i) => (i === 40 ? null : 3)) }))
  const fill = /class="chart-fill" d="([^"]*)"/.exec(html)?.[1] ?? ''
  expect(fill.match(/M/g)).toHaveLength(2)
  expect(html.match(/<tr><th scope="row">/g)).toHaveLength(96)
  expect(html).toContain('<td>non in ascolto</td>')
})

it('says that we do not belong to them, and that silence is no guarantee', () => {
  const html = renderProvider(aPage('it'), aProviderView())
  expect(html).toContain('Brusio non è affiliato a Libero Mail.')
  expect(html).toContain('Il silenzio non è una garanzia')
})

it('shows what people said only where enough of them did', () => {
  const few = renderProvider(aPage('en'), aProviderView({ problems: [{ value: 'cannot-open', count: 4 }] }))
  const many = renderProvider(
    aPage('en'),
    aProviderView({
      problems: [{ value: 'cannot-open', count: 6 }],
    }),
  )
  expect(few).not.toContain('What is wrong</h2>')
  expect(many).toMatch(/What is wrong<\/h2>.*100 %/s)
})

it('says what it would not notice, and leads to why', () => {
  const live = { ...aLive([1]), blindness: { usual_per_hour: 60, per_minute: 2.4, within_ms: 600_000 as const } }
  const html = renderProvider(aPage('it'), aProviderView({ live }))
  expect(html).toContain('un aumento di meno di circa 2,4 segnalazioni al minuto può sfuggirci per 10 minuti')
  expect(html).toContain('<a href="/it/p/libero-mail/why">Perché questo stato?</a>')
  expect(renderProvider(aPage('it'), aProviderView())).not.toContain('può sfuggirci')
})

it('shows nobody in trouble on collateral alone: not in words, nor mark, nor colour, nor title', () => {
  const cause = { kind: 'collateral' as const, of: ['tim'], share: null, names: ['TIM'] }
  const since = '2019-07-03T18:40:00Z'
  const html = renderProvider(
    aPage('en'),
    aProviderView({ live: aLive([9], { state: 'suspected', since, cause }), chart: aChart() }),
  )
  expect(html).toContain('<title>Libero Mail · Reports that follow others · Brusio</title>')
  expect(html).toContain('<brusio-verdict class="verdict collateral">')
  expect(html).toContain('Reports rise together with those of TIM.')
  expect(html).not.toMatch(/mark suspected|verdict suspected|Possible problems/)
})

it('shows who is affected while an incident is open', () => {
  const scope = [{ facet: 'device' as const, value: 'ios', verdict: 'affected' as const, observed: 41, expected: 3 }]
  const live = { ...aLive([9], { state: 'confirmed' }), incident: anIncident({ scope }) }
  expect(renderProvider(aPage('en'), aProviderView({ live }))).toContain('<h2>Who is affected</h2>')
  expect(renderProvider(aPage('en'), aProviderView())).not.toContain('Who is affected')
})
