import axe from 'axe-core'
import { describe, expect, it } from 'vitest'
import { MINUTE_MS } from '../shared/time.ts'
import { became, useReportSite } from '../server/test/report-site.ts'

const MOST_SCRIPT_BYTES = 10_000

const site = useReportSite()

describe('without script', () => {
  const javaScriptEnabled = false

  it('reports in two presses, adds details, keeps the receipt and has it checked', async () => {
    const { page } = await site.visit('/it/report', { javaScriptEnabled, viewport: { width: 320, height: 640 } })
    await page.fill('main input[name=q]', 'wind tre')
    await page.press('main input[name=q]', 'Enter')
    await page.click('.found a')
    await page.waitForURL('**/it/p/windtre/report')
    await page.click('button[value=no-signal]')
    await page.waitForURL('**/it/p/windtre/report?reported=counted&id=*#pressed')
    expect(await page.locator('.receipt').textContent()).toContain('Contata.')
    expect(await page.locator('[name=device]').inputValue()).toBe('android')
    await page.selectOption('[name=began]', 'hour')
    await page.selectOption('[name=region]', 'IT-88')
    await page.click('.details button')
    await page.waitForURL('**/it/p/windtre/report?reported=detailed&id=*#pressed')
    expect(await page.locator('.receipt').textContent()).toContain('Grazie.')
    expect(await site.voicesOf('windtre')).toMatchObject([
      { problem: 'no-signal', device: 'android', region: 'IT-88', began: 'hour' },
    ])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)

    await page.click('text=Tieni la ricevuta')
    expect(await page.locator('.facts').textContent()).toContain('Ho un problema: Non c’è segnale')
    expect(await page.locator('.facts').textContent()).toContain('contata')
    expect(await page.locator('meta[name=robots]').getAttribute('content')).toBe('noindex')
    const jws = (await page.locator('.jws').textContent())?.trim() ?? ''
    await page.click('text=Verifica una ricevuta')
    const check = async (text: string) => {
      await page.fill('textarea', text)
      await page.click('.check button')
      await page.waitForURL((url) => url.searchParams.get('receipt') === text)
      return page.locator('main .receipt').textContent()
    }
    expect(await check(jws)).toContain('È autentica.')
    const [header, payload, signature] = jws.split('.')
    expect(await check(`${header}.${payload}A.${signature}`)).toContain('Non vale.')
    expect(await check('</textarea><script>alert(1)</script>')).toContain('Non è una ricevuta.')
    expect(await page.locator('textarea').inputValue()).toBe('</textarea><script>alert(1)</script>')
  })

  it('says nothing of a press to who follows a link that somebody made up, or passed on', async () => {
    const { page } = await site.visit('/en/p/tim', { javaScriptEnabled })
    await page.click('text=Works for me')
    await page.waitForURL(/reported=counted/)
    const own = new URL(page.url())
    expect(await page.locator('.receipt').isVisible()).toBe(true)
    const id = own.searchParams.get('id') ?? ''
    const lies = [
      '/en/p/tim?reported=counted',
      '/en/p/tim?reported=counted&id=0197d2c0-0000-7000-8000-000000000001',
      `/en/p/tim?reported=repeat&id=${id}`,
      `/en/p/libero-mail?reported=counted&id=${id}`,
      `/en/p/tim?reported=refused&id=${id}`,
      `/en/p/tim/report?reported=changed&id=${id}`,
    ]
    for (const lie of lies) {
      await page.goto(site.server.url + lie)
      expect(await page.locator('.receipt').isVisible(), lie).toBe(false)
    }
    site.putForward(11 * MINUTE_MS)
    await page.goto(own.href)
    expect(await page.locator('.receipt').isVisible()).toBe(false)
  })
})

describe('a page of the form alone', () => {
  it('brings less than 10 kB of script', async () => {
    const html = await (await fetch(`${site.server.url}/it/p/libero-mail/report`)).text()
    const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path)
    expect(scripts.length).toBeGreaterThan(0)
    const sizes = await Promise.all(
      scripts.map(async (path) => {
        const { headers } = await fetch(`${site.server.url}${path}`, { headers: { 'accept-encoding': 'gzip' } })
        return Number(headers.get('content-length'))
      }),
    )
    expect(Math.min(...sizes)).toBeGreaterThan(0)
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(MOST_SCRIPT_BYTES)
  })

  it.each([
    ['it', 'light'],
    ['en', 'dark'],
  ] as const)('has no barrier that axe can find, before a press and after, in %s and %s', async (lang, colorScheme) => {
    // axe comes from outside the page, past its policy.
    const { page, context } = await site.visit(`/${lang}/p/libero-mail/report`, { colorScheme, bypassCSP: true })
    const barriers = async () => {
      await page.evaluate(axe.source)
      const { violations } = await page.evaluate(() =>
        (window as unknown as { axe: typeof axe }).axe.run({ rules: { 'target-size': { enabled: true } } }),
      )
      return violations.map(({ id, nodes }) => [id, nodes.map((node) => node.target.join(' '))])
    }
    expect(await barriers()).toEqual([])
    await page.click('button[value=slow]')
    await page.waitForSelector('.details:not([hidden])')
    expect(await barriers()).toEqual([])
    await page.click('.keep a')
    await page.waitForSelector('.jws')
    expect(await barriers()).toEqual([])
    await page.goto(`${site.server.url}/${lang}/p/tim/report`)
    await context.route('**/api/v1/reports', (route) => route.abort())
    await page.click('.works button')
    await became(page, 'queued')
    expect(await barriers()).toEqual([])
    await page.goto(`${site.server.url}/${lang}/report`)
    await page.waitForSelector('.queue-note')
    expect(await barriers()).toEqual([])
  })
})
