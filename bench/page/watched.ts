import type { Browser, Page } from 'playwright-core'

/**
 * What a page did while it was watched: the slowest answer to a press, of any kind (milliseconds until it was heard, worked on, seen), and how far its
 * parts have moved by themselves.
 */
export type Watched = { inpMs: number; slowest: string; interactions: number; cls: number }

const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
  locale: 'it-IT',
}
/** An entry is told no earlier than this after the frame that shows it. */
const SETTLE_MS = 600

type Noted =
  | { kind: 'event'; name: string; ms: number; id: number; on: string; parts: number[] }
  | { kind: 'shift'; value: number }
  | { kind: 'watching' }

/** Opens a page on a phone `slow` times as slow as this machine, and does there what it is told. */
export async function watch(
  browser: Browser,
  url: string,
  slow: number,
  use: (page: Page) => Promise<void>,
): Promise<Watched> {
  const context = await browser.newContext(PHONE)
  const noted: Noted[] = []
  try {
    const page = await context.newPage()
    await page.exposeFunction('noted', (one: Noted) => void noted.push(one))
    await page.addInitScript(observe)
    const devtools = await context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slow })
    await page.goto(url, { waitUntil: 'load' })
    await page.waitForTimeout(SETTLE_MS * 3)
    await use(page)
    await page.waitForTimeout(SETTLE_MS)
  } finally {
    await context.close()
  }
  if (!noted.some(({ kind }) => kind === 'watching')) throw new Error(`nobody has watched ${url}`)
  const events = noted.flatMap((one) => (one.kind === 'event' ? [one] : []))
  const slowest = events.toSorted((a, b) => b.ms - a.ms)[0]
  return {
    inpMs: slowest?.ms ?? 0,
    slowest: slowest === undefined ? '' : `${slowest.name} on ${slowest.on}: ${slowest.parts.join(' + ')}`,
    interactions: new Set(events.map(({ id }) => id)).size,
    cls: noted.reduce((sum, one) => sum + (one.kind === 'shift' ? one.value : 0), 0),
  }
}

/**
 * Runs in the page, before anything else does, with nothing from outside itself and no function of its own, to which compilers give names that are not
 * there. Shifts just after a press are the reader's own doing, and counted by nobody.
 */
function observe(): void {
  const { noted } = globalThis as unknown as { noted: (one: Noted) => void }
  type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean }
  type Event = PerformanceEventTiming
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as Shift[]) {
      if (!entry.hadRecentInput) noted({ kind: 'shift', value: entry.value })
    }
  }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as Event[]) {
      const { interactionId, name, duration: ms, target, startTime, processingStart, processingEnd } = entry
      const on = target instanceof Element ? `${target.localName}.${target.className}` : 'what has gone'
      const parts = [processingStart - startTime, processingEnd - processingStart, startTime + ms - processingEnd].map(
        Math.round,
      )
      if (interactionId > 0) noted({ kind: 'event', name, ms, id: interactionId, on, parts })
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
  noted({ kind: 'watching' })
}
