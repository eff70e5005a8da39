import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { build } from 'vite'
import { openBrowser } from '../server/test/browser.ts'
import type * as Swap from './elements/swap-parts.ts'

let page: Page
let close: () => Promise<void>
let script: string

beforeAll(async () => {
  const entry = 'web/elements/swap-parts.ts'
  const lib = { entry, name: 'swap', formats: ['iife' as const] }
  const built = await build({ configFile: false, logLevel: 'silent', build: { write: false, lib } })
  script = (Array.isArray(built) ? built : []).flatMap(({ output }) =>
    output.map((o) => ('code' in o ? o.code : '')),
  )[0]!
  const opened = await openBrowser(inject('browserFiles'))
  page = await opened.browser.newPage()
  close = () => opened.close()
})
afterAll(() => close?.())
beforeEach(() => page.goto('about:blank'))

const aDocument = (n: number, more = '') => `<main><div id="a"><p>${n} reports</p>
  <details><summary>12 probes answer</summary><a href="/p/one">one</a></details>
  <details><summary>${n} tables</summary><a href="/p/two">two</a> <button>again</button></details>${more}</div>
  <div id="b"><p>at ${n}</p></div></main>`

/** Shows the first document, lets the reader do something, and swaps in the second. */
async function swapped(act: () => Promise<unknown> | undefined, next = aDocument(2)): Promise<void> {
  await page.setContent(aDocument(1))
  await page.addScriptTag({ content: script })
  await act()
  await page.evaluate((html) => {
    const { swapParts } = (window as unknown as { swap: typeof Swap }).swap
    const fresh = new DOMParser().parseFromString(html, 'text/html')
    const swap = () => swapParts(fresh, ['#a', '#b'], swap)
    swap()
  }, next)
}
const text = (selector: string) => page.locator(selector).textContent()
const focused = () => page.evaluate(() => document.activeElement?.outerHTML)

it('puts in what is new', async () => {
  await swapped(() => undefined)
  expect([await text('#a p'), await text('#b')]).toEqual(['2 reports', 'at 2'])
})

it('leaves open what the reader has opened, whatever its figures have become', async () => {
  await swapped(() => page.click('summary:has-text("tables")'))
  const states = page
    .locator('details')
    .evaluateAll((all) => all.map((details) => (details as HTMLDetailsElement).open))
  expect(await text('details[open] summary')).toBe('2 tables')
  expect(await states).toEqual([false, true])
})

it('leaves the focus where it is, on the same link, button or summary', async () => {
  await swapped(() => page.focus('summary:has-text("tables")'))
  expect(await focused()).toBe('<summary>2 tables</summary>')
  await swapped(async () => {
    await page.click('summary:has-text("tables")')
    await page.focus('[href="/p/two"]')
  })
  expect(await focused()).toBe('<a href="/p/two">two</a>')
})

it('gives the focus to nobody where it was elsewhere, or what had it is gone', async () => {
  await swapped(() => undefined)
  expect(await focused()).toContain('<body>')
  await swapped(() => page.focus('summary:has-text("probes")'), '<main><div id="a"><p>2</p></div></main>')
  expect(await focused()).toContain('<body>')
})

it('waits with what somebody has selected until it is no longer', async () => {
  await swapped(() => page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('#a p')!)))
  expect([await text('#a p'), await text('#b')]).toEqual(['1 reports', 'at 2'])
  expect(await page.evaluate(() => String(getSelection()))).toBe('1 reports')
  await page.evaluate(() => getSelection()?.removeAllRanges())
  await expect.poll(() => text('#a p')).toBe('2 reports')
})
