import axe from 'axe-core'
import { expect, it } from 'vitest'
import { HOUR_MS } from '../shared/time.ts'
import { press } from '../server/test/running-server.ts'
import { useReportSite } from '../server/test/report-site.ts'

const site = useReportSite()
const MINUTE = { timeout: 60_000 }
const withoutClipboard = () => Object.defineProperty(navigator, 'clipboard', { value: undefined })
const COPY = '[data-copy]'
const SAID = '.copy output'

it('copies the sentence with its link in one press, and says so', MINUTE, async () => {
  const { page, context, complaints } = await site.visit('/it/p/libero-mail')
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  expect(await page.textContent(SAID)).toBe('')
  await page.click(COPY)
  await page.waitForFunction((said) => document.querySelector(said)?.textContent === 'Copiato', SAID)
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toMatch(
    /^Tra .* su Brusio sono arrivate \d+ segnalazioni di problemi con Libero Mail; le segnalazioni non sono gli utenti colpiti\. /,
  )
  expect(copied.split(' ').at(-1)).toBe(`${site.server.url}/it/p/libero-mail`)
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(at: string): Promise<{ violations: unknown[] }> } }).axe.run('.pass-on'),
  )
  expect(violations).toEqual([])
  expect(complaints).toEqual([])
  await context.close()
})

it('selects the text where the page may not write to the clipboard, by the keyboard too', MINUTE, async () => {
  expect(await press(site.server.url, site.newAddress(), { provider: 'tim' })).toMatchObject({ status: 200 })
  const [{ id } = { id: '' }] = await site.db.sql<{ id: string }[]>`select id from incidents limit 1`
  const { page, context, complaints } = await site.visit(`/en/i/${id}`, { locale: 'en-GB' }, withoutClipboard)
  await page.focus(COPY)
  await page.keyboard.press('Enter')
  await page.waitForFunction(
    (said) => document.querySelector(said)?.textContent === 'The text is selected: now copy it.',
    SAID,
  )
  const selected = await page.evaluate(() => {
    const { value, selectionStart, selectionEnd } = document.activeElement as HTMLTextAreaElement
    return value.slice(selectionStart, selectionEnd)
  })
  expect(selected).toMatch(
    /^According to 2 reports on Brusio between .*, there were problems with TIM; reports are not/,
  )
  expect(selected.endsWith(`/en/i/${id}`)).toBe(true)
  expect(complaints).toEqual([])
  await context.close()
})

it('shows no button that could not do anything', MINUTE, async () => {
  const { page, context } = await site.visit('/it/p/libero-mail', { javaScriptEnabled: false })
  expect(await page.isVisible(COPY)).toBe(false)
  expect(await page.isVisible('#cite-text')).toBe(true)
  await context.close()
  // Nothing to cite: nothing to copy.
  site.putForward(30 * HOUR_MS)
  const quiet = await site.visit('/it/p/fastweb')
  expect(await quiet.page.textContent('.cite-missing')).toContain('Nessuna segnalazione da citare')
  expect(await quiet.page.locator(COPY).count()).toBe(0)
  expect(quiet.complaints).toEqual([])
  await quiet.context.close()
})
