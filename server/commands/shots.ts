import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { LANGS, PAGE_ZONE, type Lang } from '../../web/locales/language.ts'
import type { PageContext } from '../../web/parts/page.ts'
import { NOW } from '../../web/test-page.ts'
import { readAssets } from '../assets.ts'
import { STORY_TO } from '../catalogue/scenarios/libero-2023.ts'
import { JAN } from '../catalogue/scenarios/libero-facts.ts'
import { createReplayClock } from '../clock.ts'
import { readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { startServer } from '../main.ts'
import { openBrowser } from '../test/browser.ts'
import { unpackBrowser } from '../test/browser-files.ts'
import { pathIn, readSitePages } from '../test/site-pages.ts'
import { STORY_AT, STORY_BACKGROUND, tellStory } from '../test/site-story.ts'
import { storyCatalogue } from '../test/story-catalogue.ts'
import { SAMPLES } from './sample-pages.ts'
import { withTemporaryData } from './temporary-data.ts'

const USAGE = `npm run shots -- [options]
  --at T       the moment of the told story (2023-01-28T20:24Z), from 2023-01-23 on: its first morning is 2023-01-23T08:15Z
  --out DIR    where the pictures go (./screenshots)
  --only NAME  one page, or all whose name begins so: home, provider, incident, sample (of invented data); commas between several
  --lang LANG  in one language
  --whole      the whole page, not only what a screen shows`

const SIZES = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  desk: { viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1 },
} satisfies Record<string, BrowserContextOptions>
const THEMES = ['light', 'dark'] as const
/** Time for the socket's first message and the curve. */
const SETTLE_MS = 600
const POLL_MS = 50
/** A browser paints no picture that is much higher. */
const MOST_PX = 7_000

type Asked = { at: number; out: string; whole: boolean; only: string[]; langs: Lang[] }
/** One address of the server, in a language; of a sample also what is to be served there. */
type Shot = { name: string; addressIn: (lang: Lang) => string; sample?: (page: PageContext) => string }

/** Pictures of each page in the sixth day of an outage, and of invented ones: phone and desk, light and dark, Italian and English. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      at: { type: 'string', default: new Date(STORY_AT).toISOString() },
      out: { type: 'string', default: 'screenshots' },
      only: { type: 'string', default: '' },
      lang: { type: 'string' },
      whole: { type: 'boolean', default: false },
    },
  })
  const langs = LANGS.filter((lang) => values.lang === undefined || lang === values.lang)
  if (langs.length === 0) throw new Error(`there is no language ${values.lang}`)
  const at = Date.parse(values.at)
  if (!(at >= JAN(23) && at < STORY_TO)) throw new Error('--at must be an instant of the story')
  const asked = { ...values, at, langs, only: values.only.split(',') }
  await withTemporaryData('shots', (dataDir) => takeAll(dataDir, asked))
}

async function takeAll(dataDir: string, asked: Asked): Promise<void> {
  const { at, out, only } = asked
  const clock = createReplayClock({ startAt: at, speed: 1, mode: 'simulation' })
  const server = await startServer({
    config: { ...readConfig({}), port: 0, metrics: undefined, probes: false, notices: false, dataDir },
    clock,
    log: createLog('warn'),
    catalogue: storyCatalogue(),
    background: STORY_BACKGROUND,
    prepare: (db, directory) => tellStory(db, directory, { until: at }),
  })
  try {
    while (server.detector.judgedUntil === undefined) await pause(POLL_MS)
    clock.start()
    const pages = (await readSitePages(server.db)).map((page): Shot => ({
      name: page.name,
      addressIn: (lang) => pathIn(lang, page),
    }))
    const samples = Object.entries(SAMPLES).map(([name, sample]): Shot => ({
      name,
      sample,
      addressIn: (lang) => `/${lang}/${name}`,
    }))
    const shots = [...pages, ...samples].filter(({ name }) => only.some((start) => name.startsWith(start)))
    if (shots.length === 0) throw new Error(`there is no page ${only.join()}`)
    await mkdir(out, { recursive: true })
    const opened = await openBrowser(await unpackBrowser())
    try {
      await shoot(opened.browser, server.url, shots, asked)
    } finally {
      await opened.close()
    }
    process.stdout.write(`${out}: ${shots.map(({ name }) => name).join(', ')}\n`)
  } finally {
    await server.close()
  }
}

async function shoot(
  browser: Browser,
  url: string,
  shots: readonly Shot[],
  { out, whole, langs }: Asked,
): Promise<void> {
  for (const [size, screen] of Object.entries(SIZES)) {
    for (const colorScheme of THEMES) {
      for (const lang of langs) {
        const context = await browser.newContext({ ...screen, colorScheme, timezoneId: PAGE_ZONE[lang], locale: lang })
        for (const { name, addressIn, sample } of shots) {
          const page = await context.newPage()
          const address = addressIn(lang)
          if (sample !== undefined) {
            const body = sample(sampleContext(lang, `/${name}`))
            // The real socket would tell of the real provider.
            await page.routeWebSocket(/live$/, () => {})
            await page.route(`**${address}`, (route) =>
              route.fulfill({ contentType: 'text/html; charset=utf-8', body }),
            )
          }
          await page.goto(url + address)
          await page.waitForTimeout(SETTLE_MS)
          const file = path.join(out, `${name}-${size}-${colorScheme}-${lang}.png`)
          await page.screenshot({ path: file, fullPage: whole, ...(whole && { clip: await clipOf(page) }) })
          await page.close()
        }
        await context.close()
      }
    }
  }
}

async function clipOf(page: Page) {
  const { width, height } = await page.evaluate(() => document.documentElement.getBoundingClientRect())
  return { x: 0, y: 0, width, height: Math.min(height, MOST_PX) }
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
