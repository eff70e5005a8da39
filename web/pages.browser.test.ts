import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../shared/time.ts'
import { createReplayClock } from '../server/clock.ts'
import type { RunningServer } from '../server/main.ts'
import { importMinutes } from '../server/store/import.ts'
import type { NewNotice } from '../server/store/notice-row.ts'
import { writeNotices } from '../server/store/notices.ts'
import { openBrowser } from '../server/test/browser.ts'
import { useTestDb } from '../server/test/db.ts'
import { anIncident } from '../server/test/factories.ts'
import { aRunningServer, PHONE } from '../server/test/running-server.ts'

const START = Date.UTC(2026, 0, 13, 7)
const HISTORY_MS = 15 * DAY_MS
const MARKUP = '<script>alert(1)</script><img src=x onerror=alert(1)>'
const HOSTILE = `${MARKUP}\u202Egnp`

const INCIDENT = '0197d2c0-0000-7000-8000-000000000007'

const test = useTestDb()
let server: RunningServer
let clock: ReturnType<typeof createReplayClock>
let browser: Browser
let closeBrowser: () => Promise<void>
let people = 0

beforeAll(async () => {
  clock = createReplayClock({ startAt: START, speed: 1, mode: 'replay' })
  server = await aRunningServer(test.connection, {
    clock,
    async prepare(db, directory) {
      const providerId = directory.bySlug('libero-mail')?.id ?? 0
      const hours = Array.from({ length: HISTORY_MS / HOUR_MS }, (_, i) => START - HISTORY_MS + i * HOUR_MS)
      const rows = hours.map((hour, i) => ({
        providerId,
        minute: hour + ((i * 17) % 60) * MINUTE_MS,
        problems: 1 + (i % 2),
      }))
      await importMinutes(db, rows, START - HISTORY_MS, START)
      const hostile = directory.bySlug('virgilio-mail')
      Object.assign(hostile ?? {}, { name: HOSTILE, aliases: [HOSTILE] })
      await db.sql`update providers set name = ${HOSTILE} where slug = 'virgilio-mail'`
      await writeNotices(db, [said(directory.bySlug('tim')?.id ?? 0, { text: MARKUP, author: MARKUP })])
      await anIncident(db, {
        id: INCIDENT,
        providerId: directory.bySlug('tim')?.id ?? 0,
        startedAt: new Date(START - 3 * HOUR_MS),
        startedFrom: new Date(START - 3 * HOUR_MS - 4 * MINUTE_MS),
        startedTo: new Date(START - 3 * HOUR_MS + 5 * MINUTE_MS),
        resolvedAt: new Date(START - HOUR_MS),
        cause: { kind: 'group', of: ['virgilio-mail'], share: null },
        scope: [
          { facet: 'component_device', value: 'app/ios', verdict: 'affected', observed: 41, expected: 2 },
          { facet: 'device', value: 'android', verdict: 'not_affected', observed: 9, expected: 8 },
          { facet: 'region', value: 'IT-25', verdict: 'unknown', observed: 1, expected: 0.2 },
        ],
      })
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

/** A page of somebody new, and whatever the browser complained about. */
async function visit(path: string, options: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    userAgent: PHONE,
    locale: 'it-IT',
    timezoneId: 'Europe/Rome',
    extraHTTPHeaders: { 'x-forwarded-for': `151.5.1.${++people}` },
    ...options,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('dialog', (dialog) => {
    complaints.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.goto(server.url + path)
  return { page, complaints }
}

/** Two hours before the start, and announced for an hour after it. */
function said(providerId: number, more: Partial<NewNotice> = {}): NewNotice {
  const at = START - 2 * HOUR_MS
  return {
    key: `test:${providerId}`,
    providerId,
    by: 'provider',
    author: 'TIM',
    domain: null,
    topics: ['problem', 'forecast'],
    text: 'Stiamo lavorando.',
    lang: 'it',
    source: 'https://www.example.org/avvisi',
    component: null,
    device: null,
    saidFrom: at,
    saidTo: at,
    seenAt: at,
    forecasts: [
      { dueFrom: START + HOUR_MS, dueTo: START + HOUR_MS, zone: 'Europe/Rome', component: null, device: null },
    ],
    ...more,
  }
}

const numbersOf = (page: Page) => page.locator('[data-part=numbers]').first().textContent()

describe('without script', () => {
  const javaScriptEnabled = false

  it('reads the front page and finds a service by a name with a typing error', async () => {
    const { page } = await visit('/', { javaScriptEnabled })
    expect(await page.locator('h1').textContent()).toBe('Niente fuori dal solito.')
    expect(await page.locator('.mode-strip').textContent()).toContain('REPLAY')
    await page.fill('input[name=q]', 'libreo mail')
    await page.press('input[name=q]', 'Enter')
    await page.click('.found a')
    expect(new URL(page.url()).pathname).toBe('/p/libero-mail')
  })

  it('reads the provider page, its curve and its table', async () => {
    const { page } = await visit('/en/p/libero-mail', { javaScriptEnabled })
    expect(await page.locator('h1').textContent()).toBe('Libero Mail')
    expect(await numbersOf(page)).toMatch(/^\d+ reports? in the last 15 minutes, usually/)
    expect(await page.locator('.chart-fill').getAttribute('d')).toMatch(/^M.*Z$/)
    await page.click('details.table summary')
    expect(await page.locator('details.table tbody tr').count()).toBe(96)
  })

  it('reports in two presses and is told what became of it', async () => {
    const { page } = await visit('/p/libero-mail', { javaScriptEnabled })
    await page.click('summary:has-text("Ho un problema")')
    await page.click('button[value=cannot-receive]')
    expect(await page.locator('.receipt').textContent()).toContain('Contata.')
    await page.click('summary:has-text("Ho un problema")')
    await page.click('button[value=cannot-receive]')
    expect(await page.locator('.receipt').textContent()).toContain('C’era già.')
  })

  it('reads why, and who is affected, from the page of a provider to that of an incident', async () => {
    const { page, complaints } = await visit('/en/p/tim', { javaScriptEnabled })
    await page.click('a:has-text("Why this status?")')
    expect(new URL(page.url()).pathname).toBe('/en/p/tim/why')
    expect(await page.locator('.seen li').count()).toBeGreaterThan(1)
    await page.click('.incidents a')
    expect(new URL(page.url()).pathname).toBe(`/en/i/${INCIDENT}`)
    expect(await page.locator('.matrix td.affected').innerText()).toMatch(/affected\s+41\/2/)
    expect(await page.locator('.interval').innerText()).toBe('Began between 03:56–04:05')
    expect(await page.locator('.cause').innerText()).toContain('<script>alert(1)</script>')
    expect(complaints).toEqual([])
  })

  it.each([`/en/i/${INCIDENT}`, '/en/p/tim'])(
    'reads on %s what was said and announced, as the text it is',
    async (path) => {
      const { page, complaints } = await visit(path, { javaScriptEnabled })
      expect(await page.locator('blockquote').first().innerText()).toBe(MARKUP)
      expect(await page.locator('blockquote').first().getAttribute('lang')).toBe('it')
      expect(await page.locator('.forecasts').innerText()).toContain('by 13 January 2026, 09:00 (CET)')
      expect(await page.locator('.chart-flag-number').innerHTML()).toContain('1')
      expect(await page.locator('main img').count()).toBe(0)
      expect(complaints).toEqual([])
    },
  )

  it('leads on from a search that finds nothing', async () => {
    const { page } = await visit('/en/search?q=xyzzyplugh', { javaScriptEnabled })
    expect(await page.locator('h1').textContent()).toBe('No service for “xyzzyplugh”.')
    await page.click('main a:has-text("All services")')
    expect(await page.locator('#all').count()).toBe(1)
  })

  it('finds the way from an address that leads nowhere', async () => {
    const { page } = await visit('/en/p/nowhere', { javaScriptEnabled })
    expect(await page.locator('h1').textContent()).toBe('There is nothing here.')
    expect(await page.locator('main input[name=q]').count()).toBe(1)
  })
})

describe('with script', () => {
  it('shows a press of one browser in another, as number and as curve, without a reload', async () => {
    const watching = await visit('/en/p/libero-mail', { timezoneId: 'America/New_York' })
    const pressing = await visit('/it/p/libero-mail')
    await watching.page.waitForSelector('brusio-chart canvas')
    await watching.page.waitForLoadState('networkidle')
    const drawn = () =>
      watching.page.locator('brusio-chart canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
    await watching.page.evaluate(() => Object.assign(window, { sameDocument: true }))
    const before = await numbersOf(watching.page)
    // 24 hours are drawn by the quarter: within one only a report changes the curve.
    const curve = await drawn()

    await pressing.page.click('summary:has-text("Ho un problema")')
    await pressing.page.click('button[value=cannot-open]')
    await pressing.page.waitForSelector('.receipt[data-receipt=counted]')
    expect(await pressing.page.locator('.receipt').textContent()).toContain('Contata.')
    expect(new URL(pressing.page.url()).pathname).toBe('/it/p/libero-mail')

    await watching.page.waitForFunction(
      (old) => document.querySelector('[data-part=numbers]')?.textContent !== old,
      before,
    )
    await expect.poll(drawn, { timeout: 20_000 }).not.toBe(curve)
    expect(await watching.page.evaluate(() => 'sameDocument' in window)).toBe(true)
    expect(await watching.page.locator('.legend .zone').textContent()).not.toContain('UTC')
    expect([...watching.complaints, ...pressing.complaints]).toEqual([])
  })

  it('puts the times of the why page into the reader’s zone, and follows the state', async () => {
    const { page, complaints } = await visit('/en/p/libero-mail/why', { timezoneId: 'America/New_York' })
    await page.waitForLoadState('networkidle')
    const { id = 0 } = server.directory.bySlug('libero-mail') ?? {}
    await page.evaluate(() => Object.assign(window, { sameDocument: true }))
    const incident = await anIncident(test.db, { providerId: id, startedAt: new Date(START - 20 * MINUTE_MS) })
    try {
      await expect
        .poll(() => page.locator('.incidents .when').first().textContent(), { timeout: 30_000 })
        .toBe('01:40, ongoing')
      expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
      const corrected = { rule: '', window_ms: 0, observed: 0, expected: 0, dispersion: 1, score: 0, threshold: 0 }
      const evidence = JSON.stringify({ ...corrected, reporters: 0, networks: 0 })
      await test.db.sql`insert into incident_events
        (incident_id, provider_id, at, type, from_state, to_state, evidence, reason)
        values (${incident.id}, ${id}, ${START}::timestamptz, 'corrected', 'confirmed', 'confirmed', ${evidence}::text::jsonb,
          'It began <b>later</b>.')`
      await expect
        .poll(() => page.locator('.corrections').textContent(), { timeout: 30_000 })
        .toContain('It began <b>later</b>.')
    } finally {
      await test.db.sql`delete from incident_events where incident_id = ${incident.id}`
      await test.db.sql`delete from incidents where id = ${incident.id}`
    }
    expect(complaints).toEqual([])
  })

  it('shows what they have just said, and that they speak, without a reload', async () => {
    const { page, complaints } = await visit('/en/p/libero-mail')
    await page.waitForLoadState('networkidle')
    await page.evaluate(() => Object.assign(window, { sameDocument: true }))
    expect(await page.locator('[data-voice=official] .who').innerText()).toBe('Italiaonline:')
    expect(await page.locator('[data-voice=official] [data-part=says]').innerText()).toBe('nothing that we know of')
    const { id = 0 } = server.directory.bySlug('libero-mail') ?? {}
    const at = Math.floor(clock.now())
    await writeNotices(test.db, [
      said(id, { author: 'Italiaonline', saidFrom: at, saidTo: at, seenAt: at, forecasts: [] }),
    ])
    await expect
      .poll(() => page.locator('[data-voice=official] [data-part=says]').innerText(), { timeout: 60_000 })
      .toBe('speaks of problems')
    await expect.poll(() => page.locator('.notices blockquote').count(), { timeout: 30_000 }).toBe(1)
    expect(await page.locator('.key.flags').count()).toBe(1)
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
    expect(complaints).toEqual([])
  })

  it.each(['/it/p/virgilio-mail', '/it/c/mail', '/it/search?q=mail', '/embed/virgilio-mail?lang=it'])(
    'shows a hostile name on %s as the text it is',
    async (path) => {
      const { page, complaints } = await visit(path)
      await page.waitForLoadState('networkidle')
      expect(await page.locator('main').innerText()).toContain('<script>alert(1)</script>')
      expect(await page.locator('img').count()).toBe(0)
      expect(complaints).toEqual([])
    },
  )

  it('says on an embed that its numbers are old when it could not read new ones for some minutes', async () => {
    const { page } = await visit('/embed/libero-mail?lang=en')
    // Without its socket it asks for copies.
    await page.routeWebSocket(/live$/, (socket) => socket.close())
    await page.clock.install()
    await page.reload()
    let away = true
    await page.route('**/embed/**', (route) => (away ? route.abort() : route.continue()))
    const note = page.locator('.old-note')
    await page.clock.runFor(2 * MINUTE_MS)
    expect(await note.count()).toBe(0)
    await page.clock.runFor(4 * MINUTE_MS)
    await expect.poll(() => note.count(), { timeout: 10_000 }).toBe(1)
    expect(await note.innerText()).toBe('Old numbers: for some minutes we could not refresh them.')
    away = false
    await page.clock.runFor(2 * MINUTE_MS)
    await expect.poll(() => note.count(), { timeout: 10_000 }).toBe(0)
    expect(await page.locator('main').getAttribute('class')).toBe('')
  })
})
