import { describe, expect, it } from 'vitest'
import type { RelatedLine } from '../parts/related.tsx'
import { aChart, aLive, anIncident, aPage, aProvider, aProviderView } from '../test-page.ts'
import { renderProvider } from './provider.tsx'

const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'&amp;</title></script>'
const aRelated = (more: Partial<RelatedLine> = {}): RelatedLine => ({
  slug: 'virgilio-mail',
  name: 'Virgilio Mail',
  standing: null,
  source: null,
  ...more,
})
const RTL = '\u202Egnp.exe\u202C \u05D0\u05D1'

it('shows names with markup as text, everywhere, and lets none of them end the data of the script', () => {
  const name = `${HOSTILE}${RTL}`
  const provider = aProvider({
    name,
    operator: { slug: 'x', name },
    aliases: [name],
    components: [{ slug: 'imap', name: { it: name, en: name } }],
  })
  const html = renderProvider(aPage('it'), aProviderView({ provider, siblings: [aRelated({ name })] }))
  expect(html).not.toMatch(/<script>|<img/)
  expect(html.match(/<script/g)).toHaveLength(3)
  const data = /<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(html)?.[1] ?? ''
  expect(JSON.parse(data)).toMatchObject({ name: name.replaceAll(/[\u202a-\u202e]/g, '') })
})

it('carries no style attribute, no inline script and no handler, which our policy would refuse', () => {
  const html = renderProvider(aPage('en'), aProviderView({ live: aLive([9], { state: 'confirmed' }) }))
  expect(html).not.toMatch(/\sstyle=|\son[a-z]+=|javascript:/i)
  expect(html.match(/<script(?! type="application\/(?:ld\+)?json")[^>]*>/g)).toEqual([
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
  const receipt = { id: 'x', receipt: 'repeat', answer: 'problem', country: null, device: null } as const
  const html = renderProvider(aPage('it'), aProviderView({ receipt }))
  expect(html).toMatch(/class="receipt"(?![^>]* hidden)[^>]*>.{0,80}C’era già\./)
  expect(renderProvider(aPage('it'), aProviderView())).toMatch(/class="receipt"[^>]* hidden=""/)
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

it('asks in its title what people type, and leaves the answer to the page', () => {
  const live = aLive([9], { state: 'confirmed', reports_15m: 412 })
  const html = renderProvider(aPage('it'), aProviderView({ live }))
  expect(html).toContain('<title>Libero Mail non funziona? Le segnalazioni, adesso · Brusio</title>')
  expect(renderProvider(aPage('en'), aProviderView({ live }))).toContain(
    '<title>Libero Mail not working? Reports, now · Brusio',
  )
  const description = /<meta name="description" content="([^"]*)"/.exec(html)?.[1]
  expect(description).toMatch(
    /^Libero Mail, 3 luglio 2019, 21:07 CEST: Molte segnalazioni di problemi\. 412 segnalazioni/,
  )
})

it('tells search engines whose service it is, and nothing of how it stands', () => {
  const html = renderProvider(aPage('en'), aProviderView({ live: aLive([9], { state: 'confirmed' }) }))
  const told = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? '')
  expect(told).toMatchObject({
    '@type': 'WebPage',
    inLanguage: 'en',
    about: { '@type': 'Service', name: 'Libero Mail', provider: { '@type': 'Organization', name: 'Italiaonline' } },
  })
  expect(JSON.stringify(told)).not.toMatch(/problem|outage|down/i)
})

describe('who else has to do with it', () => {
  const standing = { state: 'confirmed' as const, verified: true, cause: null }
  const source = 'https://www.source.example/page'

  it('is told with how each stands now, and where a dependency is written', () => {
    const html = renderProvider(
      aPage('en'),
      aProviderView({
        dependsOn: [aRelated({ slug: 'tim', name: 'TIM', standing, source })],
        siblings: [aRelated({ standing: { ...standing, state: 'ok', verified: false } })],
      }),
    )
    expect(html).toMatch(/What Libero Mail depends on<\/h2>.*href="\/en\/p\/tim">TIM<.*Problems verified/s)
    expect(html).toContain(`<a href="${source}" rel="nofollow noopener">where it is written: source.example</a>`)
    expect(html).toMatch(/Also by Italiaonline<\/h2>.*Virgilio Mail<.*Reports as usual/s)
    expect(html).not.toContain('What depends on')
  })

  it('shows nobody in trouble on collateral alone, and says so of whom nobody has judged', () => {
    const cause = { kind: 'collateral' as const, of: ['tim'], share: null, names: ['TIM'] }
    const html = renderProvider(
      aPage('en'),
      aProviderView({
        siblings: [aRelated({ standing: { ...standing, cause } }), aRelated({ slug: 'x', name: 'X', standing: null })],
      }),
    )
    expect(html).not.toContain('mark confirmed')
    expect(html).toMatch(/Virgilio Mail<.*Reports that follow others.*X<.*Not enough data/s)
  })
})

describe('what one can do', () => {
  const advice = [
    { text: { it: 'Aspetta.', en: 'Wait.' }, of: 'RFC 5321', source: 'https://www.rfc-editor.org/rfc/rfc5321' },
  ]
  const place = (state: 'ok' | 'confirmed') => {
    const html = renderProvider(aPage('it'), aProviderView({ advice, live: aLive([9], { state }) }))
    return { advice: html.indexOf('Aspetta.'), past: html.indexOf('<h2>Disservizi</h2>') }
  }

  it('stands before the past while something is wrong, and after it while nothing is', () => {
    expect(place('confirmed').advice).toBeLessThan(place('confirmed').past)
    expect(place('confirmed').advice).toBeGreaterThan(0)
    expect(place('ok').advice).toBeGreaterThan(place('ok').past)
  })

  it('names its source', () => {
    const html = renderProvider(aPage('en'), aProviderView({ advice }))
    expect(html).toContain(
      '<a href="https://www.rfc-editor.org/rfc/rfc5321" rel="nofollow noopener">source: RFC 5321</a>',
    )
  })
})

it('leads on to why, to its history, its operator, its figures and a panel for others', () => {
  const html = renderProvider(aPage('it'), aProviderView())
  for (const address of ['/it/p/libero-mail/why', '/it/history?provider=libero-mail', '/it/o/italiaonline'])
    expect(html).toContain(`<a href="${address}">`)
  expect(html).toContain('<a href="/it/newsroom?of=libero-mail">')
  expect(html).toContain('<a href="/api/v1/providers/libero-mail">')
})

it('leads to the whole of what is going on, not to what only follows others', () => {
  const incident = anIncident()
  const live = aLive([9], { state: 'confirmed' })
  const html = renderProvider(aPage('en'), aProviderView({ live: { ...live, incident } }))
  expect(html).toContain(`<a href="/en/i/${incident.id}">This incident, from the start</a>`)
  const cause = { kind: 'collateral', of: ['virgilio-mail'], share: 0.1 } as const
  const follows = { ...live, incident, verdict: { ...live.verdict, cause: { ...cause, of: [...cause.of] } } }
  expect(renderProvider(aPage('en'), aProviderView({ live: follows }))).not.toContain('This incident, from the start')
})
