import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'

const DESK = { viewport: { width: 1_280, height: 900 }, locale: 'it-IT' }
const PHONE = { viewport: { width: 390, height: 844 }, locale: 'it-IT', hasTouch: true, isMobile: true }
const SHOWN_MS = 30_000
/** A shift is told no earlier than this after the frame that shows it. */
const SETTLE_MS = 600
const SLOW_SCRIPT_MS = 800
const SCRIPT = /\/widget[^/]*\.js$/

/** Milliseconds from when the script has arrived until an element's words have been painted, each time in a browser that has nothing yet. */
export async function timePaints(browser: Browser, page: string, words: string, times: number): Promise<number[]> {
  const found: number[] = []
  for (let i = 0; i < times; i++) {
    const context = await browser.newContext(DESK)
    try {
      const opened = await context.newPage()
      await opened.addInitScript(awaitPaint, words)
      await opened.goto(page)
      await opened.waitForFunction(() => 'paintedAt' in window, undefined, { timeout: SHOWN_MS })
      found.push(
        await opened.evaluate(() => {
          const script = performance.getEntriesByType('resource').find(({ name }) => /\/widget[^/]*\.js$/.test(name))
          const { paintedAt } = window as unknown as { paintedAt: number }
          return paintedAt - (script as PerformanceResourceTiming).responseEnd
        }),
      )
    } finally {
      await context.close()
    }
  }
  return found
}

/**
 * Runs in the page, with no function that has a name, for which compilers want help from outside. What is there when a frame is begun is painted by it,
 * and a task that it leaves behind comes after the paint.
 */
async function awaitPaint(words: string): Promise<void> {
  for (;;) {
    await new Promise(requestAnimationFrame)
    const { shadowRoot } = document.querySelector('brusio-widget') ?? {}
    if (shadowRoot?.textContent?.includes(words) === true) break
  }
  await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', resolve)
    port1.start()
    port2.postMessage(0)
  })
  Object.assign(window, { paintedAt: performance.now() })
}

export type Shift = { value: number; of: string[] }

/**
 * What has moved on a page by itself while it was read from top to bottom, on a screen and on a phone; what is in frames is not the page's. The script
 * comes when the page has long been painted, as it does over a slow line.
 */
export async function readShifts(browser: Browser, page: string, watchMs: number): Promise<Shift[]> {
  const found: Shift[] = []
  for (const screen of [DESK, PHONE]) {
    const context = await browser.newContext(screen)
    try {
      const opened = await context.newPage()
      await opened.addInitScript(observeShifts)
      await context.route(SCRIPT, async (route) => {
        await sleep(SLOW_SCRIPT_MS)
        await route.continue()
      })
      await opened.goto(page, { waitUntil: 'load' })
      await allShown(opened, true)
      await opened.waitForTimeout(watchMs + SETTLE_MS)
      found.push(...(await opened.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts)))
    } finally {
      await context.close()
    }
  }
  return found
}

function observeShifts(): void {
  if (window !== window.top) return
  type Entry = PerformanceEntry & { value: number; sources: { node: Node | null }[] }
  const shifts: Shift[] = []
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries() as Entry[])
      shifts.push({
        value,
        of: sources.map(({ node }) => (node instanceof Element ? node.localName : `${node?.nodeName}`)),
      })
  }).observe({ type: 'layout-shift', buffered: true })
  Object.assign(window, { shifts })
}

/** How many sockets a page opens for its elements once all of them are shown, and how many times it asks for facts. */
export async function countSockets(
  browser: Browser,
  page: string,
): Promise<{ sockets: number; facts: number; shown: number }> {
  const context = await browser.newContext({ ...DESK, viewport: { width: 1_280, height: 12_000 } })
  try {
    const opened = await context.newPage()
    let [sockets, facts] = [0, 0]
    opened.on('websocket', () => void sockets++)
    opened.on('request', (request) => void (new URL(request.url()).pathname.endsWith('.json') && facts++))
    await opened.goto(page, { waitUntil: 'load' })
    const shown = await allShown(opened, false)
    // Whoever opens one does so when it is shown, and a second one no later than the first has been answered.
    await opened.waitForTimeout(SETTLE_MS * 3)
    return { sockets, facts, shown }
  } finally {
    await context.close()
  }
}

/** Goes to each element in turn, as a reader does, and waits until it has words; how many there are. */
async function allShown(page: Page, scrolling: boolean): Promise<number> {
  const embeds = page.locator('brusio-widget, iframe')
  const count = await embeds.count()
  for (let i = 0; i < count; i++) {
    if (scrolling) await embeds.nth(i).scrollIntoViewIfNeeded()
    await page.waitForFunction(
      (at) => {
        const embed = document.querySelectorAll('brusio-widget, iframe')[at]
        return embed instanceof HTMLIFrameElement || embed?.shadowRoot?.querySelector('svg') != null
      },
      i,
      { timeout: SHOWN_MS },
    )
    if (scrolling) await page.waitForTimeout(SETTLE_MS / 3)
  }
  return count
}
