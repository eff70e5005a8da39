import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { pathIn } from '../server/test/site-pages.ts'
import { useStorySite } from '../server/test/story-site.ts'
import { LANGS } from './locales/language.ts'

const site = useStorySite()
const PATIENCE_MS = 180_000

/** More than these and the keyboard's way through a page would be too long for anybody. */
const MOST_STOPS = 250
/** What can be gone to by keyboard, of what can be seen. */
const STOPS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'

it(
  'is readable to somebody whose browser runs no script',
  async () => {
    const context = await site.browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
    const page = await context.newPage()
    const found: string[] = []
    for (const lang of LANGS) {
      for (const one of site.pages) {
        const response = await page.goto(site.server.url + pathIn(lang, one))
        const said = (text: string) => found.push(`${one.name} ${lang}: ${text}`)
        if (response?.status() !== one.status) said(`is answered with ${response?.status()}`)
        if (!(await page.locator('h1').first().isVisible())) said('has no heading')
        if ((await page.locator('main').innerText()).length < 40) said('says nothing')
        const empty = page.locator('main :is(h2, h3, li, p, dd, figcaption):visible:empty')
        if ((await empty.count()) > 0) said(`has an empty ${await empty.first().evaluate((e) => e.outerHTML)}`)
        // What only a script can do is not offered by those who have none.
        const dead = page.locator('main button:visible:not(form button, [type=submit])')
        if ((await dead.count()) > 0) said(`offers a dead ${await dead.first().evaluate((e) => e.outerHTML)}`)
      }
    }
    await context.close()
    expect(found).toEqual([])
  },
  PATIENCE_MS,
)

it(
  'can be gone through by keyboard, every stop in sight and marked, from a link that skips to the main part',
  async () => {
    const context = await site.browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' })
    const page = await context.newPage()
    // What comes in between two presses moves what is below it.
    await page.routeWebSocket(/live$/, () => {})
    const found: string[] = []
    // An invented newspaper's pages are not ours to be gone through: what of ours is in them has tests of its own.
    const ours = site.pages.filter(({ isFrame, name }) => !isFrame && !name.startsWith('example-'))
    for (const one of ours) {
      await page.goto(site.server.url + pathIn('en', one))
      await page.waitForLoadState('networkidle')
      found.push(...(await goThrough(page)).map((text) => `${one.name}: ${text}`))
    }
    await context.close()
    expect(found).toEqual([])
  },
  PATIENCE_MS,
)

async function goThrough(page: Page): Promise<string[]> {
  const wrong: string[] = []
  const wanted = await page.evaluate((selector) => {
    const isSeen = (one: Element) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(':disabled')
    const all = [...document.querySelectorAll(selector)].filter(isSeen)
    for (const [i, one] of all.entries()) one.setAttribute('data-stop', String(i))
    return all.map((one) => one.outerHTML.slice(0, 120))
  }, STOPS)
  const reached = new Set<number>()
  for (let presses = 0; presses < Math.min(MOST_STOPS, wanted.length + 5); presses += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(readStop, STOPS)
    if (stop === null) break
    if (presses === 0 && stop.href !== '#main') wrong.push('begins with another link than the one that skips')
    // What comes into sight on the way is a stop that was not seen at first.
    if (stop.index !== null) reached.add(stop.index)
    if (stop.isEmbed) continue
    if (!stop.isKnown) wrong.push(`stops at ${stop.html}`)
    if (!stop.isMarked) wrong.push(`does not mark ${stop.html}`)
    if (!stop.isInSight) wrong.push(`hides ${stop.html}`)
  }
  if (wanted.length > MOST_STOPS) wrong.push(`has ${wanted.length} stops`)
  const left = wanted.filter((_, i) => !reached.has(i))
  // Of radio buttons only one is a stop.
  wrong.push(...left.filter((html) => !html.includes('type="radio"')).map((html) => `never comes to ${html}`))
  return wrong
}

/** Runs in the page: where the keyboard is; null: back at the beginning. */
function readStop(selector: string) {
  const one = document.activeElement
  if (one === null || one === document.body) return null
  // A field and its button may be framed as one.
  const marked = [one, one.closest(':is(form, search, label):focus-within')].map(
    (each) => each && getComputedStyle(each),
  )
  const isOutlined = (style: CSSStyleDeclaration) =>
    style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2
  const { top, bottom, left, right, width, height } = one.getBoundingClientRect()
  // Of a field of several lines the browser brings the caret into sight.
  const end = one.matches('textarea') ? Math.min(bottom, top + 24) : bottom
  const isOver = top >= -1 && left >= -1 && end <= innerHeight + 1 && right <= innerWidth + 1
  return {
    index: one.hasAttribute('data-stop') ? Number(one.getAttribute('data-stop')) : null,
    href: one.getAttribute('href'),
    html: one.outerHTML.slice(0, 120),
    isKnown: one.matches(selector),
    // What is in it has its own stops, and its own marks.
    isEmbed: one.matches('iframe, brusio-widget, input[type=datetime-local]'),
    isMarked: marked.some((style) => style && (isOutlined(style) || style.boxShadow !== 'none')),
    // What is larger than the screen cannot be seen whole.
    isInSight: width > 0 && height > 0 && (isOver || height > innerHeight || width > innerWidth),
  }
}

it('skips to the main part', async () => {
  const context = await site.browser.newContext()
  const page = await context.newPage()
  await page.goto(`${site.server.url}/en/p/libero-mail`)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  const isWithin = () => document.activeElement?.closest('main') !== null && document.activeElement !== document.body
  expect(await page.evaluate(isWithin)).toBe(true)
  await context.close()
})
