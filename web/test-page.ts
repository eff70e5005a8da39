import type { Forecast, Notice } from '../shared/notice.ts'
import type { Mode } from '../shared/live.ts'
import type { ProviderLive } from '../shared/live.ts'
import type { Provider } from '../shared/provider.ts'
import type { Incident, IncidentEvent } from '../shared/incident.ts'
import { UNJUDGED, type SeriesPoint } from '../shared/series.ts'
import { MINUTE_MS } from '../shared/time.ts'
import { rangeWindow, type Range, type RangeModel } from './chart/model.ts'
import { PAGE_ZONE, type Lang } from './locales/language.ts'
import type { ProviderView } from './pages/provider.tsx'
import type { PageContext } from './parts/page.ts'
import type { ProbeLine } from './parts/probes.tsx'

/** 3 July 2019, 21:07:20 in Italy. */
export const NOW = Date.UTC(2019, 6, 3, 19, 7, 20)

/** A page context for tests of views. */
export function aPage(lang: Lang = 'it', more: Partial<PageContext> & { mode?: Mode } = {}): PageContext {
  return {
    reader: { lang, zone: PAGE_ZONE[lang] },
    prefix: `/${lang}`,
    path: '/',
    now: NOW,
    speed: 1,
    mode: 'live',
    assets: { script: (entry) => ({ src: `/assets/${entry}`, preload: [] }), style: (entry) => `/assets/${entry}` },
    publicUrl: undefined,
    ...more,
  }
}

export function aProvider(more: Partial<Provider> = {}): Provider {
  return {
    slug: 'libero-mail',
    name: 'Libero Mail',
    category: 'mail',
    operator: { slug: 'italiaonline', name: 'Italiaonline' },
    homepage: 'https://example.org/',
    status_page: null,
    support_page: null,
    helpline: null,
    countries: ['IT'],
    aliases: ['iol'],
    domains: [],
    components: [{ slug: 'imap', name: { it: 'IMAP', en: 'IMAP' } }],
    problems: ['cannot-open', 'cannot-receive', 'other'],
    ...more,
  }
}

export function aChart(range: Range = '24h', n: (i: number) => number | null = (i) => i % 7): RangeModel {
  const window = rangeWindow(range, NOW)
  const points = []
  for (let t = window.from; t < window.to; t += window.widthMs)
    points.push({ t, n: n(points.length), expected: 4, upper: 9 })
  return { range, ...window, now: NOW, points, bands: [], marks: [] }
}

export const aMinute = (t: number, problems: number | null): SeriesPoint => ({
  t,
  reports: problems,
  problems,
  works: 0,
  expected: 0.3,
  upper: 2,
})

/** The newest state of a provider, its last minutes as given, the open one last. */
export function aLive(
  minutes: (number | null)[],
  more: Partial<ProviderLive['verdict']> = {},
  now = NOW,
): ProviderLive {
  const open = Math.floor(now / MINUTE_MS) * MINUTE_MS
  return {
    slug: 'libero-mail',
    verdict: { ...UNJUDGED, state: 'ok', reports_15m: 3, expected_15m: 4, ...more },
    tail: minutes.map((problems, i) => aMinute(open - (minutes.length - 1 - i) * MINUTE_MS, problems)),
    incident: null,
    blindness: null,
  }
}

export function aProviderView(more: Partial<ProviderView> = {}): ProviderView {
  return {
    provider: aProvider(),
    live: aLive([0, 1, 2]),
    chart: aChart(),
    minutes: [],
    incidents: [],
    who: { since: null, shares: [], regions: null },
    probes: [],
    notices: [],
    forecasts: [],
    communication: null,
    advice: [],
    dependsOn: [],
    dependents: [],
    siblings: [],
    networks: new Map(),
    receipt: null,
    reporting: false,
    voices: 0,
    amplified: [],
    ...more,
  }
}

/** An incident as those of before intervals, causes and scopes were: open, and confirmed by the crowd. */
export function anIncident(more: Partial<Incident> = {}): Incident {
  return {
    id: '0197d2c0-0000-7000-8000-000000000001',
    provider: 'libero-mail',
    name: 'Libero Mail',
    state: 'confirmed',
    verified: false,
    started_at: '2019-07-03T13:40:00Z',
    detected_at: '2019-07-03T13:44:00Z',
    confirmed_at: '2019-07-03T13:46:00Z',
    resolved_at: null,
    peak: 412,
    started_between: null,
    cause: null,
    scope: [],
    corrections: [],
    ...more,
  }
}

export function anEvent(
  type: IncidentEvent['type'],
  evidence: Partial<IncidentEvent['evidence']> = {},
  more: Partial<IncidentEvent> = {},
): IncidentEvent {
  return {
    at: '2019-07-03T13:44:00Z',
    type,
    from: 'ok',
    to: 'suspected',
    evidence: {
      rule: 'test-7',
      window_ms: 300_000,
      observed: 34,
      expected: 1.25,
      dispersion: 1.3,
      score: 21.5,
      threshold: 18.4,
      reporters: 31,
      networks: 14,
      ...evidence,
    },
    ...more,
  }
}

/** Said by the operator an hour before `NOW`, exactly. */
export function aNotice(more: Partial<Notice> = {}): Notice {
  const at = '2019-07-03T18:07:20.000Z'
  return {
    id: '0197d2c0-0000-7000-8000-0000000000a1',
    provider: 'libero-mail',
    by: 'operator',
    author: 'Italiaonline',
    domain: null,
    topics: ['problem'],
    text: 'Stiamo lavorando.',
    lang: 'it',
    source: 'https://www.example.org/avvisi',
    component: null,
    device: null,
    said_between: [at, at],
    seen_at: '2019-07-03T18:10:00.000Z',
    ...more,
  }
}

/** Announced by that notice for an hour after `NOW`. */
export function aForecast(more: Partial<Forecast> = {}): Forecast {
  const due = '2019-07-03T20:07:20.000Z'
  const { id, author, said_between } = aNotice()
  return {
    notice: id,
    author,
    said_between,
    due_between: [due, due],
    zone: 'Europe/Rome',
    component: null,
    device: null,
    outcome: 'pending',
    parts: [],
    ...more,
  }
}

/** A check of ours that was answered. */
export function aProbeLine(more: Partial<ProbeLine> = {}): ProbeLine {
  return {
    kind: 'http',
    target: 'https://mail.example/',
    component: null,
    vantage: null,
    at: NOW - 20_000,
    since: NOW - 3_600_000,
    outcome: 'up',
    status: null,
    firstByteMs: 84,
    upShare24h: 0.996,
    certificateExpiresAt: null,
    ...more,
  }
}
