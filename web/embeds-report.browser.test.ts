import type { FrameLocator, Locator } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { choose, embedHost } from '../server/test/host-snippets.ts'
import { useReportSite } from '../server/test/report-site.ts'
import { useSecondOrigin } from '../server/test/second-origin.ts'
import { until } from '../server/test/until.ts'
import { elementTag, frameTag, scriptTag, type EmbedHost } from './embed-code.ts'
import { texts } from './locales/texts.ts'

const site = useReportSite()
const theirs = useSecondOrigin(site)
let host: EmbedHost
beforeAll(() => {
  host = embedHost(site.server.url)
})

const stored = (slug: string) => site.db.sql<
  { via: string; referrer_host: string | null; outcome: string; problem: string }[]
>`
  select r.via, r.referrer_host, r.outcome, r.problem from reports r join providers p on p.id = r.provider_id
  where p.slug = ${slug} order by r.received_at`

type Form = [
  name: string,
  slug: string,
  body: () => string,
  inside: (page: { frameLocator(s: string): FrameLocator; locator(s: string): Locator }) => Locator,
]
const FORMS: Form[] = [
  [
    'the element',
    'libero-mail',
    () => scriptTag(host) + elementTag(choose('libero-mail', { report: true }), host),
    (page) => page.locator('brusio-widget'),
  ],
  [
    'the frame',
    'tim',
    () => frameTag(choose('tim', { form: 'iframe', report: true }), host),
    (page) => page.frameLocator('iframe').locator('body'),
  ],
]

it.each(FORMS)('takes a report by two presses within %s, with the name of the page', async (_, slug, body, inside) => {
  const reader = await theirs.open(body())
  const embed = inside(reader.page)
  await embed.getByRole('button').or(embed.locator('summary')).first().click()
  const slow = texts.it.problem('slow')
  await embed.getByRole('button', { name: slow }).click()
  await until(async () => (await stored(slug)).length === 1)
  expect(await stored(slug)).toEqual([
    { via: 'widget', referrer_host: 'localhost', outcome: 'counted', problem: 'slow' },
  ])
  await embed.getByRole('status').or(embed.locator('[data-receipt]')).first().waitFor()
  expect(reader.strangers()).toEqual([])
  expect(reader.cookies).toEqual([])
  expect(reader.complaints).toEqual([])
  expect(await theirs.stored(reader)).toEqual([])
  await reader.context.close()
})

it('counts somebody who presses in an article and on our page once', async () => {
  const reader = await theirs.open(scriptTag(host) + elementTag(choose('fastweb', { report: true }), host))
  const embed = reader.page.locator('brusio-widget')
  await embed.getByRole('button').click()
  await embed.getByRole('button', { name: texts.it.problem('slow') }).click()
  await until(async () => (await stored('fastweb')).length === 1)
  await reader.page.goto(`${site.server.url}/it/p/fastweb`)
  await reader.page.click('summary')
  await reader.page.click('button[value=slow]')
  await reader.page.waitForSelector('.receipt[data-receipt=repeat]')
  expect((await stored('fastweb')).map(({ via, outcome }) => [via, outcome])).toEqual([
    ['widget', 'counted'],
    ['site', 'repeat'],
  ])
  await reader.context.close()
})
