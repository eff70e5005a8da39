import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { readRecording, type Recording } from '../catalogue/recording.ts'
import { createReplayClock } from '../clock.ts'
import { readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { startServer } from '../main.ts'
import { readIncidents } from '../store/incidents.ts'
import { openBrowser } from '../test/browser.ts'
import { unpackBrowser } from '../test/browser-files.ts'
import { importRecording } from './recorded-history.ts'
import { withTemporaryData } from './temporary-data.ts'

const USAGE = `npm run shots -- [options]
  --at T       the moment of the recorded outage that is shown (2019-07-03T15:10Z)
  --out DIR    where the pictures go (./screenshots)
  --whole      the whole page, not only what a screen shows`

const SIZES = {
  phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 },
  desk: { viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1 },
}
const THEMES = ['light', 'dark'] as const
const LANGS = { it: 'Europe/Rome', en: 'Europe/London' }
/** Time for the socket's first message and the curve. */
const SETTLE_MS = 1_500
const POLL_MS = 50

/** Pictures of the pages in the middle of the recorded outage: phone and desk, light and dark, Italian and English. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      at: { type: 'string', default: '2019-07-03T15:10:00Z' },
      out: { type: 'string', default: 'screenshots' },
      whole: { type: 'boolean', default: false },
    },
  })
  const at = Date.parse(values.at)
  const recording = readRecording()
  if (!(at > recording.from && at <= recording.to)) throw new Error('--at must be an instant within the recording')
  await withTemporaryData('shots', (dataDir) => takeAll(recording, at, dataDir, values.out, values.whole))
}

async function takeAll(recording: Recording, at: number, dataDir: string, out: string, whole: boolean): Promise<void> {
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
    const pages = {
      home: '/',
      confirmed: '/p/instagram',
      ok: '/p/snapchat',
      ...(incident === undefined ? {} : { incident: `/i/${incident.id}` }),
    }
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
        await page.goto(`${url}/${lang}${address}`)
        await page.waitForTimeout(SETTLE_MS)
        await page.screenshot({ path: `${file}-${size}-${colorScheme}-${lang}.png`, fullPage })
        await context.close()
      }
    }
  }
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`)
  process.exitCode = 1
})
