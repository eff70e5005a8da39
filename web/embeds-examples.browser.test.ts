import { expect, it } from 'vitest'
import { useReportSite } from '../server/test/report-site.ts'
import { barriersIn, useSecondOrigin } from '../server/test/second-origin.ts'
import { EXAMPLES } from './locales/guide.ts'

const site = useReportSite()
const theirs = useSecondOrigin(site)

/** A page of the invented newspaper, to be served by somebody else. */
async function copy(name: string): Promise<string> {
  const answer = await fetch(`${site.server.url}/it/newsroom/examples/${name}?absolute=1`)
  expect(answer.status).toBe(200)
  return answer.text()
}

it.each(EXAMPLES)('the example page %s works as it is on another origin', async (name) => {
  const reader = await theirs.open(await copy(name), {
    whole: true,
    options: { viewport: { width: 1_280, height: 2_000 } },
  })
  const { page } = reader
  await page.waitForLoadState('networkidle')
  const embeds = page.locator('brusio-widget, iframe, img')
  expect(await embeds.count()).toBeGreaterThan(0)
  for (const element of await page.locator('brusio-widget').all()) {
    await element.scrollIntoViewIfNeeded()
    await element.locator('.foot').waitFor()
  }
  const pictures = await page
    .locator('img')
    .evaluateAll((all) => all.map((one) => one instanceof HTMLImageElement && (!one.complete || one.naturalWidth > 0)))
  expect(pictures).not.toContain(false)
  expect(reader.strangers()).toEqual([])
  expect(reader.complaints).toEqual([])
  expect(reader.cookies).toEqual([])
  // Last: axe tries styles of its own, which the policy of a frame refuses.
  expect((await Promise.all(page.frames().map(barriersIn))).flat()).toEqual([])
  expect(await theirs.stored(reader)).toEqual([])
  await reader.context.close()
})
