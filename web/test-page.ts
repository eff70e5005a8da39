import type { Mode } from '../shared/live.ts'
import type { ProviderLive } from '../shared/live.ts'
import type { Provider } from '../shared/provider.ts'
import type { SeriesPoint } from '../shared/series.ts'
import { MINUTE_MS } from '../shared/time.ts'
import { rangeWindow, type ChartModel, type Range } from './chart/model.ts'
import { PAGE_ZONE, type Lang } from './locales/language.ts'
import type { ProviderView } from './pages/provider.tsx'
import type { PageContext } from './parts/page.ts'

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

export function aChart(range: Range = '24h', n: (i: number) => number | null = (i) => i % 7): ChartModel {
  const window = rangeWindow(range, NOW)
  const points = []
  for (let t = window.from; t < window.to; t += window.widthMs)
    points.push({ t, n: n(points.length), expected: 4, upper: 9 })
  return { range, ...window, now: NOW, points, bands: [] }
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
    verdict: { state: 'ok', verified: false, since: null, reports_15m: 3, expected_15m: 4, ...more },
    tail: minutes.map((problems, i) => aMinute(open - (minutes.length - 1 - i) * MINUTE_MS, problems)),
    incident: null,
  }
}

export function aProviderView(more: Partial<ProviderView> = {}): ProviderView {
  return {
    provider: aProvider(),
    live: aLive([0, 1, 2]),
    chart: aChart(),
    minutes: [],
    incidents: [],
    problems: [],
    components: [],
    probes: [],
    siblings: [],
    receipt: null,
    reporting: false,
    ...more,
  }
}
