import type { ProviderLive } from '../../shared/live.ts'
import type { Verdict } from '../../shared/series.ts'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createFeed, followFeed } from '../chart/feed.ts'
import type { RangeModel } from '../chart/model.ts'
import { unpackChart, type PackedChart, type PackedMinutes } from '../chart/packed.ts'
import { ChartElement } from './chart.ts'
import { liveTexts } from '../locales/live.ts'
import { startCopy } from './copy.ts'
import { createFreshPage } from './fresh-page.ts'
import { createLazyTables } from './lazy-tables.ts'
import { createLiveClient } from './live-client.ts'
import { createLiveLine } from './live-line.ts'
import { LIVE_FORMS } from './live-times.ts'
import { createOfflineStrip } from './offline-strip.ts'
import { pageJson, readerOf, type PageData } from './page-data.ts'
import { createPause } from './pause.ts'
import { PushElement, swapPush } from './push.ts'
import { createRangeSwitch } from './range-switch.ts'
import { sendQueued } from './queued.ts'
import { ReportForm } from './report-form.ts'
import { createServerClock } from './server-clock.ts'
import { swapParts } from './swap-parts.ts'
import { blindnessSentence } from '../blindness.ts'
import { newsKey } from '../news-key.ts'
import { knowForms, localiseTimes, setText, tickDateline } from './times.ts'
import { showVerdict } from './verdict.ts'

type ProviderData = PageData & {
  slug: string
  name: string
  verdict: Verdict
  news: string
  chart: PackedChart<RangeModel>
  minutes: PackedMinutes
}

/** What belongs to the chart. */
const CHART_PARTS = ['[data-part=mark-keys]']

/** What only the server draws: swapped as a whole when the state changes. */
const PARTS = [
  'brusio-verdict',
  '[data-part=reply-place]',
  '[data-part=onward]',
  '[data-part=scope-place]',
  '[data-part=said-place]',
  '.margin',
  '[data-part=past]',
  ...CHART_PARTS,
]

customElements.define('brusio-chart', ChartElement)
customElements.define('brusio-report', ReportForm)
customElements.define('brusio-push', PushElement)

const data: ProviderData = JSON.parse(pageJson())
const reader = readerOf(data)
const clock = createServerClock(data)
let feed = createFeed(unpackChart(data.chart), data.minutes)
let verdict = data.verdict
let shown = data.news
/** The newest that was told while the reader had stopped what moves. */
let waiting: ProviderLive | undefined

const line = createLiveLine(document, reader, () => data.speed)
const pause = createPause((paused) => {
  line.pause(paused ? clock.now() : null)
  if (paused) return
  if (waiting !== undefined) show(waiting)
  waiting = undefined
  // A copy that came during the pause was not shown.
  refresh()
})

sendQueued(data.lang)
startCopy(document)
knowForms(LIVE_FORMS)
localiseTimes(document, reader)
tickDateline(
  reader,
  () => clock.now(),
  () => pause.paused,
)
showVerdict(document, verdict, reader, clock.now())

const chart = document.querySelector<ChartElement>('brusio-chart')
chart?.start(feed.model, reader)

const form = document.querySelector<ReportForm>('brusio-report')
if (form !== null) form.now = () => clock.now()

// The button stays in reach: where it is out of sight a link leads back to it.
const reach = document.querySelector<HTMLElement>('.reach')
if (form !== null && reach !== null)
  new IntersectionObserver(([seen]) => (reach.hidden = seen?.isIntersecting ?? true)).observe(form)

const takeTables = createLazyTables(document, reader)
const refresh = createFreshPage((fresh) => {
  const next: ProviderData = JSON.parse(pageJson(fresh))
  // One that was asked for before the reader changed the range, or stopped what moves, comes too late.
  if (next.chart.range !== feed.model.range || pause.paused) return
  swapParts(fresh, PARTS, refresh)
  swapPush(fresh)
  takeTables(fresh)
  localiseTimes(document, reader)
  showVerdict(document, verdict, reader, clock.now())
  feed = createFeed(unpackChart(next.chart), next.minutes)
  chart?.show(feed.model)
})

const ranges = document.querySelector('.ranges')
if (ranges !== null)
  createRangeSwitch(ranges, (fresh) => {
    const next: ProviderData = JSON.parse(pageJson(fresh))
    swapParts(fresh, CHART_PARTS)
    takeTables(fresh)
    localiseTimes(document, reader)
    feed = createFeed(unpackChart(next.chart), next.minutes)
    chart?.show(feed.model, true)
  })

const strip = createOfflineStrip(reader, liveTexts[reader.lang])
const client = createLiveClient({
  clock,
  onStatus(status, heardAt) {
    strip(status, heardAt)
    line.become(status)
  },
})
client.listen(`provider:${data.slug}`, (live: ProviderLive) => {
  line.hear(live)
  if (pause.paused) waiting = live
  else show(live)
})

let staleAt = -Infinity

function show(live: ProviderLive): void {
  const isNews = newsKey(live) !== shown
  shown = newsKey(live)
  form?.hear(live)
  verdict = live.verdict
  showVerdict(document, verdict, reader, clock.now())
  const blind = live.blindness
  setText(document.querySelector('[data-part=blindness]'), blind === null ? '' : blindnessSentence(reader, blind))
  const followed = followFeed(feed, live, clock.now())
  feed = followed.feed
  chart?.show(feed.model)
  const isStale = followed.stale && performance.now() - staleAt >= staleEvery(feed.model.widthMs)
  if (isStale) staleAt = performance.now()
  if (isNews || isStale) refresh()
}

/** What is borrowed for a bucket of hours can wait for a minute. */
function staleEvery(widthMs: number): number {
  return widthMs > HOUR_MS ? MINUTE_MS : 0
}
