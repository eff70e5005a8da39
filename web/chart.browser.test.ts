import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../shared/time.ts'
import { createReplayClock } from '../server/clock.ts'
import type { RunningServer } from '../server/main.ts'
import { importMinutes } from '../server/store/import.ts'
import { openBrowser } from '../server/test/browser.ts'
import { useTestDb } from '../server/test/db.ts'
import { aRunningServer } from '../server/test/running-server.ts'

const START = Date.UTC(2026, 0, 13, 7)
const HISTORY_MS = 15 * DAY_MS

const test = useTestDb()
let server: RunningServer
let clock: ReturnType<typeof createReplayClock>
let browser: Browser
let closeBrowser: () => Promise<void>

beforeAll(async () => {
  clock = createReplayClock({ startAt: START, speed: 1, mode: 'replay' })
  server = await aRunningServer(test.connection, {
    clock,
    async prepare(db, directory) {
      const providerId = directory.bySlug('libero-mail')?.id ?? 0
      const hours = Array.from({ length: HISTORY_MS / HOUR_MS }, (_, i) => START - HISTORY_MS + i * HOUR_MS)
      const rows = hours.map((hour, i) => ({ providerId, minute: hour + 30 * MINUTE_MS, problems: 1 + (i % 2) }))
      // Ten hours before the start we were away for two.
      await importMinutes(db, rows, START - HISTORY_MS, START)
      await db.sql`delete from heartbeats where minute >= ${START - 10 * HOUR_MS}::timestamptz
        and minute < ${START - 8 * HOUR_MS}::timestamptz`
    },
  })
  await vi.waitUntil(() => server.detector.judgedUntil !== undefined, { timeout: 60_000 })
  clock.start()
  const opened = await openBrowser(inject('browserFiles'))
  browser = opened.browser
  closeBrowser = () => opened.close()
})
afterAll(async () => {
  await closeBrowser?.()
  await server?.close()
})

async function visit(path: string, options: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Rome', ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(server.url + path)
  await page.waitForSelector('brusio-chart canvas')
  return { page, complaints }
}

const chartOf = (page: Page) => page.getByRole('slider')
const said = (page: Page) => chartOf(page).getAttribute('aria-valuetext')
const numbersOf = (page: Page) => page.locator('[data-part=numbers]').first().textContent()
const shownState = (page: Page) => page.locator('[data-part=live-state]').textContent()

/** Voices of the open minute, as if so many had pressed. */
async function press(problems: number): Promise<void> {
  const { id = 0 } = server.directory.bySlug('libero-mail') ?? {}
  await test.db.sql`insert into report_counts_minute (bucket_start, provider_id, facet, value, reports, problems, works)
    values (date_trunc('minute', ${clock.now()}::timestamptz), ${id}, 'all', '', ${problems}, ${problems}, 0)
    on conflict (provider_id, bucket_start, facet, value) do update
      set reports = report_counts_minute.reports + ${problems}, problems = report_counts_minute.problems + ${problems}`
}

describe('the chart by keyboard', () => {
  it('is one stop, moved on by bucket, by ten, and to either end, and lets go at Escape', async () => {
    const { page, complaints } = await visit('/en/p/libero-mail')
    await page.locator('.ranges a').last().focus()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('canvas')
    expect(await said(page)).toMatch(/^Between 08:00 and 08:15 \(so far\): /)
    const tip = page.locator('.chart-tip')
    expect(await tip.isVisible()).toBe(true)
    await page.keyboard.press('ArrowLeft')
    expect(await said(page)).toMatch(/^Between 07:45 and 08:00: /)
    await page.keyboard.press('PageDown')
    expect(await said(page)).toMatch(/^Between 05:15 and 05:30: /)
    expect(await tip.innerText()).toMatch(/^Between 05:15 and 05:30:/)
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowLeft')
    expect(await said(page)).toMatch(/^Between 08:15 and 08:30: /)
    expect(await chartOf(page).getAttribute('aria-valuenow')).toBe('0')
    await page.keyboard.press('End')
    expect(await chartOf(page).getAttribute('aria-valuenow')).toBe(await chartOf(page).getAttribute('aria-valuemax'))
    await page.keyboard.press('Escape')
    expect(await tip.isVisible()).toBe(false)
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('canvas')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.localName)).not.toBe('canvas')
    expect(complaints).toEqual([])
  })

  it('says of a gap that it is one, and shows it', async () => {
    const { page } = await visit('/en/p/libero-mail')
    expect(await page.locator('.key.gaps').innerText()).toBe('not listening')
    await chartOf(page).focus()
    for (let i = 0; i < 4; i++) await page.keyboard.press('PageDown')
    // 08:00 less forty quarters.
    expect(await said(page)).toBe('Between 22:00 and 22:15: We were not listening.')
  })

  it('says nothing by itself when data comes', async () => {
    const { page } = await visit('/en/p/libero-mail')
    await chartOf(page).focus()
    const [before, numbers] = [await said(page), await numbersOf(page)]
    await press(3)
    await expect.poll(() => numbersOf(page), { timeout: 20_000 }).not.toBe(numbers)
    // The words beside the bucket follow; what a screen reader says waits until its user moves.
    await expect.poll(() => page.locator('.chart-tip').innerText(), { timeout: 10_000 }).toContain('3 reports')
    expect(await said(page)).toBe(before)
    await page.keyboard.press('End')
    expect(await said(page)).not.toBe(before)
    const live = await page.evaluate(() =>
      [...document.querySelectorAll('[aria-live], [role=status]')]
        .filter((e) => e.checkVisibility())
        .map((e) => e.textContent),
    )
    expect(live.join('').trim()).toBe('')
  })
})

describe('a chart that moves', () => {
  it('stands still while its reader wants it to, and catches up', async () => {
    const { page, complaints } = await visit('/en/p/libero-mail')
    await expect.poll(() => shownState(page), { timeout: 20_000 }).toMatch(/^Live, updated/)
    await page.click('[data-part=pause]')
    const [state, numbers] = [await shownState(page), await numbersOf(page)]
    expect(state).toMatch(/^Paused: numbers of \d\d:\d\d:\d\d$/)
    await press(4)
    const watcher = await visit('/en/p/libero-mail')
    await expect.poll(() => numbersOf(watcher.page), { timeout: 20_000 }).not.toBe(numbers)
    await expect.poll(() => shownState(watcher.page), { timeout: 20_000 }).toMatch(/^Live/)
    expect(await numbersOf(page)).toBe(numbers)
    expect(await shownState(page)).toBe(state)
    await page.click('[data-part=pause]')
    await expect.poll(() => numbersOf(page), { timeout: 20_000 }).not.toBe(numbers)
    expect(await shownState(page)).toMatch(/^Live/)
    expect(complaints).toEqual([])
  })

  it('counts by the second what comes while one looks', async () => {
    const { page } = await visit('/en/p/libero-mail')
    await expect
      .poll(() => page.locator('[data-part=pulse]').textContent(), { timeout: 20_000 })
      .toMatch(/^0 reports in the last \d+ s$/)
    await press(5)
    await expect
      .poll(() => page.locator('[data-part=pulse]').textContent(), { timeout: 20_000 })
      .toMatch(/^5 reports in the last \d+ s$/)
  })

  it('tells those who do not see it of a new state, once', async () => {
    const { page } = await visit('/en/p/libero-mail')
    await expect.poll(() => shownState(page), { timeout: 20_000 }).toMatch(/^Live/)
    const { id = 0 } = server.directory.bySlug('libero-mail') ?? {}
    const status = page.locator('.heard-only[role=status]')
    expect(await status.textContent()).toBe('')
    await test.db.sql`update detector_states set state = 'unknown' where provider_id = ${id}`
    await expect.poll(() => status.textContent(), { timeout: 30_000 }).toBe('Not enough data.')
  })
})

describe('the ranges', () => {
  it('change in place: what is scrolled to and focused stays, nothing jumps, and the address says it', async () => {
    const { page, complaints } = await visit('/en/p/libero-mail', { viewport: { width: 390, height: 700 } })
    await expect.poll(() => shownState(page), { timeout: 20_000 }).toMatch(/^Live/)
    await page.evaluate(() => {
      Object.assign(window, { sameDocument: true, shifts: 0 })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          Object.assign(window, {
            shifts:
              (window as never as { shifts: number }).shifts +
              ((entry as never as { hadRecentInput: boolean }).hadRecentInput
                ? 0
                : (entry as never as { value: number }).value),
          })
      }).observe({ type: 'layout-shift' })
    })
    for (const [name, range] of [
      ['30 days', '30d'],
      ['1 year', '1y'],
      ['1 hour', '1h'],
      ['7 days', '7d'],
    ] as const) {
      const link = page.getByRole('link', { name, exact: true })
      await link.focus()
      const top = await page.evaluate(() => scrollY)
      await page.keyboard.press('Enter')
      await expect.poll(() => new URL(page.url()).search).toBe(`?range=${range}`)
      expect(await link.getAttribute('aria-current')).toBe('true')
      expect(await page.locator('.ranges [aria-current]').count()).toBe(1)
      expect(await page.evaluate(() => [document.activeElement?.textContent, scrollY])).toEqual([name, top])
    }
    expect(await chartOf(page).getAttribute('aria-label')).toContain('in the last 7 days')
    await page.click('details.table summary')
    await expect.poll(() => page.locator('details.table tbody tr').count()).toBe(168)
    // What the reader asked for may move what is below it; nothing else may move.
    expect(await page.evaluate(() => 'sameDocument' in window && (window as never as { shifts: number }).shifts)).toBe(
      0,
    )
    expect(complaints).toEqual([])
  })

  it('are links where there is no script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${server.url}/en/p/libero-mail`)
    await page.getByRole('link', { name: '1 year' }).click()
    expect(new URL(page.url()).search).toBe('?range=1y')
    await page.click('details.table summary')
    expect(await page.locator('details.table tbody tr').count()).toBe(365)
    expect(await page.locator('.chart-gap-label').textContent()).toBe('not listening')
  })
})
