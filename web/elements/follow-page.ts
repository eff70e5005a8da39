import type { ProviderLive } from '../../shared/live.ts'
import type { Verdict } from '../../shared/series.ts'
import { newsKey } from '../news-key.ts'
import { liveTexts } from '../locales/live.ts'
import { startCopy } from './copy.ts'
import { createFreshPage } from './fresh-page.ts'
import { createLiveClient } from './live-client.ts'
import { LIVE_FORMS } from './live-times.ts'
import { createOfflineStrip } from './offline-strip.ts'
import { pageJson, readerOf, type PageData } from './page-data.ts'
import { createPause } from './pause.ts'
import { sendQueued } from './queued.ts'
import { createServerClock } from './server-clock.ts'
import { swapParts } from './swap-parts.ts'
import { knowForms, localiseTimes, tickDateline } from './times.ts'

/** Figures of a page that is read rather than watched may be this old; news is fetched at once. */
const FIGURES_MS = 15_000

// Pages about one provider that the server draws as a whole: an open incident, why a state is what it is.
const data: PageData & { slug: string; verdict?: Verdict } = JSON.parse(pageJson())
const reader = readerOf(data)
const clock = createServerClock(data)
sendQueued(data.lang)
startCopy(document)
let verdict = data.verdict
/** Only a page with a verdict has its words fetched. */
let showVerdict: typeof import('./verdict.ts').showVerdict | undefined
/** Only where somebody may ask to be told is the button fetched. */
let swapPush: typeof import('./push.ts').swapPush | undefined
if (document.querySelector('brusio-push') !== null)
  void import('./push.ts').then((loaded) => {
    swapPush = loaded.swapPush
    return customElements.define('brusio-push', loaded.PushElement)
  })
knowForms(LIVE_FORMS)
localise()
if (verdict !== undefined)
  void import('./verdict.ts').then((loaded) => {
    showVerdict = loaded.showVerdict
    return localise()
  })
const pause = createPause((paused) => {
  if (!paused) refresh()
})
tickDateline(
  reader,
  () => clock.now(),
  () => pause.paused,
)

function localise(): void {
  localiseTimes(document, reader)
  if (verdict !== undefined) showVerdict?.(document, verdict, reader, clock.now())
}

let drawnAt = performance.now()
const refresh = createFreshPage((fresh) => {
  if (pause.paused) return
  drawnAt = performance.now()
  swapParts(fresh, ['[data-part=follow]'], refresh)
  swapPush?.(fresh)
  localise()
})

let shown: string | undefined
const client = createLiveClient({ clock, onStatus: createOfflineStrip(reader, liveTexts[reader.lang]) })
client.listen(`provider:${data.slug}`, (live: ProviderLive) => {
  if (pause.paused) return
  const key = newsKey(live)
  if ((shown !== undefined && shown !== key) || performance.now() - drawnAt >= FIGURES_MS) refresh()
  shown = key
  if (verdict !== undefined) verdict = live.verdict
  if (verdict !== undefined) showVerdict?.(document, verdict, reader, clock.now())
})
