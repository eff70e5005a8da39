import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, inject, vi } from 'vitest'
import { createReplayClock } from '../clock.ts'
import type { RunningServer, ServerOptions } from '../main.ts'
import { openBrowser } from './browser.ts'
import { aRunningServer } from './running-server.ts'
import { readSitePages, type SitePage } from './site-pages.ts'
import { STORY_AT, STORY_BACKGROUND } from './site-story.ts'
import { storyCatalogue } from './story-catalogue.ts'
import { useStoryDb } from './story-db.ts'

/** Where readers would see this instance. */
export const PUBLIC_URL = 'https://brusio.example'
export const PUBLISHER = {
  name: 'Esempio APS',
  contact: 'scrivi@brusio.example',
  address: 'Via Esempio 1, Milano',
  hosting: 'Esempio Server srl, Italia',
}
const JUDGED_MS = 60_000

export type StorySite = { server: RunningServer; browser: Browser; pages: SitePage[] }

/** The whole site in the middle of the story, and a browser to look at it. */
export function useStorySite(prepare?: ServerOptions['prepare']): StorySite {
  const test = useStoryDb()
  const site: Partial<StorySite> = {}
  let closeBrowser: (() => Promise<void>) | undefined
  beforeAll(async () => {
    const clock = createReplayClock({ startAt: STORY_AT, speed: 1, mode: 'live' })
    const server = await aRunningServer(test.connection, {
      clock,
      catalogue: storyCatalogue(),
      background: STORY_BACKGROUND,
      config: { publicUrl: PUBLIC_URL, publisher: PUBLISHER, reportsPerMinute: 1_000 },
      ...(prepare && { prepare }),
    })
    site.server = server
    await vi.waitUntil(() => server.detector.judgedUntil !== undefined, { timeout: JUDGED_MS })
    clock.start()
    site.pages = await readSitePages(server.db)
    const opened = await openBrowser(inject('browserFiles'))
    site.browser = opened.browser
    closeBrowser = () => opened.close()
  })
  afterAll(async () => {
    await closeBrowser?.()
    await site.server?.close()
  })
  return site as StorySite
}
