import { expect, it } from 'vitest'
import type { Testimony } from '../../shared/incident.ts'
import { DAY_MS } from '../../shared/time.ts'
import { noticeMarks, probeMarks } from '../chart/marks.ts'
import { aChart, aForecast, aLive, aNotice, anIncident, aPage, aProbeLine, aProviderView, NOW } from '../test-page.ts'
import type { ProviderView } from './provider.tsx'
import { renderProvider } from './provider.tsx'
import { renderAssumptions } from './assumptions.tsx'

const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)>'
const HEARD: Testimony = { crowd: 'problem', probes: 'healthy', official: 'none', disputed: false }
const page = (view: Partial<ProviderView>, lang: 'it' | 'en' = 'it') => renderProvider(aPage(lang), aProviderView(view))
const text = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')

it('says under the verdict what each of the three says, and that somebody disputes it', () => {
  const live = aLive([9], { state: 'confirmed', testimony: HEARD })
  const html = page({ live })
  expect(text(html)).toContain(
    'Segnalazioni: più del solito Nostre sonde: non trovano errori Italiaonline: nulla che ci risulti',
  )
  expect(html).toContain('<p class="disputed" data-part="disputed"></p>')
  const disputed = aLive([9], { state: 'confirmed', testimony: { ...HEARD, official: 'restored', disputed: true } })
  expect(page({ live: disputed })).toContain('Italiaonline dice che è risolto; le segnalazioni continuano.')
  expect(page({})).not.toContain('data-part="testimony"')
})

it('shows what was said unedited, in its own language, as text, with where it can be read', () => {
  const notice = aNotice({ text: HOSTILE, lang: 'de', author: HOSTILE, source: 'https://www.example.org/a?b=1' })
  const html = page({ notices: [notice] }, 'en')
  expect(html).not.toMatch(/<script>|<img/)
  expect(html).toContain('<blockquote lang="de" dir="auto">&lt;script&gt;')
  expect(html).toContain('<a href="https://www.example.org/a?b=1" rel="nofollow noopener">Source: example.org</a>')
})

it.each(['javascript:alert(1)', 'data:text/html,x', 'Bollettino 12'])('makes no link of a source like %s', (source) => {
  const html = page({ notices: [aNotice({ source })] })
  expect(html).not.toContain(`href="${source}`)
  expect(html).toContain(source)
})

it('says when something was said only as exactly as it is known', () => {
  const days = aNotice({ id: 'a', said_between: ['2019-06-30T22:00:00Z', '2019-07-02T22:00:00Z'] })
  const undated = aNotice({ id: 'b', author: 'Codacons', by: 'consumer_association', said_between: null })
  const html = text(page({ notices: [undated, days] }))
  expect(html).toContain('1 Italiaonline l’operatore · tra l’1 e il 2 luglio 2019')
  expect(html).toContain('Codacons associazione di consumatori · non si sa quando')
})

it('puts a statement of a proven domain beside the verdict while it speaks of this incident, and only such a one', () => {
  const reply = aNotice({ domain: 'italiaonline.it' })
  const label = 'Dichiarazione di Italiaonline (dominio verificato: italiaonline.it)'
  const beside = (view: Partial<ProviderView>) => page(view).split('data-part="reply-place">')[1]?.split('</div>')[0]
  expect(beside({ notices: [reply] })).toContain(label)
  expect(beside({ notices: [aNotice()] })).toBe('')
  const live = { ...aLive([9], { state: 'confirmed' }), incident: anIncident({ started_at: '2019-07-03T18:30:00Z' }) }
  expect(beside({ notices: [reply], live })).toBe('')
  expect(page({ notices: [reply], live })).toContain(label)
})

it.each([
  [
    { looked_at: '2019-07-03T19:03:00Z', sources: ['https://status.example.org/'] },
    /Nessuna comunicazione trovata\. I loro canali letti l’ultima volta: 3 luglio 2019, 21:03/,
  ],
  [{ looked_at: null, sources: ['https://status.example.org/'] }, /Non siamo ancora riusciti a leggere i loro canali/],
  [{ looked_at: null, sources: [] }, /Non leggiamo nessun loro canale/],
  [null, /Non leggiamo nessun loro canale/],
])('says whether it looked for their word, and when: %j', (communication, words) => {
  expect(text(page({ communication }))).toMatch(words)
})

it('does not say that nothing was found where something was', () => {
  const communication = { looked_at: '2019-07-03T19:03:00Z', sources: ['https://status.example.org/'] }
  const html = page({ communication, notices: [aNotice()] })
  expect(html).not.toContain('Nessuna comunicazione trovata')
  expect(html).toContain('I loro canali letti l’ultima volta')
  const others = aNotice({ by: 'authority', author: 'Garante' })
  expect(page({ communication, notices: [others] })).toContain('Nessuna comunicazione trovata')
})

it('keeps a ledger of what was announced: who, when, for when, and what came of it', () => {
  const forecast = aForecast({
    due_between: ['2019-07-03T22:00:00Z', '2019-07-05T22:00:00Z'],
    outcome: 'partly',
    parts: [
      {
        component: null,
        device: 'android',
        restored_between: ['2019-07-03T18:00:00Z', '2019-07-03T18:00:00Z'],
        outcome: 'met',
      },
      { component: 'imap', device: 'ios', restored_between: null, outcome: 'exceeded' },
    ],
  })
  const html = text(page({ forecasts: [forecast] }))
  expect(html).toContain('Detto 3 luglio 2019, 20:07 Termine tra il 4 e il 5 luglio 2019 Esito Rispettati in parte')
  expect(html).toContain('Android: Rispettati · di nuovo in funzione: 3 luglio 2019, 20:00')
  expect(html).toContain('IMAP, iPhone: Superati · ritorno non noto')
})

it('marks the chart, and names its marks for those who do not see them', () => {
  const chart = {
    ...aChart(),
    marks: [
      ...probeMarks([{ from: NOW - 3_600_000, to: null, targets: ['https://mail.example/'] }]),
      ...noticeMarks([aNotice()]),
      ...noticeMarks([aNotice({ said_between: ['2019-06-01T10:00:00Z', '2019-06-01T10:00:00Z'] })]),
    ],
  }
  const html = page({ chart }, 'en')
  expect(html.match(/class="chart-flag"/g)).toHaveLength(1)
  expect(html.match(/"kind":"notice"/g)).toHaveLength(1)
  expect(html.match(/class="chart-strip probe"/g)).toHaveLength(1)
  const table = /<table class="marks">(.*?)<\/table>/s.exec(html)?.[1] ?? ''
  expect(table.match(/<tr>/g)).toHaveLength(1 + 2)
  expect(text(table)).toContain('1. Italiaonline: problem')
  expect(text(table)).toContain('Errors of our probes: mail.example')
  expect(page({})).not.toMatch(/class="marks"|chart-flag/)
})

it('lists probes by the place they ask from, with what they test, and a certificate only when it is near its end', () => {
  const probes = [
    aProbeLine({ vantage: 'Milano', outcome: 'status', status: 503 }),
    aProbeLine({
      component: 'imap',
      kind: 'imap',
      target: 'imaps://imap.example:993',
      certificateExpiresAt: NOW + 20 * DAY_MS,
    }),
    aProbeLine({ certificateExpiresAt: NOW + 22 * DAY_MS, target: 'https://later.example/' }),
    aProbeLine({ certificateExpiresAt: NOW - 1, target: 'https://over.example/', outcome: 'tls' }),
  ]
  const html = text(page({ probes }))
  expect(html.indexOf('Da questo server')).toBeLessThan(html.indexOf('Da Milano'))
  expect(html).toContain('Web: risponde con un errore (503)')
  expect(html).toContain('imaps://imap.example:993 · prova: IMAP')
  expect(html.match(/Il certificato scade: 23 luglio 2019/g)).toHaveLength(1)
  expect(html.match(/Il certificato/g)).toHaveLength(2)
  expect(html).toContain('Il certificato è scaduto: 3 luglio 2019')
})

it('leads from every page of a replay or simulation to what in it is fact, where there is such a page', () => {
  const simulated = renderProvider(aPage('it', { mode: 'simulation', explained: true }), aProviderView())
  expect(simulated).toContain('<a href="/it/simulation">Che cosa è un fatto e che cosa un’ipotesi</a>')
  expect(renderProvider(aPage('it', { mode: 'replay', explained: true }), aProviderView())).toContain('/simulation')
  expect(renderProvider(aPage('it', { mode: 'replay' }), aProviderView())).not.toContain('/simulation')
})

it('tells facts with their sources from assumptions', () => {
  const html = renderAssumptions(aPage('en', { mode: 'simulation' }), {
    title: 'A story',
    facts: [{ text: HOSTILE, sources: ['https://example.org/a', 'javascript:alert(1)'] }],
    assumptions: ['The curve.'],
  })
  expect(html).not.toMatch(/<script>|<img|href="javascript/)
  expect(html).toContain('<a href="https://example.org/a" rel="nofollow noopener">')
  expect(text(html)).toMatch(/Facts .*Source: example\.org · javascript:alert\(1\).* Assumptions .*The curve\./)
  expect(html).toContain('noindex')
})
