import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest'
import { createReplayClock } from '../server/clock.ts'
import type { RunningServer } from '../server/main.ts'
import { importMinutes } from '../server/store/import.ts'
import { openBrowser } from '../server/test/browser.ts'
import { useTestDb } from '../server/test/db.ts'
import { aRunningServer, press } from '../server/test/running-server.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../shared/time.ts'

const START = Date.UTC(2026, 0, 13, 7)
const test = useTestDb()
let server: RunningServer
let browser: Browser
let closeBrowser: () => Promise<void>

beforeAll(async () => {
  const clock = createReplayClock({ startAt: START, speed: 1, mode: 'replay' })
  server = await aRunningServer(test.connection, {
    clock,
    async prepare(db, directory) {
      const providerId = directory.bySlug('libero-mail')?.id ?? 0
      const minutes = Array.from({ length: 15 * 24 }, (_, i) => START - 15 * DAY_MS + i * HOUR_MS + 7 * MINUTE_MS)
      await importMinutes(
        db,
        [...minutes, START - 2 * MINUTE_MS].map((minute) => ({ providerId, minute, problems: 2 })),
        START - 15 * DAY_MS,
        START,
      )
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

async function visit(path: string): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ locale: 'en', timezoneId: 'America/New_York' })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(server.url + path)
  return { page, complaints }
}

const countOf = (page: Page) => page.locator('[data-slug=libero-mail] [data-part=count]').first().innerText()

it('leads by the key / to the search, shows what is found while one types, and goes there by arrow and Enter', async () => {
  const { page, complaints } = await visit('/en/')
  await page.keyboard.press('/')
  await page.keyboard.type('instargam')
  await expect.poll(() => page.locator('.suggestions a').allInnerTexts()).toEqual(['Instagram'])
  await page.keyboard.press('Escape')
  expect(await page.locator('.suggestions').isVisible()).toBe(false)
  expect(await page.inputValue('.search input')).toBe('instargam')
  await page.keyboard.type(' ')
  await expect.poll(() => page.locator('.suggestions').isVisible()).toBe(true)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
  await page.keyboard.press('ArrowDown')
  await Promise.all([page.waitForURL('**/p/instagram'), page.keyboard.press('Enter')])
  expect(new URL(page.url()).pathname).toBe('/en/p/instagram')
  expect(complaints).toEqual([])
})

it('opens no list over what the reader has gone on to meanwhile', async () => {
  const { page } = await visit('/en/')
  await page.route('**/search/found*', async (route) => {
    await page.keyboard.press('Tab')
    await route.continue()
  })
  await page.fill('.search input', 'instargam')
  await page.waitForResponse('**/search/found*')
  await page.unroute('**/search/found*')
  await page.waitForLoadState('networkidle')
  expect(await page.locator('.suggestions').isVisible()).toBe(false)
  // The same answer opens it for who is still there.
  await page.locator('.search input').press('End')
  await page.keyboard.type(' ')
  await expect.poll(() => page.locator('.suggestions').isVisible()).toBe(true)
})

it('lets a slash be a slash in the search, and everywhere once its key is switched off', async () => {
  const { page } = await visit('/en/')
  const isInSearch = () => page.evaluate(() => document.activeElement?.matches('.search input') ?? false)
  await page.focus('.search input')
  await page.keyboard.type('a/b')
  expect(await page.inputValue('.search input')).toBe('a/b')
  await page.click('.slash')
  expect(await page.getAttribute('.slash', 'aria-pressed')).toBe('false')
  await page.keyboard.press('/')
  expect(await isInSearch()).toBe(false)
  await page.click('.slash')
  await page.keyboard.press('/')
  expect(await isInSearch()).toBe(true)
})

it('moves the figures of home and category when somebody presses, and stands still while one wants it to', async () => {
  const [home, category, still] = await Promise.all([visit('/en/'), visit('/en/c/mail'), visit('/en/')])
  for (const { page } of [home, category, still]) await page.waitForLoadState('networkidle')
  const before = Number(await countOf(home.page))
  await still.page.click('[data-part=pause]')
  expect(await still.page.innerText('[data-part=pause]')).toBe('Resume')

  const answer = await press(server.url, '151.5.9.1', {
    provider: 'libero-mail',
    answer: 'problem',
    problem: 'cannot-open',
  })
  expect(answer.status).toBeLessThan(300)
  for (const { page } of [home, category]) {
    await expect.poll(() => countOf(page), { timeout: 20_000 }).toBe(String(before + 1))
  }
  expect(await countOf(still.page)).toBe(String(before))
  await still.page.click('[data-part=pause]')
  await expect.poll(() => countOf(still.page), { timeout: 20_000 }).toBe(String(before + 1))
  expect([...home.complaints, ...category.complaints, ...still.complaints]).toEqual([])
})

it('shows its times in the reader’s zone', async () => {
  const { page } = await visit('/en/')
  expect(await page.innerText('[data-now=zone]')).toMatch(/GMT-5|EST/)
  // 07:00 UTC is 02:00 there: a day before, the murmur begins at 02:15.
  expect(await page.innerText('.murmur .ends time')).toBe('02:15 on 12 Jan')
})
