import { AGE, type HomeData } from '../home-data.ts'
import type { OverviewEntry, OverviewLive } from '../../shared/live.ts'
import { sparkPath } from '../chart/shape.ts'
import { formatNumber, formatUsual } from '../format.ts'
import { overviewOrder } from '../groups.ts'
import { createFreshPage } from './fresh-page.ts'
import { createLiveClient } from './live-client.ts'
import { createOfflineStrip } from './offline-strip.ts'
import { pageJson, readerOf, type PageData } from './page-data.ts'
import { createPause } from './pause.ts'
import { startSearchBox } from './search-box.ts'
import { sendQueued } from './queued.ts'
import { createServerClock } from './server-clock.ts'
import { swapParts } from './swap-parts.ts'
import { localiseTimes, setText, tickDateline } from './times.ts'
import { tick } from './tick.ts'

/** What no message tells of (a day's murmur, ended incidents, who stands where in a category) is read so often. */
const SLOW_MS = 60_000
const PARTS = ['headline', 'front', 'murmur', 'most', 'incidents', 'categories'].map((part) => `[data-part=${part}]`)

// Also of a category: the same lines, of all its services.
const data: PageData & HomeData = JSON.parse(pageJson())
const reader = readerOf(data)
const clock = createServerClock(data)
sendQueued(data.lang)
localiseTimes(document, reader)
startSearchBox()

// Who stands where and in which words is drawn by the server; here only figures and curves move.
const pause = createPause((paused) => {
  if (paused) return
  for (const entry of newest) showEntry(entry)
  refresh()
})
tickDateline(
  reader,
  () => clock.now(),
  () => pause.paused,
)

const refresh = createFreshPage((fresh) => {
  if (pause.paused) return
  swapParts(fresh, PARTS, refresh)
  localiseTimes(document, reader)
})

let shown = data.order
let newest: OverviewEntry[] = []

const client = createLiveClient({
  clock,
  onStatus: createOfflineStrip(reader, { ...data.words, numbersAge: (age) => data.words.numbersAge.replace(AGE, age) }),
})
if (data.category === undefined) client.listen('overview', showOverview)
else client.listen(`category:${data.category}`, ({ providers }) => show(providers))

function showOverview(overview: OverviewLive): void {
  show([...overview.failing, ...overview.most_reported])
  if (pause.paused) return
  const order = overviewOrder(overview)
  if (shown !== null && shown !== order) refresh()
  shown = order
}

function show(entries: OverviewEntry[]): void {
  newest = entries
  if (pause.paused) return
  for (const entry of entries) showEntry(entry)
}

setInterval(() => {
  if (!pause.paused && !document.hidden) refresh()
}, SLOW_MS)

function showEntry(entry: OverviewEntry): void {
  for (const place of document.querySelectorAll<HTMLElement>(`[data-slug="${CSS.escape(entry.slug)}"]`)) {
    const count = place.querySelector('[data-part=count]')
    if (setText(count, formatNumber(reader.lang, entry.reports_15m))) tick(count)
    setText(place.querySelector('[data-part=usual]'), formatUsual(reader.lang, entry.expected_15m))
    place.querySelector('.spark path')?.setAttribute('d', sparkPath(entry.sparkline))
  }
}
