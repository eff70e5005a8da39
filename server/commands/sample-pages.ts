import type { Cause, ScopeCell } from '../../shared/incident.ts'
import type { Clocks } from '../../shared/notice.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, QUARTER_MS } from '../../shared/time.ts'
import { incidentBand, openBands, type ChartModel } from '../../web/chart/model.ts'
import { renderIncident, type IncidentView } from '../../web/pages/incident.tsx'
import { renderProvider } from '../../web/pages/provider.tsx'
import type { PageContext } from '../../web/parts/page.ts'
import { renderAssumptions } from '../../web/pages/assumptions.tsx'
import { aChart, aLive, anEvent, anIncident, aProvider, aProviderView, NOW } from '../../web/test-page.ts'
import { ADVICE } from '../catalogue/advice.ts'
import { AGREED, clocksOf, CROWD_ALONE, DISPUTED, FORECASTS, MARKS, NOTICES, PROBES } from './sample-official.ts'
import { DEPENDS_ON, SIBLINGS, whoReports } from './sample-who.ts'

const iso = (ago: number) => new Date(NOW - ago).toISOString()
const STARTED = 5 * HOUR_MS

const cell = (
  facet: ScopeCell['facet'],
  value: string,
  verdict: ScopeCell['verdict'],
  observed: number,
  expected: number,
  since?: string,
) => ({ facet, value, verdict, observed, expected, ...(since !== undefined && { since }) }) satisfies ScopeCell

const SCOPE: ScopeCell[] = [
  cell('device', 'web', 'affected', 212, 9),
  cell('device', 'ios', 'affected', 96, 4),
  cell('device', 'android', 'recovered', 120, 6, iso(2 * HOUR_MS)),
  cell('component', 'webmail', 'affected', 201, 8),
  cell('component', 'app', 'affected', 133, 7),
  cell('component', 'imap', 'affected', 58, 3),
  cell('component', 'pec', 'not_affected', 9, 8),
  cell('component_device', 'webmail/web', 'affected', 190, 7),
  cell('component_device', 'app/ios', 'affected', 70, 3),
  cell('component_device', 'app/android', 'recovered', 63, 4, iso(2 * HOUR_MS)),
  cell('component_device', 'pec/web', 'not_affected', 8, 7),
  cell('component_device', 'imap/ios', 'unknown', 3, 0.4),
  cell('region', 'IT-25', 'affected', 121, 5),
  cell('region', 'IT-62', 'affected', 98, 4),
  cell('region', 'IT-45', 'affected', 61, 3),
  cell('region', 'IT-82', 'not_affected', 6, 6.2),
  cell('region', 'IT-57', 'unknown', 1, 0.3),
  cell('network', '12874', 'affected', 80, 3),
  cell('network', '1267', 'affected', 77, 3),
  cell('network', '3269', 'not_affected', 5, 7),
  cell('problem', 'cannot-receive', 'affected', 260, 6),
  cell('problem', 'cannot-log-in', 'recovered', 44, 3),
  cell('problem', 'bounced', 'not_affected', 4, 5),
]

const PROVIDER = aProvider({
  components: ['webmail', 'app', 'imap', 'pec'].map((slug) => {
    const name = { webmail: 'Webmail', app: 'App', imap: 'IMAP', pec: 'PEC' }[slug] ?? slug
    return { slug, name: { it: name, en: name } }
  }),
})
const NETWORKS = new Map([
  ['12874', 'Fastweb (AS12874)'],
  ['3269', 'TIM (AS3269)'],
])

const curve = (i: number) => (i < 76 ? (i * 7) % 5 : Math.round(40 + 300 * Math.exp(-((i - 82) ** 2) / 40)))

const incident = (more: Parameters<typeof anIncident>[0] = {}) =>
  anIncident({
    started_at: iso(STARTED),
    started_between: [iso(STARTED + 11 * MINUTE_MS), iso(STARTED - 6 * MINUTE_MS)],
    detected_at: iso(STARTED - 9 * MINUTE_MS),
    confirmed_at: iso(STARTED - 14 * MINUTE_MS),
    cause: { kind: 'own', of: [], share: null },
    scope: SCOPE,
    ...more,
  })

const EVENTS = [
  anEvent(
    'suspected',
    { multiple: 6.2, allowed: 2.4, works: 1, probe_nats: 0, common: 1.02 },
    { at: iso(STARTED - 9 * MINUTE_MS) },
  ),
  anEvent(
    'confirmed',
    {
      observed: 96,
      window_ms: 600_000,
      multiple: 24,
      allowed: 2.4,
      reporters: 90,
      networks: 61,
      works: 4,
      probe_nats: 6.8,
      common: 1.4,
    },
    { at: iso(STARTED - 14 * MINUTE_MS), from: 'suspected', to: 'confirmed' },
  ),
]

/** Android is back, iPhone is not, except the web. */
const HALF_BACK: ScopeCell[] = [
  ...SCOPE.filter(({ value }) => value !== 'web' && value !== 'webmail'),
  cell('component', 'webmail', 'recovered', 201, 8, iso(3 * HOUR_MS)),
  cell('component_device', 'webmail/ios', 'recovered', 40, 2, iso(3 * HOUR_MS)),
]

const LOOKED = { looked_at: iso(4 * MINUTE_MS), sources: ['https://status.example.org/feed.atom'] }

const CLOCKS_OVER: Clocks = {
  ...clocksOf(NOW - STARTED),
  end: {
    crowd: { between: [iso(2 * HOUR_MS), iso(HOUR_MS)], source: null },
    probe: { between: null, source: null },
    official: { between: [iso(14 * HOUR_MS), iso(11 * HOUR_MS)], source: null },
  },
  leads: {
    start: { crowd_before_probe: null, crowd_before_official: [-30, 90], probe_before_official: null },
    end: { crowd_before_probe: null, crowd_before_official: [-780, -540], probe_before_official: null },
  },
}

const ECHO = {
  voices: 1_203,
  through_widgets: 371,
  hosts: [
    { host: 'www.giornale-di-esempio.example', voices: 288 },
    { host: 'radio.example', voices: 61 },
    { host: 'xn--caff-8oa.example', voices: 4 },
  ],
  unnamed: 7,
  amplified: [
    {
      host: 'www.giornale-di-esempio.example',
      since: iso(95 * MINUTE_MS),
      until: iso(65 * MINUTE_MS),
      share: 0.72,
      voices: 311,
    },
  ],
}

type Sample = (page: PageContext) => string

const provider =
  (verdict: Parameters<typeof aLive>[1], open = incident(), more: Parameters<typeof aProviderView>[0] = {}): Sample =>
  (page) => {
    const live = { ...aLive([3, 31, 28, 30, 35, 27], { reports_15m: 412, expected_15m: 5.8, ...verdict }) }
    const blindness = { usual_per_hour: 23.2, per_minute: 1.9, within_ms: 600_000 as const }
    const told = { ...live, blindness, incident: verdict?.state === 'suspected' ? null : open }
    const chart = { ...aChart('24h', curve), bands: openBands(told), marks: more.notices === undefined ? [] : MARKS }
    return renderProvider(page, aProviderView({ provider: PROVIDER, live: told, chart, networks: NETWORKS, ...more }))
  }

const since = { since: iso(STARTED), started_between: incident().started_between }
const follows: Cause = { kind: 'collateral', of: ['tim'], share: 0.076, names: ['TIM'], operator: null }
const group: Cause = {
  kind: 'group',
  of: ['virgilio-mail', 'libero-pec'],
  share: null,
  names: ['Virgilio Mail', 'Libero PEC'],
  operator: 'Italiaonline',
}

const chartOf = (shown: ReturnType<typeof incident>, marks: ChartModel['marks']): ChartModel => {
  const model = aChart('24h', curve)
  return {
    ...model,
    bands: [incidentBand(shown)],
    marks,
    from: model.to - DAY_MS / 2,
    points: model.points.slice(-DAY_MS / 2 / QUARTER_MS),
  }
}

const incidentPage =
  (shown: ReturnType<typeof incident>, more: Partial<IncidentView> = {}): Sample =>
  (page) =>
    renderIncident(page, {
      incident: shown,
      events: EVENTS,
      chart: chartOf(shown, more.notices === undefined ? [] : MARKS),
      components: PROVIDER.components,
      networks: NETWORKS,
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

/** Pages of invented data, for what no recording holds: who is affected, a cause, a correction. They say SIMULATION. */
export const SAMPLES: Record<string, Sample> = {
  'sample-scope': provider(
    { state: 'confirmed', verified: true, cause: group, testimony: AGREED, ...since },
    incident(),
    { who: whoReports(NOW - STARTED), advice: ADVICE.mail, dependsOn: DEPENDS_ON, siblings: SIBLINGS, probes: PROBES },
  ),
  'sample-disputed': provider(
    { state: 'confirmed', verified: true, testimony: DISPUTED, ...since },
    incident({ scope: HALF_BACK }),
    { notices: NOTICES, forecasts: FORECASTS, probes: PROBES, communication: LOOKED },
  ),
  'sample-silent': provider(
    { state: 'confirmed', testimony: CROWD_ALONE, ...since },
    incident({ scope: HALF_BACK.filter(({ facet }) => facet !== 'device') }),
    { probes: PROBES.slice(0, 1), communication: LOOKED },
  ),
  'sample-collateral': provider({ state: 'suspected', cause: follows, reports_15m: 31, ...since }),
  'sample-long': provider(
    { state: 'recovering', since: iso(3 * DAY_MS), reports_15m: 19 },
    incident({ state: 'recovering', started_at: iso(3 * DAY_MS), started_between: null }),
  ),
  'sample-incident': incidentPage(incident({ cause: group })),
  'sample-echo': incidentPage(incident(), { voices: ECHO.voices, echo: ECHO }),
  'sample-amplified': provider({ state: 'suspected', reports_15m: 61, ...since }, incident(), {
    voices: 84,
    amplified: ECHO.amplified,
  }),
  'sample-clocks': incidentPage(incident({ scope: HALF_BACK, verified: true }), {
    clocks: clocksOf(NOW - STARTED),
    notices: NOTICES,
    forecasts: FORECASTS,
    communication: LOOKED,
    mailExpiresFrom: iso(STARTED - 5 * DAY_MS),
  }),
  'sample-over': incidentPage(incident({ scope: HALF_BACK, resolved_at: iso(HOUR_MS) }), {
    clocks: CLOCKS_OVER,
    communication: { looked_at: null, sources: [] },
  }),
  'sample-assumptions': (page) =>
    renderAssumptions(page, {
      title: 'Un disservizio della posta / A mail outage',
      facts: [
        {
          text: 'Le caselle non si aprivano. / Mailboxes did not open.',
          sources: ['https://www.example.org/a', 'https://example.net/b'],
        },
        { text: 'La PEC non ne risentì. / Certified mail was not affected.', sources: ['Bollettino n. 12, pagina 3'] },
      ],
      assumptions: ['La forma della curva. / The shape of the curve.', 'Le sonde. / The probes.'],
    }),
  'sample-withdrawn': incidentPage(
    incident({
      resolved_at: iso(HOUR_MS),
      corrections: [
        {
          at: iso(HOUR_MS),
          type: 'withdrawn',
          reason: 'La nostra rete era guasta, non la loro. / Our own line was broken.',
        },
      ],
    }),
  ),
}
