import { openBrowser } from '../../server/test/browser.ts'
import { unpackBrowser } from '../../server/test/browser-files.ts'
import { FIRST, seedCatalogue } from '../seed/plan.ts'
import type { Seeded } from '../seed.ts'
import { judge, type Finding } from './lighthouse.ts'
import { PAGES, type ByPage, type Figures, type PageName } from './limits.ts'
import { pressEverySecond } from './press.ts'
import { processorMs } from './processor.ts'
import { readProvider, readQuietly } from './readers.ts'
import { compareCached, type Throughput } from './throughput.ts'
import { timeUncached, type Uncached } from './uncached.ts'
import { watch, type Watched } from './watched.ts'
import { weigh, type Weight } from './weight.ts'

/** How much of everything. `lighthouse`: runs a page, 0 leaves it out; `pages`: how many providers of each kind are asked for uncached. */
export type Effort = {
  lighthouse: number
  slow: number
  pairs: number
  seconds: number
  watchMs: number
  pages: number
  lookMs: number
}

/** Everything that was found, of which the figures are what counts. */
export type Measured = {
  figures: Figures
  findings: Partial<ByPage<Finding[]>>
  watched: Partial<ByPage<Watched>>
  cached: Throughput
  uncached: { all: Uncached; busy: Uncached; quiet: Uncached }
  /** Of server and database together, an uncached page; undefined where nobody counts it. */
  processorMs: number | undefined
  pressed: number
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits))
const eachPage = async <T>(of: (page: PageName) => Promise<T> | T): Promise<ByPage<T>> => {
  const found: Partial<ByPage<T>> = {}
  for (const page of PAGES) found[page] = await of(page)
  return found as ByPage<T>
}

export const pathsOf = (seeded: Seeded): ByPage<string> => ({
  home: '/it/',
  provider: `/it/p/${FIRST}`,
  incident: `/it/i/${seeded.incidents.at(-1)}`,
  report: '/it/report',
})

/** `pid`: of the server, to see what it uses. */
export async function measure(url: string, pid: number, seeded: Seeded, effort: Effort): Promise<Measured> {
  const paths = pathsOf(seeded)
  const { used, ...uncached } = await measureUncached(url, pid, seeded, effort.pages)
  const weights = await eachPage((page) => weigh(url + paths[page]))
  const provider = url + paths.provider
  const cached = await compareCached(provider, weights.provider.htmlPlainBytes, effort)
  const { watched, pressed } = await measureWatched(url, paths, effort)
  const judged =
    effort.lighthouse === 0 ? undefined : await eachPage((page) => judge(url + paths[page], effort.lighthouse))
  return {
    figures: {
      bench: 'page',
      lighthouse: await eachPage((page) => judged?.[page].scores ?? []),
      scriptKb: await eachPage((page) => toKb(weights[page], 'scriptBytes')),
      htmlKb: await eachPage((page) => toKb(weights[page], 'htmlBytes')),
      cls: await eachPage((page) => round(Math.max(judged?.[page].cls ?? 0, watched[page].cls), 4)),
      inpMs: watched.provider.inpMs,
      serverRatio: round(cached.ratio, 3),
      uncachedMs: round(uncached.all.medianMs, 1),
    },
    findings: judged === undefined ? {} : await eachPage((page) => judged[page].findings),
    watched,
    cached,
    uncached,
    processorMs: used,
    pressed,
  }
}

const toKb = (weight: Weight, what: 'scriptBytes' | 'htmlBytes') => round(weight[what] / 1_000, 1)

async function measureUncached(url: string, pid: number, { plan }: Seeded, pages: number) {
  const paths = seedCatalogue(plan).providers.map(({ slug }) => `/it/p/${slug}`)
  const [busy, quiet] = [paths.slice(0, plan.busy).slice(0, pages), paths.slice(plan.busy).slice(0, pages)]
  // What is run for the first time is not yet compiled, by nobody's fault; and English pages are other pages.
  await timeUncached(
    url,
    [...busy, ...quiet].slice(0, 50).map((path) => path.replace('/it/', '/en/')),
  )
  const apart = { busy: await timeUncached(url, busy), quiet: await timeUncached(url, quiet) }
  // A second goes by, so that none is the cached one of before.
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  const before = processorMs(pid)
  const all = await timeUncached(url, [...busy, ...quiet])
  const after = processorMs(pid)
  return {
    ...apart,
    all,
    used: before === undefined || after === undefined ? undefined : (after - before) / all.pages,
  }
}

/** Each page with an update every second, the provider's with somebody who uses it. */
async function measureWatched(url: string, paths: ByPage<string>, { slow, watchMs, lookMs }: Effort) {
  const opened = await openBrowser(await unpackBrowser())
  const pressing = pressEverySecond(url, FIRST)
  try {
    const watched = await eachPage((page) =>
      watch(opened.browser, url + paths[page], slow, (opening) =>
        page === 'provider' ? readProvider(opening, lookMs) : readQuietly(opening, lookMs, watchMs),
      ),
    )
    return { watched, pressed: await pressing.stop() }
  } finally {
    await pressing.stop()
    await opened.close()
  }
}
