import { beforeAll, expect, it } from 'vitest'
import { choose, embedHost } from '../server/test/host-snippets.ts'
import { useReportSite } from '../server/test/report-site.ts'
import { useSecondOrigin } from '../server/test/second-origin.ts'
import { until } from '../server/test/until.ts'
import { elementTag, frameTag, scriptTag, type EmbedHost } from './embed-code.ts'

const site = useReportSite()
const theirs = useSecondOrigin(site)
let host: EmbedHost
beforeAll(() => {
  host = embedHost(site.server.url)
})
const element = (slug: string, more = {}) => scriptTag(host) + elementTag(choose(slug, more), host)

/** What a page can do to whatever stands in it. */
const HOSTILE_STYLE = `<style>
* { all: unset !important; color: #f00 !important; font: 5px/1 cursive !important; letter-spacing: 2em !important }
*::before, *::after { content: 'x' !important }
p, div, span, svg, path, a, button { display: none !important; visibility: hidden !important; position: fixed !important }
brusio-widget { display: block !important; color: #f00; font-size: 4px; text-transform: uppercase; line-height: 9; direction: rtl; visibility: visible !important }
body, main, html { display: block !important }
</style>`
/** Its own text grows with its width. */
const SAME_WIDTH = '<style>brusio-widget { width: 340px !important }</style>'

/** How an element looks: what is visible, how large, in which colour. Runs in the page. */
const readLook = (tag: string) => {
  const root = document.querySelector(tag)!.shadowRoot!
  return [...root.querySelectorAll('p, a, button, svg')].map((one) => {
    const { color, fontSize, fontFamily, letterSpacing, textTransform, direction, display, visibility, lineHeight } =
      getComputedStyle(one)
    return [
      one.localName,
      color,
      fontSize,
      fontFamily,
      letterSpacing,
      textTransform,
      direction,
      display,
      visibility,
      lineHeight,
    ]
  })
}

it('looks the same under a hostile style sheet', async () => {
  const looks = []
  for (const head of ['', HOSTILE_STYLE]) {
    const reader = await theirs.open(element('tim', { report: true }), { head: `${head}${SAME_WIDTH}` })
    await reader.page.locator('brusio-widget .plot').waitFor({ state: 'attached' })
    looks.push(await reader.page.evaluate(readLook, 'brusio-widget'))
    expect(await reader.page.locator('brusio-widget button').isVisible()).toBe(true)
    await reader.context.close()
  }
  expect(looks[0]!.length).toBeGreaterThan(4)
  expect(looks[1]).toEqual(looks[0])
})

it('is shown and live where the policy lets in our script, our answers and our socket only', async () => {
  const { origin } = new URL(site.server.url)
  const socket = origin.replace(/^http/, 'ws')
  const policy = `default-src 'none'; img-src data:; script-src ${origin}; connect-src ${origin} ${socket}; frame-src ${origin}; require-trusted-types-for 'script'`
  const frame = frameTag(choose('fastweb', { form: 'iframe' }), host)
  // The room is then kept by a rule in their own style sheet, as the guide says.
  const body = (element('tim', { report: true }) + frame).replace(/ style="[^"]*"/, '')
  const reader = await theirs.open(body, {
    headers: { 'content-security-policy': policy },
  })
  await reader.page.waitForSelector('brusio-widget .plot')
  await reader.page.frameLocator('iframe').locator('svg').first().waitFor()
  // One of the element, one of the frame.
  await until(() => reader.sockets.length === 2)
  expect(await reader.page.evaluate(() => (window as unknown as { broken: string[] }).broken)).toEqual([])
  expect(reader.complaints).toEqual([])
  const { display, borderTopStyle } = await reader.page.locator('brusio-widget .box').evaluate((box) => ({
    display: getComputedStyle(box).display,
    borderTopStyle: getComputedStyle(box).borderTopStyle,
  }))
  expect([display, borderTopStyle]).toEqual(['flex', 'solid'])
  await reader.context.close()
})

it('asks again and again where sockets are blocked', async () => {
  const reader = await theirs.open(element('tim'), {
    before: async (page) => {
      await page.clock.install()
      await page.addInitScript(() => {
        class Blocked extends EventTarget {
          readyState = 3
          constructor() {
            super()
            setTimeout(() => {
              for (const name of ['error', 'close']) {
                const event = new Event(name)
                this.dispatchEvent(event)
                ;(this as unknown as Record<string, ((event: Event) => void) | undefined>)[`on${name}`]?.(event)
              }
            })
          }
          send() {
            throw new DOMException('no', 'InvalidStateError')
          }
          close() {}
        }
        Object.assign(window, { WebSocket: Object.assign(Blocked, { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 }) })
      })
    },
  })
  const readings = () => reader.asked.filter((path) => path === '/embed/tim.json').length
  await reader.page.locator('brusio-widget .plot').waitFor({ state: 'attached' })
  expect(readings()).toBe(1)
  for (const wanted of [2, 3]) {
    await until(async () => {
      await reader.page.clock.runFor(10_000)
      return readings() >= wanted
    })
  }
  expect(reader.complaints).toEqual([])
  await reader.context.close()
})

it('leaves a link to the page where its script is blocked, and where there is none', async () => {
  const address = `${site.server.url}/it/p/tim`
  const blocked = await theirs.open(element('tim'), {
    before: (page) => page.route('**/widget*.js', (route) => route.abort()),
  })
  const without = await theirs.open(element('tim'), { options: { javaScriptEnabled: false } })
  for (const reader of [blocked, without]) {
    const link = reader.page.locator('brusio-widget a')
    expect(await link.isVisible()).toBe(true)
    expect(await link.getAttribute('href')).toBe(address)
    expect((await link.textContent())!.trim().length).toBeGreaterThan(10)
    expect([reader.sockets, reader.asked.filter((path) => path.endsWith('.json'))]).toEqual([[], []])
    await reader.context.close()
  }
})

it('stays a plain sentence and the link where nobody has what was asked for', async () => {
  const reader = await theirs.open(element('nessuno'))
  await until(() => reader.asked.includes('/embed/nessuno.json'))
  await reader.page.locator('brusio-widget .box', { hasText: 'disponibile' }).waitFor()
  const link = reader.page.locator('brusio-widget > a')
  expect(await link.isVisible()).toBe(true)
  await reader.context.close()
})
