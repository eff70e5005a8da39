import { describe, expect, it } from 'vitest'
import { useReportSite } from '../../server/test/report-site.ts'
import { MINUTE_MS } from '../../shared/time.ts'
import { press } from '../../server/test/running-server.ts'
import { barriersIn, useSecondOrigin, type Reader } from '../../server/test/second-origin.ts'

const site = useReportSite()
const theirs = useSecondOrigin(site)

const script = () => `<script async src="${site.server.url}/widget.js"></script>`
const element = (attributes: string) =>
  `<brusio-widget ${attributes}><a href="${site.server.url}/it">su Brusio</a></brusio-widget>`
const shown = ({ page }: Reader, of = 'brusio-widget') => page.waitForSelector(`${of} .foot`)
const numbers = ({ page }: Reader) => page.locator('brusio-widget .head + p').textContent()
const voices = () => press(site.server.url, site.newAddress(), { provider: 'libero-mail' })

describe('the element in an article', () => {
  it('says what the server says, live, over one socket, and complains of nothing', async () => {
    const reader = await theirs.open(script() + element('provider="libero-mail"'))
    await shown(reader)
    const before = await numbers(reader)
    await expect.poll(() => reader.sockets.length).toBe(1)
    await voices()
    await expect.poll(() => numbers(reader), { timeout: 20_000 }).not.toBe(before)
    expect(await reader.page.locator('brusio-widget .plot').getAttribute('aria-label')).toMatch(/^Segnalazioni/)
    expect(reader.asked.filter((path) => path.endsWith('.json'))).toEqual(['/embed/libero-mail.json'])
    expect(await barriersIn(reader.page)).toEqual([])
    expect([reader.complaints, reader.cookies, reader.strangers()]).toEqual([[], [], []])
    await reader.context.close()
  })

  it('closes its socket when it is gone, and opens it again with the next', async () => {
    const reader = await theirs.open(script() + element('provider="tim"'))
    await shown(reader)
    await expect.poll(() => reader.sockets.length).toBe(1)
    const closed = reader.page.waitForEvent('websocket', { timeout: 30_000 })
    await reader.page.evaluate(() => {
      const one = document.querySelector('brusio-widget')!
      one.remove()
      setTimeout(() => document.querySelector('main')!.append(one), 3_000)
    })
    await closed
    expect(reader.sockets).toHaveLength(2)
    await reader.context.close()
  })

  it('keeps its place: nothing of the page moves, before or after its facts have come', async () => {
    const body = `${element('provider="tim"')}${element('providers="tim,fastweb"')}${element('operator="italiaonline"')}`
    const reader = await theirs.open(`${body}<p id="after">Dopo</p>`, {
      options: { viewport: { width: 390, height: 2_400 } },
      before: async (page) => {
        await page.route('**/embed/**', async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 500))
          await route.continue()
        })
      },
    })
    const top = () => reader.page.locator('#after').evaluate((one) => one.getBoundingClientRect().top)
    await reader.page.addScriptTag({ url: `${site.server.url}/widget.js` })
    const kept = await top()
    await expect.poll(() => reader.page.locator('brusio-widget .foot').count()).toBe(3)
    expect(await top()).toBe(kept)
    await reader.context.close()
  })

  it('shows the same under another theme, and other facts under other attributes', async () => {
    const reader = await theirs.open(script() + element('provider="tim" lang="en"'))
    await shown(reader)
    const ground = () =>
      reader.page.locator('brusio-widget .box').evaluate((box) => getComputedStyle(box).backgroundColor)
    const light = await ground()
    await reader.page.locator('brusio-widget').evaluate((one) => one.setAttribute('theme', 'dark'))
    expect(await ground()).not.toBe(light)
    await reader.page.locator('brusio-widget').evaluate((one) => one.setAttribute('provider', 'fastweb'))
    await reader.page.waitForFunction(() => {
      return document.querySelector('brusio-widget')!.shadowRoot!.querySelector('.name')?.textContent === 'Fastweb'
    })
    await reader.context.close()
  })

  it('is dark where the page is', async () => {
    const head = '<style>body { background: #111 }</style>'
    const reader = await theirs.open(script() + element('provider="tim"'), { head })
    await shown(reader)
    expect(await reader.page.locator('brusio-widget .box').getAttribute('class')).toContain('dark')
    await reader.context.close()
  })

  it('stands still where it is frozen', async () => {
    const at = new Date(Date.UTC(2026, 0, 13, 6)).toISOString()
    const reader = await theirs.open(script() + element(`provider="tim" as-of="${at}" report`))
    await shown(reader)
    expect(await reader.page.locator('brusio-widget .report').count()).toBe(0)
    await reader.page.waitForTimeout(2_000)
    expect(reader.sockets).toEqual([])
    await reader.context.close()
  })

  it('does no harm where its script stands twice', async () => {
    const reader = await theirs.open(script() + script() + element('provider="tim"'))
    await shown(reader)
    const added = await reader.page.evaluate(() => Object.keys(window).filter((name) => /brusio|widget/i.test(name)))
    expect([added, reader.complaints]).toEqual([[], []])
    await reader.context.close()
  })

  it('is a group that has a name, and its time goes on in every language without asking again', async () => {
    const open = (lang: string) => theirs.open(script() + element(`provider="fastweb" lang="${lang}"`))
    const readers = [await open('it'), await open('en')]
    const times = ({ page }: Reader) => page.locator('brusio-widget .foot > span').first().textContent()
    for (const reader of readers) {
      await shown(reader)
      await expect.poll(() => reader.sockets.length).toBe(1)
      expect(await reader.page.getByRole('group', { name: 'Fastweb' }).count()).toBe(1)
    }
    const before = await Promise.all(readers.map(times))
    expect(before).toEqual([expect.stringMatching(/^alle \d\d:\d\d CET$/), expect.stringMatching(/^at \d\d:\d\d UTC$/)])
    const asked = readers.map((reader) => reader.asked.length)
    site.putForward(2 * MINUTE_MS)
    for (const [i, reader] of readers.entries()) {
      await expect.poll(() => times(reader), { timeout: 20_000 }).not.toBe(before[i])
      expect(await times(reader)).toMatch(/^(alle|at) \d\d:\d\d (CET|UTC)$/)
      expect(reader.asked).toHaveLength(asked[i]!)
      await reader.context.close()
    }
  })

  it('leaves the link where its facts cannot be had', async () => {
    const reader = await theirs.open(script() + element('provider="nobody"'))
    await reader.page.waitForSelector('brusio-widget .box > p')
    expect(await reader.page.locator('brusio-widget a').first().isVisible()).toBe(true)
    await reader.context.close()
  })
})

describe('a report from the element', () => {
  const open = async (before?: (page: Reader['page']) => Promise<unknown>) => {
    const reader = await theirs.open(script() + element('provider="fastweb" report'), before && { before })
    await shown(reader)
    await reader.page.locator('brusio-widget .press').click()
    return reader
  }
  const said = ({ page }: Reader) => page.locator('brusio-widget .said').textContent()
  const choice = ({ page }: Reader) => page.locator('brusio-widget .choices button')

  it('is counted, as one through the widget on that host', async () => {
    const reader = await open()
    expect(await barriersIn(reader.page)).toEqual([])
    await choice(reader).first().click()
    await expect.poll(() => said(reader)).toContain('Contata')
    const rows = await site.db.sql`
      select r.via, r.referrer_host as host, r.answer from reports r join providers p on p.id = r.provider_id where p.slug = 'fastweb'`
    expect([...rows]).toEqual([{ via: 'widget', host: 'localhost', answer: 'problem' }])
    await reader.context.close()
  })

  it('claims nothing where the line is silent, and is the same report when it is tried again', async () => {
    const ids: unknown[] = []
    const reader = await open((page) =>
      page.route('**/api/v1/reports', async (route) => {
        const body: { id: string } = route.request().postDataJSON()
        if (ids.push(body.id) === 1) await route.abort()
        else await route.continue()
      }),
    )
    const asked = await said(reader)
    await choice(reader).first().click()
    await expect.poll(() => said(reader)).not.toBe(asked)
    expect(await said(reader)).not.toContain('Contata')
    await choice(reader).first().click()
    await expect.poll(() => ids.length).toBe(2)
    expect(ids[0]).toBe(ids[1])
    await reader.context.close()
  })
})
