import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import { createReplayClock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { RunningServer } from '../main.ts'
import type { Database } from '../store/db.ts'
import { importMinutes } from '../store/import.ts'
import { openBrowser } from './browser.ts'
import { useTestDb } from './db.ts'
import { anIncident } from './factories.ts'
import { aRunningServer, PHONE } from './running-server.ts'

// A half hour begins at 07:00; the clock goes on by itself and can be put forward.
const START = Date.UTC(2026, 0, 13, 7)

/** Complaints: whatever the browser complained about. */
export type Visit = { page: Page; context: BrowserContext; complaints: string[] }

/** Libero Mail, TIM with an open incident, and Fastweb, with two quiet days behind them; and a browser to report with. */
export function useReportSite(config: Partial<Config> = {}) {
  const test = useTestDb()
  const opened: { server?: RunningServer; browser?: Browser; close?: () => Promise<void> } = {}
  let people = 0
  let ahead = 0

  beforeAll(async () => {
    const replay = createReplayClock({ startAt: START, speed: 1, mode: 'live' })
    const server = await aRunningServer(test.connection, {
      config,
      clock: { ...replay, now: () => replay.now() + ahead },
      async prepare(db, directory) {
        for (const slug of ['libero-mail', 'tim', 'fastweb']) {
          const providerId = directory.bySlug(slug)?.id ?? 0
          const hours = Array.from({ length: 48 }, (_, i) => START - 2 * DAY_MS + i * HOUR_MS)
          const rows = hours.map((hour) => ({ providerId, minute: hour, problems: 1 }))
          await importMinutes(db, rows, START - 2 * DAY_MS, START)
        }
      },
      async begun(db, directory) {
        await anIncident(db, { providerId: directory.bySlug('tim')!.id, startedAt: new Date(START - HOUR_MS) })
      },
    })
    opened.server = server
    replay.start()
    const one = await openBrowser(inject('browserFiles'))
    opened.browser = one.browser
    opened.close = () => one.close()
  })
  afterAll(async () => {
    await opened.close?.()
    await opened.server?.close()
  })

  return {
    get server(): RunningServer {
      return opened.server!
    },
    get browser(): Browser {
      return opened.browser!
    },
    get db(): Database {
      return test.db
    },
    putForward: (ms: number) => void (ahead += ms),
    newAddress: () => `151.5.4.${++people}`,
    /** A page of somebody new in Italy; `before` runs in it before its own scripts do. */
    async visit(path: string, options: BrowserContextOptions = {}, before?: () => void): Promise<Visit> {
      const context = await opened.browser!.newContext({
        userAgent: PHONE,
        viewport: { width: 390, height: 844 },
        locale: 'it-IT',
        timezoneId: 'Europe/Rome',
        extraHTTPHeaders: { 'x-forwarded-for': this.newAddress() },
        ...options,
      })
      if (before !== undefined) await context.addInitScript(before)
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.goto(this.server.url + path)
      return { page, context, complaints }
    },
    voicesOf: (slug: string) => test.db.sql<Record<string, unknown>[]>`
      select v.answer, v.problem, v.component, v.device, v.region, v.began from voices v join providers p on p.id = v.provider_id
      where p.slug = ${slug} and v.turn = 0 order by v.seq`,
    reportsWith: (problem: string) => test.db.sql<{ outcome: string; observed_at: Date; received_at: Date }[]>`
      select outcome, observed_at, received_at from reports where problem = ${problem} order by received_at`,
  }
}

/** All that a browser may have kept of a visit. */
export const storedBy = (page: Page) =>
  page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    cookie: document.cookie,
  }))
export const NOTHING = { local: [], session: [], databases: 0, caches: 0, cookie: '' }

export const became = (page: Page, receipt: string) => page.waitForSelector(`.receipt[data-receipt=${receipt}]`)
