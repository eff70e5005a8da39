import type { Frame, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { useReportSite } from '../server/test/report-site.ts'
import { barriersIn, useSecondOrigin } from '../server/test/second-origin.ts'

const site = useReportSite()
const theirs = useSecondOrigin(site)

/** What a newspaper that trusts nobody lets a frame do. */
const SANDBOX = 'sandbox="allow-scripts"'
/** A loader of theirs: makes the frame as high as it says, and keeps all that was said. */
const LOADER = `<script>
  window.told = []
  addEventListener('message', ({ data, source }) => {
    told.push(data)
    const frame = document.querySelector('iframe')
    if (frame.contentWindow === source && data.sentinel === 'amp') frame.height = data.height
  })
</script>`
const frame = (address: string, attributes = SANDBOX) =>
  `<iframe src="${site.server.url}/embed/${address}" width="320" height="60" style="border:0" ${attributes}></iframe>`

// A header of the test's own would make every request of a page from nowhere one that is asked about first.
const open = (address: string, attributes?: string, options = {}) =>
  theirs.open(frame(address, attributes), { head: LOADER, options: { extraHTTPHeaders: {}, ...options } })
const inside = async (page: Page): Promise<Frame> => {
  await expect.poll(() => page.frames().length).toBe(2)
  const [, found] = page.frames()
  await found!.waitForSelector('main')
  return found!
}
const told = (page: Page) => page.evaluate(() => (window as unknown as { told: unknown[] }).told)
const heightOf = (found: Frame) =>
  found.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height))

describe('a frame in a sandbox of another site', () => {
  it('becomes as high as it is, says so to AMP and to Pym, and comes to rest', async () => {
    const reader = await open(
      'tim?lang=it&report=1&childId=brusio-1&initialWidth=320&parentUrl=https%3A%2F%2Fgiornale.example%2F',
    )
    const found = await inside(reader.page)
    const height = await heightOf(found)
    expect(height).toBeGreaterThan(200)
    await expect.poll(() => told(reader.page)).toContainEqual({ sentinel: 'amp', type: 'embed-size', height })
    expect(await told(reader.page)).toContain(`pymxPYMxbrusio-1xPYMxheightxPYMx${height}`)
    expect(await reader.page.locator('iframe').getAttribute('height')).toBe(String(height))
    expect(await found.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true)

    await found.click('summary')
    const opened = await heightOf(found)
    expect(opened).toBeGreaterThan(height)
    await expect.poll(() => reader.page.locator('iframe').getAttribute('height')).toBe(String(opened))
    await reader.page.evaluate(() => document.querySelector('iframe')!.setAttribute('width', '240'))
    await expect.poll(() => heightOf(found)).not.toBe(opened)
    const narrow = await heightOf(found)
    await expect.poll(() => reader.page.locator('iframe').getAttribute('height')).toBe(String(narrow))
    expect(await found.evaluate(() => document.documentElement.scrollWidth)).toBe(240)
    // Each height once in either form: what the frame becomes makes it say nothing more.
    const said = (await told(reader.page)).filter((one) => typeof one === 'string')
    expect(new Set(said).size).toBe(said.length)
    expect(reader.complaints).toEqual([])
  })

  it('says it again to a loader that came later, and nothing to Pym where Pym has not named it', async () => {
    const reader = await open('tim?lang=en&childId=late')
    const found = await inside(reader.page)
    await expect.poll(async () => (await told(reader.page)).length).toBeGreaterThan(1)
    await reader.page.evaluate(() => {
      ;(window as unknown as { told: unknown[] }).told = []
      document.querySelector('iframe')!.contentWindow!.postMessage('pymxPYMxlatexPYMxwidthxPYMx320', '*')
    })
    await expect.poll(() => told(reader.page)).toContain(`pymxPYMxlatexPYMxheightxPYMx${await heightOf(found)}`)
    const other = await open('tim?lang=en')
    await inside(other.page)
    await expect.poll(async () => (await told(other.page)).length).toBeGreaterThan(0)
    expect((await told(other.page)).filter((one) => typeof one === 'string')).toEqual([])
  })

  it('takes a press, and tells whose page it stood in', async () => {
    const reader = await open('fastweb?lang=it&report=1')
    const found = await inside(reader.page)
    await found.click('summary')
    await found.click('button[value=no-internet]')
    await expect.poll(() => found.locator('.became').textContent()).toContain('Contata.')
    expect(await found.locator('.answers').count()).toBe(0)
    expect(await site.voicesOf('fastweb')).toMatchObject([{ answer: 'problem', problem: 'no-internet' }])
    const [row] = await site.db.sql<{ via: string; referrer_host: string }[]>`
      select via, referrer_host from reports where problem = 'no-internet'`
    expect(row).toEqual({ via: 'widget', referrer_host: 'localhost' })
    expect([...reader.complaints, ...reader.cookies, ...reader.strangers()]).toEqual([])
    expect(await theirs.stored(reader)).toEqual([])
  })

  it('claims nothing of a press that could not be sent', async () => {
    const reader = await open('tim?lang=en&report=1')
    const found = await inside(reader.page)
    await reader.page.route('**/api/v1/reports', (route) =>
      route.fulfill({ status: 429, headers: { 'access-control-allow-origin': '*' } }),
    )
    await found.click('.works button')
    await expect.poll(() => found.locator('.became').textContent()).toContain('Not counted.')
    expect(await found.locator('.answers').count()).toBe(1)
  })

  it('has no barrier in either theme, and is as dark as it was asked to be', async () => {
    const ground = (found: Frame) => found.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const grounds = []
    for (const [theme, colorScheme] of [
      ['dark', 'light'],
      ['auto', 'dark'],
      ['light', 'dark'],
      ['auto', 'light'],
    ] as const) {
      const reader = await open(`tim?lang=it&report=1&theme=${theme}`, SANDBOX, { colorScheme })
      const found = await inside(reader.page)
      grounds.push(await ground(found))
      expect(reader.complaints).toEqual([])
      expect(await barriersIn(found), `${theme} ${colorScheme}`).toEqual([])
      await reader.context.close()
    }
    expect(grounds).toEqual(['rgb(16, 26, 38)', 'rgb(16, 26, 38)', 'rgb(250, 246, 238)', 'rgb(250, 246, 238)'])
  })
})

describe('a frame without script', () => {
  it('shows all there is, and takes a press in a page of ours', async () => {
    const reader = await open('libero-mail?lang=it&report=1', '', { javaScriptEnabled: false })
    const found = reader.page.frameLocator('iframe')
    expect(await found.locator('h1').innerText()).toContain('Libero Mail')
    expect(await found.locator('.foot').innerText()).toContain('fonte: Brusio')
    await found.locator('summary').click()
    const [tab] = await Promise.all([
      reader.context.waitForEvent('page'),
      found.locator('button[value=cannot-send]').click(),
    ])
    await tab.waitForURL(/\/it\/p\/libero-mail\/report\?reported=counted/)
    expect(await site.voicesOf('libero-mail')).toMatchObject([{ problem: 'cannot-send' }])
  })
})
