import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { PAGE_ZONE, type Lang } from '../../web/locales/language.ts'
import type { PageContext } from '../../web/parts/page.ts'
import { NOW } from '../../web/test-page.ts'
import { readAssets } from '../assets.ts'
import { readRecording, type Recording } from '../catalogue/recording.ts'
import { createReplayClock } from '../clock.ts'
import { readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { startServer } from '../main.ts'
import { readIncidents } from '../store/incidents.ts'
import { openBrowser } from '../test/browser.ts'
import { unpackBrowser } from '../test/browser-files.ts'
import { importRecording } from './demo/recorded-history.ts'
import { SAMPLES } from './sample-pages.ts'
import { withTemporaryData } from './temporary-data.ts'

const USAGE = `npm run shots -- [options]
  --at T       the moment of the recorded outage that is shown (2019-07-03T15:10Z)
  --out DIR    where the pictures go (./screenshots)
  --only NAME  one page, or all whose name begins so: home, confirmed, why, ok, incident, sample (of invented data)
  --whole      the whole page, not only what a screen shows`

const SIZES = {
  narrow: { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2 },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  desk: { viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1 },
}
const THEMES = ['light', 'dark'] as const
const LANGS: Record<Lang, string> = { it: 'Europe/Rome', en: 'Europe/London' }
/** Time for the socket's first message and the curve. */
const SETTLE_MS = 1_500
const POLL_MS = 50

/** Pictures of the pages in the middle of the recorded outage, and of invented ones: phone and desk, light and dark, Italian and English. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      at: { type: 'string', default: '2019-07-03T15:10:00Z' },
      out: { type: 'string', default: 'screenshots' },
      only: { type: 'string' },
      whole: { type: 'boolean', default: false },
    },
  })
  const at = Date.parse(values.at)
  const recording = readRecording()
  if (!(at > recording.from && at <= recording.to)) throw new Error('--at must be an instant within the recording')
  await withTemporaryData('shots', (dataDir) => takeAll(recording, at, dataDir, values))
}

type Asked = { out: string; whole: boolean; only?: string | undefined }

async function takeAll(recording: Recording, at: number, dataDir: string, asked: Asked): Promise<void> {
  const { out, whole, only } = asked
  const clock = createReplayClock({ startAt: at, speed: 1 })
  const server = await startServer({
    config: { ...readConfig({}), port: 0, probes: false, dataDir },
    clock,
    log: createLog('warn'),
    prepare: (db, directory) => importRecording(db, directory, recording, at),
    trustHistory: true,
  })
  try {
    while (server.detector.judgedUntil === undefined) await pause(POLL_MS)
    clock.start()
    const [incident] = await readIncidents(server.db, { open: true, limit: 1 })
    const all: Record<string, string> = {
      home: '/',
      confirmed: '/p/instagram',
      why: '/p/instagram/why',
      ok: '/p/snapchat',
      ...(incident === undefined ? {} : { incident: `/i/${incident.id}` }),
      ...Object.fromEntries(Object.keys(SAMPLES).map((name) => [name, `/${name}`])),
    }
    const pages = Object.fromEntries(
      Object.entries(all).filter(([name]) => only === undefined || name.startsWith(only)),
    )
    await mkdir(out, { recursive: true })
    const opened = await openBrowser(await unpackBrowser())
    for (const [name, address] of Object.entries(pages)) {
      await shoot(opened.browser, server.url, address, path.join(out, name), whole)
    }
    await opened.close()
    process.stdout.write(`${out}: ${Object.keys(pages).join(', ')}\n`)
  } finally {
    await server.close()
  }
}

async function shoot(browser: Browser, url: string, address: string, file: string, fullPage: boolean): Promise<void> {
  for (const [size, screen] of Object.entries(SIZES)) {
    for (const colorScheme of THEMES) {
      for (const [lang, timezoneId] of Object.entries(LANGS)) {
        const context = await browser.newContext({ ...screen, colorScheme, timezoneId, locale: lang })
        const page = await context.newPage()
        const sample = SAMPLES[address.slice(1)]
        if (sample !== undefined) {
          const body = sample(sampleContext(lang as Lang, address))
          // The real socket would tell of the real provider.
          await page.routeWebSocket(/live$/, () => {})
          await page.route(`**${address}`, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }))
        }
        await page.goto(`${url}/${lang}${address}`)
        await page.waitForTimeout(SETTLE_MS)
        await page.screenshot({ path: `${file}-${size}-${colorScheme}-${lang}.png`, fullPage })
        await context.close()
      }
    }
  }
}

function sampleContext(lang: Lang, address: string): PageContext {
  return {
    reader: { lang, zone: PAGE_ZONE[lang] },
    prefix: `/${lang}`,
    path: address,
    now: NOW,
    speed: 1,
    mode: 'simulation',
    assets: readAssets(path.resolve(import.meta.dirname, '../../dist')),
    publicUrl: undefined,
  }
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`)
  process.exitCode = 1
})
