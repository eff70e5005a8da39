import { describe, expect, it } from 'vitest'
import { MINUTE_MS } from '../shared/time.ts'
import { became, NOTHING, storedBy, useReportSite } from '../server/test/report-site.ts'

const site = useReportSite()

describe('without a line', () => {
  it('waits in the browser, and arrives as one report of its own time when a page of ours is opened again', async () => {
    const { page, context } = await site.visit('/en/p/libero-mail', { viewport: { width: 360, height: 640 } })
    // Not the browser's own switch: it goes back as a page closes, and the last try of that page would get through.
    await page.evaluate(() => (window.fetch = () => Promise.reject(new TypeError('no line'))))
    await page.click('summary:has-text("I have a problem")')
    await page.click('button[value=cannot-send]')
    await became(page, 'queued')
    expect(await page.locator('.became').textContent()).toContain('leaves when you open Brusio again')
    const { y = 0, height = 0 } = (await page.locator('.became').boundingBox()) ?? {}
    expect(y).toBeGreaterThanOrEqual(0)
    expect(Math.floor(y + height)).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0)
    const { local, ...rest } = await storedBy(page)
    expect(local).toEqual([expect.stringMatching(/^brusio\.queue\.[0-9a-f-]{36}$/)])
    expect({ ...rest, local: [] }).toEqual(NOTHING)
    await page.close()
    site.putForward(3 * MINUTE_MS)
    expect(await site.reportsWith('cannot-send')).toEqual([])

    const later = await context.newPage()
    await later.goto(`${site.server.url}/en/`)
    await later.waitForSelector('.queue-note[data-receipt=counted]')
    expect(await later.locator('.queue-note').textContent()).toContain('Libero Mail')
    expect(await storedBy(later)).toEqual(NOTHING)
    const rows = await site.reportsWith('cannot-send')
    expect(rows.map(({ outcome }) => outcome)).toEqual(['counted'])
    const [{ observed_at, received_at } = { observed_at: new Date(0), received_at: new Date(0) }] = rows
    expect(received_at.getTime() - observed_at.getTime()).toBeGreaterThanOrEqual(3 * MINUTE_MS)
  })

  it('leaves by itself when the line is back while the page is open', async () => {
    const { page, context } = await site.visit('/en/p/libero-mail')
    await context.setOffline(true)
    await page.click('summary:has-text("I have a problem")')
    await page.click('button[value=bounced]')
    await became(page, 'queued')
    await context.setOffline(false)
    await became(page, 'counted')
    expect(await storedBy(page)).toEqual(NOTHING)
    expect((await site.reportsWith('bounced')).map(({ outcome }) => outcome)).toEqual(['counted'])
  })

  it.each(['on its page', 'on a later one'])('can be discarded %s, and nothing of it is left', async (where) => {
    const { page, context } = await site.visit('/en/p/libero-mail')
    await context.route('**/api/v1/reports', (route) => route.abort())
    await page.click('summary:has-text("I have a problem")')
    await page.click('button[value=old-mail-missing]')
    await became(page, 'queued')
    if (where === 'on a later one') await page.goto(`${site.server.url}/en/p/tim/report`)
    await page.locator('text=Discard it').locator('visible=true').click()
    await page.waitForSelector('[data-receipt=discarded]')
    expect(await storedBy(page)).toEqual(NOTHING)
    await context.unroute('**/api/v1/reports')
    await page.goto(`${site.server.url}/en/`)
    await page.waitForLoadState('networkidle')
    expect(await page.locator('.queue-note').count()).toBe(0)
    expect(await site.reportsWith('old-mail-missing')).toEqual([])
  })

  it.each(['its own', 'another'])('that is discarded in %s tab is sent by none', async (where) => {
    const { page, context } = await site.visit('/en/p/libero-mail')
    await context.route('**/api/v1/reports', (route) => route.abort())
    await page.click('summary:has-text("I have a problem")')
    await page.click('button[value=cannot-open]')
    await became(page, 'queued')
    const other = await context.newPage()
    await other.goto(`${site.server.url}/en/`)
    await other.waitForSelector('.queue-note')
    const own = where === 'its own'
    await (own ? page : other).locator('text=Discard it').locator('visible=true').click()
    await Promise.all([page, other].map((tab) => tab.waitForSelector('[data-receipt=discarded]')))
    expect(await storedBy(page)).toEqual(NOTHING)
    await context.unroute('**/api/v1/reports')
    await other.reload()
    await other.waitForLoadState('networkidle')
    expect(await other.locator('.queue-note').count()).toBe(0)
    expect(await site.reportsWith('cannot-open')).toEqual([])
  })
})

describe('where nothing may be stored', () => {
  it.each([
    [
      'a browser that refuses',
      () =>
        Object.defineProperty(window, 'localStorage', {
          get() {
            throw new DOMException('no', 'SecurityError')
          },
        }),
    ],
    ['an app without storage', () => Object.defineProperty(window, 'localStorage', { value: null })],
  ])('%s reports all the same, and says that the press lives as long as its page', async (_, before) => {
    const { page, context, complaints } = await site.visit('/en/p/fastweb', {}, before)
    await page.waitForSelector('brusio-chart canvas')
    await context.route('**/api/v1/reports', (route) => route.abort())
    await page.click('summary:has-text("I have a problem")')
    await page.click('button[value=slow]')
    await became(page, 'offline')
    await context.unroute('**/api/v1/reports')
    await became(page, 'counted')
    expect(complaints.filter((text) => !text.includes('net::ERR_FAILED'))).toEqual([])
  })
})
