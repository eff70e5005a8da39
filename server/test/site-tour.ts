import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { LANGS, PAGE_ZONE, type Lang } from '../../web/locales/language.ts'
import { hear } from './hearing.ts'
import { readOverflow, readPageFacts, type PageFacts } from './page-facts.ts'
import { pathIn, type SitePage } from './site-pages.ts'
import { PHONE } from './running-server.ts'
import type { StorySite } from './story-site.ts'

/** What one reader met on one page. */
export type Visit = PageFacts & {
  /** Page and language, for messages. */
  at: string
  page: SitePage
  lang: Lang
  address: string
  status: number
  /** Of the console, of scripts, of the page's policy. */
  complaints: string[]
  /** Others than us who were asked for something. */
  strangers: string[]
  /** Answers that set a cookie. */
  cookies: string[]
  /** On 320 px, in words: empty. */
  overflow: string[]
  /** With text twice as large on 640 px. */
  overflowLarge: string[]
  /** What axe finds in each theme, in words: empty. */
  barriers: string[]
}

const NARROW = { width: 320, height: 640 }
const LARGE = { width: 640, height: 800 }
const DESK = { width: 1280, height: 860 }
const [LOOKS, LOOK_MS] = [10, 100]
/** All of WCAG 2.2 AA, and what its authors advise beside it. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** What a theme can break. */
const COLOURS = ['color-contrast', 'link-in-text-block']

/** Every page in every language, seen once by somebody new with a phone and looked at from all sides. */
export async function tourSite({ server, browser, pages }: StorySite, desk: readonly string[]): Promise<Visit[]> {
  const visits: Visit[] = []
  for (const lang of LANGS) {
    for (const page of pages) {
      const visit = await visitPage(browser, server.url, page, lang, desk.includes(page.name))
      visits.push(visit)
    }
  }
  return visits
}

async function visitPage(browser: Browser, url: string, site: SitePage, lang: Lang, isDesk: boolean): Promise<Visit> {
  const context = await browser.newContext({
    userAgent: PHONE,
    viewport: NARROW,
    locale: lang,
    timezoneId: PAGE_ZONE[lang],
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  try {
    const page = await context.newPage()
    const heard = await hear(page, url)
    const address = pathIn(lang, site)
    const response = await page.goto(url + address)
    await page.waitForLoadState('networkidle')
    const facts = await page.evaluate(readPageFacts)
    const overflow = await page.evaluate(readOverflow)
    await page.evaluate(axe.source)
    const barriers = [
      ...(await findBarriers(page, 'light')),
      ...(await page.emulateMedia({ colorScheme: 'dark' }).then(() => findBarriers(page, 'dark', COLOURS))),
    ]
    if (isDesk) {
      await page.setViewportSize(DESK)
      barriers.push(...(await findBarriers(page, 'desk')))
    }
    await page.setViewportSize(LARGE)
    await page.evaluate(() => void (document.documentElement.style.fontSize = '200%'))
    let overflowLarge = await page.evaluate(readOverflow)
    // A canvas follows its place a moment later.
    for (let looks = 0; overflowLarge.length > 0 && looks < LOOKS; looks += 1) {
      await page.waitForTimeout(LOOK_MS)
      overflowLarge = await page.evaluate(readOverflow)
    }
    const policy = await page.evaluate(() => (window as unknown as { broken: string[] }).broken)
    const left = (await context.cookies()).map(({ name }) => name)
    return {
      ...facts,
      at: `${site.name} ${lang}`,
      page: site,
      lang,
      address,
      status: response?.status() ?? 0,
      complaints: [...heard.complaints, ...policy].filter((one) => !isOwnStatus(one, site.status)),
      strangers: heard.strangers,
      cookies: [...heard.cookies, ...left],
      overflow,
      overflowLarge,
      barriers,
    }
  } finally {
    await context.close()
  }
}

/** The browser complains of a page that is missing, as it should be. */
const isOwnStatus = (complaint: string, status: number) =>
  status >= 400 && complaint.includes(`the server responded with a status of ${status}`)

async function findBarriers(page: Page, theme: string, only?: string[]): Promise<string[]> {
  const found = await page.evaluate(
    async ({ tags, rules }) => {
      const { run } = (window as unknown as { axe: typeof axe }).axe
      const runOnly =
        rules === undefined ? { type: 'tag' as const, values: tags } : { type: 'rule' as const, values: rules }
      const { violations } = await run({ runOnly, resultTypes: ['violations'] })
      return violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(' ')} (${node.any[0]?.message ?? ''})`),
      )
    },
    { tags: TAGS, rules: only },
  )
  return found.map((one) => `${theme} ${one}`)
}
