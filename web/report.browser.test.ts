import axe from 'axe-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, SLOT_MS } from '../shared/time.ts'
import { createReplayClock } from '../server/clock.ts'
import type { RunningServer } from '../server/main.ts'
import { importMinutes } from '../server/store/import.ts'
import { openBrowser } from '../server/test/browser.ts'
import { useTestDb } from '../server/test/db.ts'
import { anIncident } from '../server/test/factories.ts'
import { aRunningServer } from '../server/test/running-server.ts'

// A half hour begins at 07:00; the clock goes on by itself and can be put forward.
const START = Date.UTC(2026, 0, 13, 7)
const PHONE =
  'Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'
const MOST_SCRIPT_BYTES = 10_000

const test = useTestDb()
let server: RunningServer
let browser: Browser
let closeBrowser: () => Promise<void>
let people = 0
let ahead = 0

beforeAll(async () => {
  const replay = createReplayClock({ startAt: START, speed: 1, mode: 'live' })
  server = await aRunningServer(test.connection, {
    clock: { ...replay, now: () => replay.now() + ahead },
    async prepare(db, directory) {
      for (const slug of ['libero-mail', 'tim', 'fastweb']) {
        const providerId = directory.bySlug(slug)?.id ?? 0
        const hours = Array.from({ length: 48 }, (_, i) => START - 2 * DAY_MS + i * HOUR_MS)
        const rows = hours.map((hour) => ({ providerId, minute: hour, problems: 1 }))
        await importMinutes(db, rows, START - 2 * DAY_MS, START)
      }
      await anIncident(db, { providerId: directory.bySlug('tim')?.id ?? 0, startedAt: new Date(START - HOUR_MS) })
    },
  })
  await vi.waitUntil(() => server.detector.judgedUntil !== undefined, { timeout: 60_000 })
  replay.start()
  const opened = await openBrowser(inject('browserFiles'))
  browser = opened.browser
  closeBrowser = () => opened.close()
})
afterAll(async () => {
  await closeBrowser?.()
  await server?.close()
})

type Visit = { page: Page; context: BrowserContext; complaints: string[] }

/** A page of somebody new in Italy, and whatever the browser complained about. */
async function visit(path: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    userAgent: PHONE,
    viewport: { width: 390, height: 844 },
    locale: 'it-IT',
    timezoneId: 'Europe/Rome',
    extraHTTPHeaders: { 'x-forwarded-for': `151.5.4.${++people}` },
    ...options,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(server.url + path)
  return { page, context, complaints }
}

const stored = (page: Page) =>
  page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    cookie: document.cookie,
  }))
const NOTHING = { local: [], session: [], databases: 0, caches: 0, cookie: '' }

const voicesOf = (slug: string) => test.db.sql<Record<string, unknown>[]>`
  select v.answer, v.problem, v.component, v.device, v.region, v.began from voices v join providers p on p.id = v.provider_id
  where p.slug = ${slug} order by v.seq`
const reportsWith = (problem: string) => test.db.sql<{ outcome: string; observed_at: Date; received_at: Date }[]>`
  select outcome, observed_at, received_at from reports where problem = ${problem} order by received_at`
const became = (page: Page, receipt: string) => page.waitForSelector(`.receipt[data-receipt=${receipt}]`)
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
    const watching = await visit('/en/p/libero-mail')
    await watching.page.waitForLoadState('networkidle')
    const { page, complaints } = await visit('/it/p/libero-mail', { viewport: { width: 320, height: 640 } })
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
    const [component] = server.directory.bySlug('libero-mail')?.components ?? []
    expect(await voicesOf('libero-mail')).toEqual([
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
    const { page, context } = await visit('/en/p/libero-mail')
    await page.waitForLoadState('networkidle')
    expect(await stored(page)).toEqual(NOTHING)
    await page.click('text=Works for me')
    await became(page, 'counted')
    expect(await stored(page)).toEqual(NOTHING)
    expect(await context.cookies()).toEqual([])
  })

  it('keeps the first answer of a half hour, says so, and from when another counts', async () => {
    const { page, complaints } = await visit('/en/p/fastweb')
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
    const { page } = await visit('/en/p/libero-mail', { extraHTTPHeaders: { 'x-forwarded-for': '193.99.144.80' } })
    await page.click('text=Works for me')
    await became(page, 'counted')
    expect(await page.locator('[data-choice=device]').isVisible()).toBe(true)
    expect(await page.locator('[data-choice=region]').isHidden()).toBe(true)
  })

  it('is sent again when something else than the server answered, and the buttons are free afterwards', async () => {
    const { page, complaints } = await visit('/en/p/libero-mail')
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

describe('without a line', () => {
  it('waits in the browser, and arrives as one report of its own time when a page of ours is opened again', async () => {
    const { page, context } = await visit('/en/p/libero-mail', { viewport: { width: 360, height: 640 } })
    // Not the browser's own switch: it goes back as a page closes, and the last try of that page would get through.
    await page.evaluate(() => (window.fetch = () => Promise.reject(new TypeError('no line'))))
    await page.click('summary:has-text("I have a problem")')
    await page.click('button[value=cannot-send]')
    await became(page, 'queued')
    expect(await page.locator('.became').textContent()).toContain('leaves when you open Brusio again')
    const { y = 0, height = 0 } = (await page.locator('.became').boundingBox()) ?? {}
    expect(y).toBeGreaterThanOrEqual(0)
    expect(Math.floor(y + height)).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0)
    const { local, ...rest } = await stored(page)
    expect(local).toEqual([expect.stringMatching(/^brusio\.queue\.[0-9a-f-]{36}$/)])
    expect({ ...rest, local: [] }).toEqual(NOTHING)
    await page.close()
    ahead += 3 * MINUTE_MS
    expect(await reportsWith('cannot-send')).toEqual([])

    const later = await context.newPage()
    await later.goto(`${server.url}/en/`)
    await later.waitForSelector('.queue-note[data-receipt=counted]')
    expect(await later.locator('.queue-note').textContent()).toContain('Libero Mail')
    expect(await stored(later)).toEqual(NOTHING)
    const rows = await reportsWith('cannot-send')
    expect(rows.map(({ outcome }) => outcome)).toEqual(['counted'])
    const [{ observed_at, received_at } = { observed_at: new Date(0), received_at: new Date(0) }] = rows
    expect(received_at.getTime() - observed_at.getTime()).toBeGreaterThanOrEqual(3 * MINUTE_MS)
  })

  it('leaves by itself when the line is back while the page is open', async () => {
    const { page, context } = await visit('/en/p/libero-mail')
    await context.setOffline(true)
    await page.click('summary:has-text("I have a problem")')
    await page.click('button[value=bounced]')
    await became(page, 'queued')
    await context.setOffline(false)
    await became(page, 'counted')
    expect(await stored(page)).toEqual(NOTHING)
    expect((await reportsWith('bounced')).map(({ outcome }) => outcome)).toEqual(['counted'])
  })

  it.each(['on its page', 'on a later one'])('can be discarded %s, and nothing of it is left', async (where) => {
    const { page, context } = await visit('/en/p/libero-mail')
    await context.route('**/api/v1/reports', (route) => route.abort())
    await page.click('summary:has-text("I have a problem")')
    await page.click('button[value=old-mail-missing]')
    await became(page, 'queued')
    if (where === 'on a later one') await page.goto(`${server.url}/en/p/tim/report`)
    await page.locator('text=Discard it').locator('visible=true').click()
    await page.waitForSelector('[data-receipt=discarded]')
    expect(await stored(page)).toEqual(NOTHING)
    await context.unroute('**/api/v1/reports')
    await page.goto(`${server.url}/en/`)
    await page.waitForLoadState('networkidle')
    expect(await page.locator('.queue-note').count()).toBe(0)
    expect(await reportsWith('old-mail-missing')).toEqual([])
  })
})

describe('without script', () => {
  const javaScriptEnabled = false

  it('reports in two presses, adds details, keeps the receipt and has it checked', async () => {
    const { page } = await visit('/it/report', { javaScriptEnabled, viewport: { width: 320, height: 640 } })
    await page.fill('main input[name=q]', 'wind tre')
    await page.press('main input[name=q]', 'Enter')
    await page.click('.found a')
    await page.waitForURL('**/it/p/windtre/report')
    await page.click('button[value=no-signal]')
    await page.waitForURL('**/it/p/windtre/report?reported=counted&id=*#pressed')
    expect(await page.locator('.receipt').textContent()).toContain('Contata.')
    expect(await page.locator('[name=device]').inputValue()).toBe('android')
    await page.selectOption('[name=began]', 'hour')
    await page.selectOption('[name=region]', 'IT-88')
    await page.click('.details button')
    await page.waitForURL('**/it/p/windtre/report?reported=detailed&id=*#pressed')
    expect(await page.locator('.receipt').textContent()).toContain('Grazie.')
    expect(await voicesOf('windtre')).toMatchObject([
      { problem: 'no-signal', device: 'android', region: 'IT-88', began: 'hour' },
    ])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)

    await page.click('text=Tieni la ricevuta')
    expect(await page.locator('.facts').textContent()).toContain('Ho un problema: Non c’è segnale')
    expect(await page.locator('.facts').textContent()).toContain('contata')
    expect(await page.locator('meta[name=robots]').getAttribute('content')).toBe('noindex')
    const jws = (await page.locator('.jws').textContent())?.trim() ?? ''
    await page.click('text=Verifica una ricevuta')
    const check = async (text: string) => {
      await page.fill('textarea', text)
      await page.click('.check button')
      await page.waitForURL((url) => url.searchParams.get('receipt') === text)
      return page.locator('main .receipt').textContent()
    }
    expect(await check(jws)).toContain('È autentica.')
    const [header, payload, signature] = jws.split('.')
    expect(await check(`${header}.${payload}A.${signature}`)).toContain('Non vale.')
    expect(await check('</textarea><script>alert(1)</script>')).toContain('Non è una ricevuta.')
    expect(await page.locator('textarea').inputValue()).toBe('</textarea><script>alert(1)</script>')
  })

  it('says nothing of a press to who follows a link that somebody made up, or passed on', async () => {
    const { page } = await visit('/en/p/tim', { javaScriptEnabled })
    await page.click('text=Works for me')
    await page.waitForURL(/reported=counted/)
    const own = new URL(page.url())
    expect(await page.locator('.receipt').isVisible()).toBe(true)
    const id = own.searchParams.get('id') ?? ''
    const lies = [
      '/en/p/tim?reported=counted',
      '/en/p/tim?reported=counted&id=0197d2c0-0000-7000-8000-000000000001',
      `/en/p/tim?reported=repeat&id=${id}`,
      `/en/p/libero-mail?reported=counted&id=${id}`,
      `/en/p/tim?reported=refused&id=${id}`,
      `/en/p/tim/report?reported=changed&id=${id}`,
    ]
    for (const lie of lies) {
      await page.goto(server.url + lie)
      expect(await page.locator('.receipt').isVisible(), lie).toBe(false)
    }
    ahead += 11 * MINUTE_MS
    await page.goto(own.href)
    expect(await page.locator('.receipt').isVisible()).toBe(false)
  })
})

describe('while an incident is open', () => {
  it('asks who reported in this visit, after the half hour, whether it goes on or is over', async () => {
    const { page, complaints } = await visit('/en/p/tim')
    await page.click('summary:has-text("I have a problem")')
    await page.click('button[value=no-internet]')
    await became(page, 'counted')
    const renewal = page.locator('.renewal')
    expect(await renewal.isHidden()).toBe(true)
    ahead += SLOT_MS
    await renewal.waitFor({ state: 'visible', timeout: 60_000 })
    await page.click('text=Still a problem')
    await became(page, 'counted')
    await renewal.waitFor({ state: 'hidden' })
    // What was wrong is said again with it.
    expect((await reportsWith('no-internet')).map(({ outcome }) => outcome)).toEqual(['counted', 'counted'])
    ahead += SLOT_MS
    await renewal.waitFor({ state: 'visible', timeout: 60_000 })
    await page.click('text=It works again')
    await became(page, 'counted')
    await renewal.waitFor({ state: 'hidden' })
    expect((await voicesOf('tim')).map(({ answer }) => answer).slice(-3)).toEqual(['problem', 'problem', 'works'])
    expect(await stored(page)).toEqual(NOTHING)
    expect(complaints).toEqual([])
  })

  it('says how many of those who answered it works for, once five have', async () => {
    const press = (answer: string) =>
      fetch(`${server.url}/api/v1/reports`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `151.5.5.${++people}` },
        body: JSON.stringify({ provider: 'fastweb', answer }),
      })
    ahead += SLOT_MS
    const { page } = await visit('/en/p/fastweb')
    await page.waitForLoadState('networkidle')
    expect(await page.locator('.share').isHidden()).toBe(true)
    await Promise.all(['works', 'problem', 'problem', 'problem', 'problem'].map(press))
    await page.locator('.share').waitFor({ state: 'visible', timeout: 60_000 })
    expect(await page.locator('.share').textContent()).toBe(
      'So say 20 % of those who answered here in the last 15 minutes.',
    )
  })
})

describe('a page of the form alone', () => {
  it('brings less than 10 kB of script', async () => {
    const html = await (await fetch(`${server.url}/it/p/libero-mail/report`)).text()
    const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path)
    expect(scripts.length).toBeGreaterThan(0)
    const sizes = await Promise.all(
      scripts.map(async (path) => {
        const { headers } = await fetch(`${server.url}${path}`, { headers: { 'accept-encoding': 'gzip' } })
        return Number(headers.get('content-length'))
      }),
    )
    expect(Math.min(...sizes)).toBeGreaterThan(0)
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(MOST_SCRIPT_BYTES)
  })

  it.each([
    ['it', 'light'],
    ['en', 'dark'],
  ] as const)('has no barrier that axe can find, before a press and after, in %s and %s', async (lang, colorScheme) => {
    // axe comes from outside the page, past its policy.
    const { page, context } = await visit(`/${lang}/p/libero-mail/report`, { colorScheme, bypassCSP: true })
    const barriers = async () => {
      await page.evaluate(axe.source)
      const { violations } = await page.evaluate(() =>
        (window as unknown as { axe: typeof axe }).axe.run({ rules: { 'target-size': { enabled: true } } }),
      )
      return violations.map(({ id, nodes }) => [id, nodes.map((node) => node.target.join(' '))])
    }
    expect(await barriers()).toEqual([])
    await page.click('button[value=slow]')
    await page.waitForSelector('.details:not([hidden])')
    expect(await barriers()).toEqual([])
    await page.click('.keep a')
    await page.waitForSelector('.jws')
    expect(await barriers()).toEqual([])
    await page.goto(`${server.url}/${lang}/p/tim/report`)
    await context.route('**/api/v1/reports', (route) => route.abort())
    await page.click('.works button')
    await became(page, 'queued')
    expect(await barriers()).toEqual([])
    await page.goto(`${server.url}/${lang}/report`)
    await page.waitForSelector('.queue-note')
    expect(await barriers()).toEqual([])
  })
})
