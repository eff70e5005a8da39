import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { SLOT_MS } from '../shared/time.ts'
import { became, NOTHING, storedBy, useReportSite } from '../server/test/report-site.ts'

const site = useReportSite()
const focused = (page: Page) => page.evaluate(() => document.activeElement?.className ?? '')

/** Tab until what has the focus fits. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector)) return
  }
  throw new Error(`Tab does not come to ${selector}`)
}

describe('a press', () => {
  it('is made with the keyboard alone on a phone, told what became of it, and given its details', async () => {
    const watching = await site.visit('/en/p/libero-mail')
    await watching.page.waitForLoadState('networkidle')
    const { page, complaints } = await site.visit('/it/p/libero-mail', { viewport: { width: 320, height: 640 } })
    await tabTo(page, '.report summary')
    await page.keyboard.press('Enter')
    await tabTo(page, 'button[value=cannot-receive]')
    await page.keyboard.press('Enter')
    await became(page, 'counted')
    expect(await page.locator('.became').textContent()).toContain('Contata.')
    expect(await focused(page)).toBe('receipt')
    expect(await page.locator('.became').isVisible()).toBe(true)
    // What this browser runs on is filled in, and can be corrected; where it is, nobody guesses.
    expect(await page.locator('[name=device]').inputValue()).toBe('android')
    expect(await page.locator('[name=region]').inputValue()).toBe('')
    await tabTo(page, '[name=component]')
    await page.keyboard.press('ArrowDown')
    await tabTo(page, '[name=device]')
    await page.keyboard.press('w')
    await tabTo(page, '[name=began]')
    await page.keyboard.press('End')
    await tabTo(page, '[name=region]')
    await page.keyboard.type('Lomb')
    await tabTo(page, '.details button')
    await page.keyboard.press('Enter')
    await became(page, 'detailed')
    expect(await focused(page)).toBe('receipt')
    const [component] = site.server.directory.bySlug('libero-mail')?.components ?? []
    expect(await site.voicesOf('libero-mail')).toEqual([
      {
        answer: 'problem',
        problem: 'cannot-receive',
        component: component?.slug,
        device: 'web',
        region: 'IT-25',
        began: 'longer',
      },
    ])
    await expect
      .poll(() => watching.page.locator('[data-part=numbers]').first().textContent(), { timeout: 30_000 })
      .toMatch(/^1 report in the last 15 minutes/)
    expect(complaints.concat(watching.complaints)).toEqual([])
  })

  it('stores nothing before, and nothing after when it was delivered', async () => {
    const { page, context } = await site.visit('/en/p/libero-mail')
    await page.waitForLoadState('networkidle')
    expect(await storedBy(page)).toEqual(NOTHING)
    await page.click('text=Works for me')
    await became(page, 'counted')
    expect(await storedBy(page)).toEqual(NOTHING)
    expect(await context.cookies()).toEqual([])
  })

  it('keeps the first answer of a half hour, says so, and from when another counts', async () => {
    const { page, complaints } = await site.visit('/en/p/fastweb')
    await page.click('text=Works for me')
    await became(page, 'counted')
    expect(await page.locator('[data-choice=began]').isHidden()).toBe(true)
    await page.click('summary:has-text("I have a problem")')
    await page.click('button[value=slow]')
    await became(page, 'changed')
    expect(await page.locator('.became').textContent()).toMatch(
      /the first answer stands\. A new answer will count from 08:30/,
    )
    expect(await page.locator('.details').isHidden()).toBe(true)
    expect(complaints).toEqual([])
  })

  it('asks nobody abroad for a region of Italy', async () => {
    const { page } = await site.visit('/en/p/libero-mail', { extraHTTPHeaders: { 'x-forwarded-for': '193.99.144.80' } })
    await page.click('text=Works for me')
    await became(page, 'counted')
    expect(await page.locator('[data-choice=device]').isVisible()).toBe(true)
    expect(await page.locator('[data-choice=region]').isHidden()).toBe(true)
  })

  it('is sent again when something else than the server answered, and the buttons are free afterwards', async () => {
    const { page, complaints } = await site.visit('/en/p/libero-mail')
    let answers = 0
    await page.route('**/api/v1/reports', (route) =>
      ++answers === 1 ? route.fulfill({ status: 200, body: '<p>Accept our terms' }) : route.continue(),
    )
    await page.click('text=Works for me')
    await became(page, 'counted')
    expect(answers).toBe(2)
    await page.click('text=Works for me')
    await became(page, 'repeat')
    expect(complaints).toEqual([])
  })
})

describe('while an incident is open', () => {
  it('asks who reported in this visit, after the half hour, whether it goes on or is over', async () => {
    const { page, complaints } = await site.visit('/en/p/tim')
    await page.click('summary:has-text("I have a problem")')
    await page.click('button[value=no-internet]')
    await became(page, 'counted')
    const renewal = page.locator('.renewal')
    expect(await renewal.isHidden()).toBe(true)
    site.putForward(SLOT_MS)
    await renewal.waitFor({ state: 'visible', timeout: 60_000 })
    await page.click('text=Still a problem')
    await became(page, 'counted')
    await renewal.waitFor({ state: 'hidden' })
    // What was wrong is said again with it.
    expect((await site.reportsWith('no-internet')).map(({ outcome }) => outcome)).toEqual(['counted', 'counted'])
    site.putForward(SLOT_MS)
    await renewal.waitFor({ state: 'visible', timeout: 60_000 })
    await page.click('text=It works again')
    await became(page, 'counted')
    await renewal.waitFor({ state: 'hidden' })
    expect((await site.voicesOf('tim')).map(({ answer }) => answer).slice(-3)).toEqual(['problem', 'problem', 'works'])
    expect(await storedBy(page)).toEqual(NOTHING)
    expect(complaints).toEqual([])
  })

  it('says how many of those who answered it works for, once five have', async () => {
    const press = (answer: string) =>
      fetch(`${site.server.url}/api/v1/reports`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': site.newAddress() },
        body: JSON.stringify({ provider: 'fastweb', answer }),
      })
    site.putForward(SLOT_MS)
    const { page } = await site.visit('/en/p/fastweb')
    await page.waitForLoadState('networkidle')
    expect(await page.locator('.share').isHidden()).toBe(true)
    await Promise.all(['works', 'problem', 'problem', 'problem', 'problem'].map(press))
    await page.locator('.share').waitFor({ state: 'visible', timeout: 60_000 })
    expect(await page.locator('.share').textContent()).toBe(
      'So say 20 % of those who answered here in the last 15 minutes.',
    )
  })
})
