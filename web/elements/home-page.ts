import type { OverviewEntry, OverviewLive } from '../../shared/live.ts'
import { sparkPath } from '../chart/shape.ts'
import { overviewOrder } from '../groups.ts'
import { formatNumber, formatUsual } from '../format.ts'
import { verdictSentence } from '../sentence.ts'
import { createFreshPage, swapParts } from './fresh-page.ts'
import { createLiveClient } from './live-client.ts'
import { createOfflineStrip } from './offline-strip.ts'
import { pageJson, readerOf, type PageData } from './page-data.ts'
import { createServerClock } from './server-clock.ts'
import { localiseTimes, setText, tickDateline } from './times.ts'
import { tick } from './verdict.ts'

const data: PageData & { order: string } = JSON.parse(pageJson())
const reader = readerOf(data)
const clock = createServerClock(data)
localiseTimes(document, reader)
tickDateline(reader, () => clock.now())

const refresh = createFreshPage((fresh) => {
  swapParts(fresh, ['[data-part=front]', '[data-part=most]', '[data-part=incidents]'])
  localiseTimes(document, reader)
})

let shown = data.order

const client = createLiveClient({ clock, onStatus: createOfflineStrip(reader) })
client.listen('overview', (overview: OverviewLive) => {
  for (const entry of [...overview.failing, ...overview.most_reported]) showEntry(entry)
  // Who stands where is drawn by the server; here only figures and curves move.
  const order = overviewOrder(overview)
  if (shown !== order) refresh()
  shown = order
})

function showEntry(entry: OverviewEntry): void {
  for (const place of document.querySelectorAll<HTMLElement>(`[data-slug="${CSS.escape(entry.slug)}"]`)) {
    const sentence = verdictSentence(reader, entry, clock.now())
    setText(place.querySelector('.headline'), sentence.headline)
    const numbers = place.querySelector('[data-part=numbers]')
    if (setText(numbers, sentence.numbers)) tick(numbers)
    const count = place.querySelector('[data-part=count]')
    if (setText(count, formatNumber(reader.lang, entry.reports_15m))) tick(count)
    setText(place.querySelector('[data-part=usual]'), formatUsual(reader.lang, entry.expected_15m))
    place.querySelector('.spark path')?.setAttribute('d', sparkPath(entry.sparkline))
  }
}
