import type { Page } from 'playwright-core'

/**
 * Somebody who uses a provider's page while it is being updated: the chart by key, the ranges, the form. `lookMs`: between one press and the next a
 * reader looks at what it did.
 */
export async function readProvider(page: Page, lookMs: number): Promise<void> {
  await keysOnChart(page, lookMs)
  await switchRanges(page, lookMs)
  await keysOnChart(page, lookMs)
  await openForm(page, lookMs)
}

/** Somebody who leaves the page open and scrolls through it. */
export async function readQuietly(page: Page, lookMs: number, ms: number): Promise<void> {
  const until = Date.now() + ms
  while (Date.now() < until) {
    await page.mouse.wheel(0, 200)
    await page.waitForTimeout(lookMs * 2)
  }
}

async function keysOnChart(page: Page, lookMs: number): Promise<void> {
  const chart = page.locator('brusio-chart')
  await chart.scrollIntoViewIfNeeded()
  const isFocused = await chart.evaluate((plot) => {
    const held = plot.matches('[tabindex]') ? plot : plot.querySelector('[tabindex]')
    if (held instanceof HTMLElement) held.focus()
    return held !== null
  })
  // A chart that takes no keys is still pressed by hand.
  if (!isFocused) await chart.tap()
  for (const key of [
    'ArrowLeft',
    'ArrowLeft',
    'ArrowRight',
    'PageUp',
    'Home',
    'ArrowRight',
    'End',
    'ArrowLeft',
    'Escape',
  ]) {
    await page.keyboard.press(key)
    await page.waitForTimeout(lookMs)
  }
  await chart.tap()
  await page.waitForTimeout(lookMs)
}

async function switchRanges(page: Page, lookMs: number): Promise<void> {
  const count = await page.locator('.ranges a, .ranges button').count()
  for (const i of [...Array(count).keys(), 0]) {
    await page.locator('.ranges a, .ranges button').nth(i).tap()
    await page.waitForLoadState('load')
    await page.waitForTimeout(lookMs * 4)
  }
}

async function openForm(page: Page, lookMs: number): Promise<void> {
  const summary = page.locator('brusio-report summary').first()
  for (let turn = 0; turn < 3; turn++) {
    await summary.tap()
    await page.waitForTimeout(lookMs * 2)
  }
  await page.keyboard.press('Tab')
  await page.waitForTimeout(lookMs)
  await page.keyboard.press('Tab')
  await page.waitForTimeout(lookMs)
}
