import { openBrowser } from '../../server/test/browser.ts'
import { unpackBrowser } from '../../server/test/browser-files.ts'
import { serveHost } from '../../server/test/host-site.ts'
import { embedHost } from '../../server/test/host-snippets.ts'
import { pressEverySecond } from '../page/press.ts'
import { FIRST, seedCatalogue } from '../seed/plan.ts'
import type { Seeded } from '../seed.ts'
import { hostPages } from './host-page.ts'
import type { Figures } from './limits.ts'
import { viewsOf } from './mix.ts'
import { compareServed, median, type Compared } from '../served/ratio.ts'
import { countSockets, readShifts, timePaints, type Shift } from './shown.ts'
import type { Ran } from './statements.ts'
import { countViews, type Viewed } from './views.ts'
import { weighWidget } from './widget-weight.ts'

/** How much of everything. */
export type Effort = { paints: number; pairs: number; seconds: number; viewSeconds: number }
type Given = { counted: () => Ran; scratch: string }

/** Everything that was found, of which the figures are what counts. */
export type Measured = {
  figures: Figures
  widget: Awaited<ReturnType<typeof weighWidget>>
  paints: number[]
  shifts: Shift[]
  twenty: { sockets: number; facts: number; shown: number }
  compared: Compared[]
  viewed: Viewed
}

/** So long that new figures arrive in what is on the page. */
const WATCHED_MS = 4_000
const round = (value: number, digits: number): number => Number(value.toFixed(digits))

export async function measure(
  url: string,
  { plan }: Seeded,
  effort: Effort,
  { counted, scratch }: Given,
): Promise<Measured> {
  const widget = await weighWidget(url)
  const { paints, shifts, twenty } = await look(
    url,
    seedCatalogue(plan).providers.map(({ slug }) => slug),
    effort.paints,
  )
  const served = {
    facts: `/embed/${FIRST}.json?lang=it`,
    curve: `/chart/${FIRST}.svg?lang=it`,
    badge: `/badge/${FIRST}.svg?lang=it`,
  }
  const compared = await compareServed(url, served, { ...effort, dir: scratch })
  const seconds = effort.viewSeconds
  const viewed = await countViews(url, viewsOf(FIRST), { provider: FIRST, seconds, counted })
  return {
    figures: {
      bench: 'embed',
      widgetKb: round(widget.gzipBytes / 1_000, 3),
      firstPaintMs: round(median(paints), 1),
      cls: round(
        shifts.reduce((sum, { value }) => sum + value, 0),
        4,
      ),
      socketsFor20: twenty.sockets,
      ratio: round(Math.min(...compared.map(({ ratio }) => ratio)), 3),
      queriesPerSecondAt100kPerMinute: round(viewed.queriesPerSecond, 2),
    },
    widget,
    paints,
    shifts,
    twenty,
    compared,
    viewed,
  }
}

/** As readers of another site see it. */
async function look(url: string, slugs: readonly string[], times: number) {
  const host = await serveHost(hostPages(embedHost(url), slugs))
  const opened = await openBrowser(await unpackBrowser())
  try {
    const facts = (await (await fetch(`${url}/embed/${FIRST}.json?lang=it`)).json()) as {
      lines: { headline: string }[]
    }
    const paints = await timePaints(opened.browser, `${host.url}/one`, facts.lines[0]!.headline, times)
    const shifts = await whilePressed(url, () => readShifts(opened.browser, `${host.url}/article`, WATCHED_MS))
    return { paints, shifts, twenty: await countSockets(opened.browser, `${host.url}/twenty`) }
  } finally {
    await opened.close()
    await host.close()
  }
}

/** There is something new every second. */
async function whilePressed<T>(url: string, doing: () => Promise<T>): Promise<T> {
  const pressing = pressEverySecond(url, FIRST)
  try {
    return await doing()
  } finally {
    await pressing.stop()
  }
}
