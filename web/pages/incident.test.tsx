import { expect, it } from 'vitest'
import type { ScopeCell } from '../../shared/incident.ts'
import type { Clocks } from '../../shared/notice.ts'
import type { PageContext } from '../parts/page.ts'
import { aChart, anEvent, anIncident, aNotice, aPage, NOW } from '../test-page.ts'
import { renderIncident, type IncidentView } from './incident.tsx'

const aView = (more: Partial<IncidentView> = {}): IncidentView => ({
  incident: anIncident(),
  events: [anEvent('suspected'), anEvent('confirmed', {}, { from: 'suspected', to: 'confirmed' })],
  chart: null,
  components: [
    { slug: 'webmail', name: { it: 'Webmail', en: 'Webmail' } },
    { slug: 'pec', name: { it: 'PEC', en: 'PEC' } },
  ],
  networks: new Map([['12874', 'Fastweb (AS12874)']]),
  listed: true,
  clocks: null,
  notices: [],
  forecasts: [],
  communication: null,
  mailExpiresFrom: null,
  testimony: null,
  sisters: { incidents: [], quiet: [], operator: null },
  voices: 0,
  echo: null,
  publisher: undefined,
  ...more,
})
const aCell = (facet: ScopeCell['facet'], value: string, verdict: ScopeCell['verdict'], observed = 41): ScopeCell => ({
  facet,
  value,
  verdict,
  observed,
  expected: 3.2,
})

it('reads as before where an incident has neither interval nor cause nor scope nor corrections', () => {
  const html = renderIncident(aPage('en'), aView())
  expect(html).toContain('<h1>Incident at Libero Mail</h1>')
  expect(html).toContain('Many problem reports')
  expect(html).not.toMatch(/Who is affected|class="corrections"|Began between|Together/)
})

it('shows who is affected and who is not by part and device, with what is not known as such', () => {
  const scope = [
    aCell('device', 'ios', 'affected'),
    aCell('device', 'android', 'recovered'),
    aCell('component_device', 'webmail/ios', 'affected'),
    aCell('component_device', 'pec/ios', 'not_affected', 4),
    aCell('region', 'IT-25', 'affected'),
    aCell('network', '12874', 'not_affected'),
    aCell('network', '99', 'unknown', 1),
    aCell('problem', 'cannot-receive', 'affected'),
  ]
  const html = renderIncident(aPage('it'), aView({ incident: anIncident({ scope }) }))
  const row = (name: string) =>
    new RegExp(`<th scope="row">${name}</th>(.*?)</tr>`, 's').exec(html)?.[1]?.match(/<td class="\w+"/g)
  expect(row('PEC')).toEqual(['<td class="not_affected"', '<td class="unknown"'])
  expect(row('Webmail')).toEqual(['<td class="affected"', '<td class="unknown"'])
  expect(html).toContain('Di nuovo su Android; su iPhone ancora problemi, tranne PEC.')
  expect(html).toContain('(4 voci, di solito 3)')
  for (const name of ['Lombardia', 'Fastweb (AS12874)', 'AS99', 'Non ricevo']) expect(html).toContain(name)
  expect(html).not.toMatch(/\sstyle=/)
})

it('claims nothing of the present once it is over, and nothing at all once it is withdrawn', () => {
  const scope = [aCell('device', 'ios', 'affected'), aCell('device', 'android', 'recovered')]
  const over = anIncident({ scope, resolved_at: '2019-07-03T18:00:00Z' })
  const html = renderIncident(aPage('en'), aView({ incident: over }))
  expect(html).toContain('Who is affected')
  expect(html).not.toContain('still problems')
  const corrections = [{ at: '2019-07-03T19:00:00Z', type: 'withdrawn' as const, reason: 'x' }]
  expect(renderIncident(aPage('en'), aView({ incident: { ...over, corrections } }))).not.toContain('Who is affected')
})

it('says that it does not know where too few voices said where they come from', () => {
  const scope = [aCell('device', 'ios', 'unknown', 1)]
  const html = renderIncident(aPage('en'), aView({ incident: anIncident({ scope }) }))
  expect(html).toContain('who is affected and who is not is unknown.')
  expect(html).not.toContain('class="matrix"')
})

it('says the interval of the start, and marks it on the curve', () => {
  const startedBetween: [string, string] = ['2019-07-03T13:37:00Z', '2019-07-03T13:44:00Z']
  const chart = aChart()
  const from = Date.parse('2019-07-03T13:40:00Z')
  const html = renderIncident(
    aPage('en'),
    aView({
      incident: anIncident({ started_between: startedBetween }),
      chart: {
        ...chart,
        bands: [{ from, to: null, kind: 'incident', startedBetween: [from - 180_000, from + 240_000] }],
      },
    }),
  )
  expect(html).toMatch(/Began between <time[^>]*>13:37<\/time>–\s*<time[^>]*>13:44<\/time>/)
  const start = /<rect class="chart-start incident" x="([\d.]+)" width="([\d.]+)"/.exec(html)
  const ground = /<rect class="chart-ground incident" x="([\d.]+)"/.exec(html)
  expect(Number(start?.[1])).toBeLessThan(Number(ground?.[1]))
  expect(Number(start?.[1]) + Number(start?.[2])).toBeGreaterThan(Number(ground?.[1]))
})

it('gives what only follows others no colour of trouble', () => {
  const cause = { kind: 'collateral' as const, of: ['tim'], share: 0.1, names: ['TIM'] }
  const html = renderIncident(aPage('en'), aView({ incident: anIncident({ cause }) }))
  expect(html).toContain('<p class="state collateral">')
  expect(html).toContain('They follow the incident at TIM and come to 10 % of it')
  expect(html).not.toMatch(/mark confirmed|<li class="(confirmed|suspected)"/)
})

it('strikes a withdrawn one through, in its title too, with the reason and who decided', () => {
  const corrections = [
    { at: '2019-07-03T14:00:00Z', type: 'corrected' as const, reason: 'It began later.' },
    { at: '2019-07-03T15:00:00Z', type: 'withdrawn' as const, reason: 'A test of ours.' },
  ]
  const events = [anEvent('withdrawn', { window_ms: 0 }, { from: 'confirmed', to: 'ok', reason: 'A test of ours.' })]
  const html = renderIncident(aPage('en'), aView({ incident: anIncident({ corrections }), events }))
  expect(html).toContain('<h1><s>Incident at Libero Mail</s></h1>')
  expect(html).toContain('<title>Withdrawn · Incident at Libero Mail')
  expect(html).toContain('We published this incident'.slice(3))
  expect(html.match(/A test of ours\./g)).toHaveLength(2)
  expect(html).toContain('It began later.')
  expect(html).toContain('A person decided this, not the rule.')
})

it('is followed while it is open and its provider listed, and then only', () => {
  const scriptOf = (view: IncidentView) =>
    /src="\/assets\/web\/elements\/([\w-]+)\.ts"/.exec(renderIncident(aPage(), view))?.[1]
  expect(scriptOf(aView())).toBe('follow-page')
  expect(scriptOf(aView({ listed: false }))).toBe('plain-page')
  expect(scriptOf(aView({ incident: anIncident({ resolved_at: '2019-07-03T15:00:00Z' }) }))).toBe('plain-page')
})

const text = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
const none = { between: null, source: null }
const CLOCKS: Clocks = {
  start: {
    crowd: { between: ['2019-07-03T13:37:00Z', '2019-07-03T13:44:00Z'], source: null },
    probe: none,
    official: { between: ['2019-07-03T18:07:20Z', '2019-07-03T18:07:20Z'], source: aNotice().id },
  },
  end: { crowd: none, probe: none, official: none },
  leads: {
    start: { crowd_before_probe: null, crowd_before_official: [263, 270], probe_before_official: null },
    end: { crowd_before_probe: null, crowd_before_official: null, probe_before_official: null },
  },
}
const restored: Clocks = { ...CLOCKS, end: { ...CLOCKS.end, official: { ...CLOCKS.start.official } } }

it('shows three clocks at both ends, with leads only between two that are dated, and no guess', () => {
  const html = renderIncident(aPage('it'), aView({ clocks: CLOCKS, notices: [aNotice()] }))
  const table = /<section class="clocks">(.*?)<\/section>/s.exec(html)?.[1] ?? ''
  expect(text(table)).toContain('Segnalazioni 3 luglio 2019, tra le 15:37 e le 15:44 non ancora')
  expect(text(table)).toContain('Nostre sonde non noto non noto')
  expect(text(table)).toContain('Parola ufficiale 3 luglio 2019, 20:07 la nota non noto')
  expect(table).toContain(`href="#notice-${aNotice().id}"`)
  expect(html).toContain(`id="notice-${aNotice().id}"`)
  expect(table.match(/<dd>/g)).toHaveLength(1)
  expect(table).toContain('tra 4 ore e 23 minuti e 4 ore e 30 minuti prima della prima comunicazione')
  const over = anIncident({ resolved_at: '2019-07-03T18:00:00Z' })
  expect(text(renderIncident(aPage('it'), aView({ clocks: CLOCKS, incident: over })))).not.toContain('non ancora')
  const silent = { ...CLOCKS, start: { ...CLOCKS.start, crowd: { between: null, source: null } } }
  expect(text(renderIncident(aPage('it'), aView({ clocks: silent })))).not.toContain('non ancora')
  expect(renderIncident(aPage('it'), aView())).not.toContain('class="clocks"')
})

it('tells what was said between what happened, in the order of time, and what nobody can date last', () => {
  const notices = [
    aNotice({ id: 'x', author: 'Undated', said_between: null }),
    aNotice({ id: 'y', author: 'Between', said_between: ['2019-07-03T13:45:00Z', '2019-07-03T15:00:00Z'] }),
    aNotice({ id: 'z', author: 'Before', said_between: ['2019-07-03T13:00:00Z', '2019-07-03T13:00:00Z'] }),
  ]
  const events = [
    anEvent('suspected'),
    anEvent('confirmed', {}, { at: '2019-07-03T13:46:00Z', from: 'suspected', to: 'confirmed' }),
  ]
  const html = renderIncident(aPage('en'), aView({ notices, events }))
  const timeline = /<ol class="timeline moment">(.*)<\/ol>/s.exec(html)?.[1] ?? ''
  expect(timeline.match(/<strong>[^<]*/g)).toEqual([
    '<strong>Before',
    '<strong>Possible problems',
    '<strong>Between',
    '<strong>Many problem reports',
    '<strong>Undated',
  ])
  expect(text(timeline)).toContain('3 July 2019, between 13:45 and 15:00')
})

it('says days in its timeline where they differ, and seconds where they do not', () => {
  expect(renderIncident(aPage('en'), aView())).toContain('class="timeline seconds"')
  const events = [anEvent('suspected'), anEvent('resolved', {}, { at: '2019-07-05T13:46:00Z' })]
  expect(renderIncident(aPage('en'), aView({ events }))).toContain('class="timeline moment"')
})

it('says that a company’s word is disputed while it goes on, and not once it is falling or over', () => {
  const words = 'Italiaonline dice che è risolto; le segnalazioni continuano.'
  const said = { clocks: restored, notices: [aNotice()] }
  expect(renderIncident(aPage('it'), aView(said))).toContain(words)
  expect(renderIncident(aPage('it'), aView({ clocks: CLOCKS, notices: [aNotice()] }))).not.toContain('è risolto')
  const falling = anIncident({ state: 'recovering' })
  expect(renderIncident(aPage('it'), aView({ ...said, incident: falling }))).not.toContain('è risolto')
})

it('says when mail begins to come back to its senders, unless it was over before', () => {
  const mailExpiresFrom = '2019-07-08T13:40:00Z'
  const html = renderIncident(aPage('it'), aView({ mailExpiresFrom }))
  expect(html).toContain('circa 5 giorni dopo: dall’8 luglio 2019 (RFC 5321, 4.5.4.1).')
  const over = anIncident({ resolved_at: '2019-07-08T13:39:00Z' })
  expect(renderIncident(aPage('it'), aView({ mailExpiresFrom, incident: over }))).not.toContain('RFC 5321')
  expect(renderIncident(aPage('it'), aView())).not.toContain('RFC 5321')
})

it('says since about when a device works again, and what is spared where others do not', () => {
  const scope = [
    { ...aCell('device', 'android', 'recovered'), since: '2019-07-03T18:00:00Z' },
    aCell('device', 'ios', 'affected'),
    aCell('component_device', 'webmail/ios', 'recovered'),
  ]
  const html = renderIncident(aPage('en'), aView({ incident: anIncident({ scope }) }))
  expect(html).toContain('Back on Android; still problems on iPhone, except Webmail.')
  expect(text(html)).toMatch(/recovered since about 18:00/)
  const over = anIncident({ scope, resolved_at: '2019-07-03T18:30:00Z' })
  expect(renderIncident(aPage('en'), aView({ incident: over }))).not.toContain('still problems')
})

it('says in its first sentences how long, how loud, and on what that rests', () => {
  const lead = (html: string) => text(/<p class="state.*?<dl/s.exec(html)?.[0] ?? '')
  const chart = { ...aChart(), points: [{ t: NOW - 3_600_000, n: 300, expected: 5.8, upper: 12 }] }
  const open = lead(renderIncident(aPage('it'), aView({ chart })))
  // The most of any 15 minutes is no bar of the curve below, and two maxima must not stand beside each other unexplained.
  expect(open).toContain(
    'Dura da 5 ore e 27 minuti. Al massimo 412 segnalazioni in 15 minuti qualunque (300 nel quarto d’ora più alto della curva), di solito 6.',
  )
  const same = { ...chart, points: chart.points.map((point) => ({ ...point, n: 412 })) }
  expect(lead(renderIncident(aPage('it'), aView({ chart: same })))).toContain(
    '412 segnalazioni in 15 minuti, di solito',
  )
  expect(open).toContain('Lo dice la gente: finora nessuna nostra verifica lo ha confermato.')
  const over = anIncident({ resolved_at: '2019-07-08T15:41:00Z', verified: true })
  const ended = lead(renderIncident(aPage('en'), aView({ incident: over })))
  expect(ended).toContain('It lasted 5 days and 2 hours: between 3 July 2019, 13:40 and 8 July 2019, 15:41')
  expect(ended).toContain('Not only people said so')
})

it('shows which of the three speak while it is open, and calls it a recovery only where probes agree', () => {
  const incident = anIncident({ state: 'recovering' })
  const testimony = { crowd: 'quiet', probes: 'healthy', official: 'none', disputed: false } as const
  const html = renderIncident(aPage('it'), aView({ incident, testimony }))
  expect(html).toContain('class="testimony"')
  expect(html).toMatch(/<p class="state recovering">.*?In ripresa<\/p>/s)
  const silent = renderIncident(aPage('it'), aView({ incident }))
  expect(silent).not.toContain('class="testimony"')
  expect(silent).toMatch(/<p class="state recovering">.*?Segnalazioni in calo<\/p>/s)
})

it('says what a person changed before anything else, and gives nothing withdrawn to be cited', () => {
  const corrections = [{ at: '2019-07-03T15:00:00Z', type: 'withdrawn' as const, reason: 'A test of ours.' }]
  const html = renderIncident(aPage('en'), aView({ incident: anIncident({ corrections }), voices: 900 }))
  expect(html.indexOf('A test of ours.', html.indexOf('<main'))).toBeLessThan(html.indexOf('<dl class="facts"'))
  expect(html).toContain('Not to be cited: we have withdrawn it.')
  expect(html).not.toContain('<textarea')
})

it('names those of the same operator, with an incident of their own and without', () => {
  const operator = { slug: 'italiaonline', name: 'Italiaonline' }
  const sisters = {
    incidents: [anIncident({ id: '0197d2c0-0000-7000-8000-000000000002', name: 'Virgilio <Mail>' })],
    quiet: [{ slug: 'libero-pec', name: 'Libero PEC' }],
    operator,
  }
  const html = renderIncident(aPage('it'), aView({ sisters }))
  expect(html).toContain('Virgilio &lt;Mail&gt;')
  expect(html).toContain('Senza un disservizio registrato da noi nello stesso tempo: Libero PEC.')
  expect(html).toContain('href="/it/o/italiaonline"')
  expect(renderIncident(aPage('it'), aView())).not.toContain('class="sisters"')
})

it('tells search engines of an article, not of a fault, and nothing of a simulation', () => {
  const publicUrl = 'https://brusio.example'
  const structured = (html: string) => /ld\+json">(.*?)<\/script>/s.exec(html)?.[1]
  const html = renderIncident(aPage('en', { publicUrl }), aView())
  expect(JSON.parse(structured(html) ?? '')).toMatchObject({
    '@type': 'Article',
    datePublished: '2019-07-03T13:46:00.000Z',
    about: { '@type': 'Thing', name: 'Libero Mail' },
  })
  expect(structured(renderIncident(aPage('en', { publicUrl, mode: 'simulation' }), aView()))).toBeUndefined()
})

it('offers to tell when it is over while it is open, where pushes are sent and a page of its provider is', () => {
  const pushing = { ...aPage('en'), pushes: true }
  const asks = (view: IncidentView, page: PageContext = pushing) =>
    renderIncident(page, view).includes('data-provider="libero-mail"')
  expect(asks(aView())).toBe(true)
  expect(asks(aView(), aPage('en'))).toBe(false)
  expect(asks(aView({ listed: false }))).toBe(false)
  expect(asks(aView({ incident: anIncident({ resolved_at: new Date(NOW).toISOString() }) }))).toBe(false)
})

it('says of what our probes alone have found neither that reports fall nor that people say so', () => {
  const silent = { verified: true, peak: 0, state: 'recovering' } as const
  const events = [anEvent('confirmed'), anEvent('recovering', {}, { from: 'confirmed', to: 'recovering' })]
  for (const lang of ['it', 'en'] as const) {
    const html = renderIncident(aPage(lang), aView({ incident: anIncident(silent), events }))
    const steps = /<section class="steps">.*?<\/section>/s.exec(html)?.[0]
    expect(steps).toMatch(/<strong>(In ripresa|Recovering)<\/strong>/)
    expect(html).not.toMatch(/solo la gente|Not only people/)
    expect(renderIncident(aPage(lang), aView({ incident: anIncident({ ...silent, peak: 9 }), events }))).toMatch(
      /<strong>(Segnalazioni in calo|Reports falling)<\/strong>/,
    )
  }
})
