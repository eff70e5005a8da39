import { beforeAll, expect, it } from 'vitest'
import { createDirectory } from '../server/catalogue/directory.ts'
import { correct } from '../server/commands/correct.ts'
import { readProviders } from '../server/store/providers.ts'
import { anIncident } from '../server/test/factories.ts'
import { useReportSite } from '../server/test/report-site.ts'
import { HOUR_MS } from '../shared/time.ts'
import type { EmbedAbout } from './embed-code.ts'
import { frameHeight } from './embed-size.ts'

const site = useReportSite()
/** Where the smallest phones are: what the height in the code is made for. */
const NARROW = 320
const BEFORE = Date.UTC(2026, 0, 12, 12)

let over: string
beforeAll(async () => {
  const providerId = createDirectory(await readProviders(site.db)).bySlug('fastweb')!.id
  over = (
    await anIncident(site.db, {
      providerId,
      startedAt: new Date(BEFORE),
      resolvedAt: new Date(BEFORE + 4 * HOUR_MS),
      peak: 1_412,
    })
  ).id
  const reason = 'Cominciò venti minuti prima: lo dicono le segnalazioni raccolte da un altro sito'
  const args = [over, '--reason', reason, '--started-at', new Date(BEFORE - HOUR_MS / 3).toISOString()]
  await correct(args, { db: site.db, now: BEFORE + 5 * HOUR_MS, print: () => undefined })
})

const MOMENT = new Date(BEFORE + 6 * HOUR_MS).toISOString()
const about = (kind: EmbedAbout['kind'], name: string): EmbedAbout => ({
  kind,
  name,
  title: '',
  path: '',
  services: kind === 'incident' ? [] : name.split(',').map((slug) => ({ slug, name: slug })),
})
const cases = (lang: string) =>
  [
    [lang, about('provider', 'tim'), { report: false, asOf: null }],
    [lang, about('provider', 'tim'), { report: true, asOf: null }],
    [lang, about('provider', 'libero-mail'), { report: true, asOf: null }],
    [lang, about('provider', 'tim'), { report: false, asOf: MOMENT }],
    [lang, about('providers', 'tim,libero-mail,gmail'), { report: false, asOf: null }],
    [lang, about('providers', 'tim,libero-mail,fastweb'), { report: false, asOf: MOMENT }],
    [lang, about('incident', 'over'), { report: false, asOf: null }],
    [lang, about('incident', 'over'), { report: false, asOf: MOMENT }],
  ] as const

it.each([...cases('it'), ...cases('en')])(
  'needs no more room than its code gives it: %s %o %o',
  async (lang, of, how) => {
    const name = of.kind === 'incident' ? `i/${over}` : of.name
    const more = `${how.report ? '&report=1' : ''}${how.asOf === null ? '' : `&as_of=${how.asOf}`}`
    const given = frameHeight({ about: of, ...how })
    const { page } = await site.visit(`/embed/${name}?lang=${lang}${more}`, {
      viewport: { width: NARROW, height: given },
    })
    const fits = () => page.evaluate(() => document.documentElement.scrollHeight - innerHeight)
    expect(await page.locator('.headline').first().isVisible()).toBe(true)
    // What has to be said of a moment or of a correction takes room of its own.
    expect(await page.locator('.notes').count()).toBe(how.asOf !== null || of.kind === 'incident' ? 1 : 0)
    expect(await fits()).toBeLessThanOrEqual(0)
    if (!how.report) return
    expect(await page.locator('.curve').isVisible()).toBe(true)
    await page.click('summary')
    expect(await page.locator('.works button').isVisible()).toBe(true)
    expect(await page.locator('.curve').isVisible()).toBe(false)
    expect(await fits()).toBeLessThanOrEqual(0)
    await page.click('summary')
    expect(await page.locator('.curve').isVisible()).toBe(true)
  },
)
