import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hear } from '../server/test/hearing.ts'
import { anArticle, serveHost, type HostPage } from '../server/test/host-site.ts'
import { useReportSite } from '../server/test/report-site.ts'
import { EXAMPLES } from './locales/guide.ts'

const site = useReportSite()
const articles = new Map<string, HostPage>()
let newspaper: { url: string; close(): Promise<void> }
beforeAll(async () => {
  newspaper = await serveHost(articles)
})
afterAll(() => newspaper?.close())

const open = async (address: string, options: BrowserContextOptions = {}) => {
  const context = await site.browser.newContext({ locale: 'it', ...options })
  const page = await context.newPage()
  const heard = await hear(page, site.server.url)
  await page.goto(address)
  return { page, heard, close: () => context.close() }
}
const builder = (lang = 'it') => `${site.server.url}/${lang}/newsroom`
const code = (page: Page) => page.locator('#embed-code').inputValue()
/** As somebody else would paste it. */
const paste = (html: string) => {
  articles.set('/article', { html: anArticle(html) })
  return open(`${newspaper.url}/article`)
}

const tag = { element: '<brusio-widget', iframe: '<iframe', picture: '<img' }
const seen = {
  element: (page: Page) =>
    page.locator('brusio-widget').getByRole('link', { name: 'fonte: Brusio', exact: true }).waitFor(),
  iframe: (page: Page) => page.frameLocator('iframe').locator('main').getByText('fonte: Brusio').first().waitFor(),
  picture: (page: Page) =>
    page.waitForFunction(
      () => [...document.images].length > 0 && [...document.images].every((image) => image.naturalWidth > 50),
    ),
}

describe('the code that is shown', () => {
  it.each([
    ['element', 'follow', seen.element],
    ['element', 'live', seen.element],
    ['element', 'frozen', seen.element],
    ['iframe', 'follow', seen.iframe],
    ['iframe', 'live', seen.iframe],
    ['iframe', 'frozen', seen.iframe],
    ['picture', 'follow', seen.picture],
    ['picture', 'live', seen.picture],
    ['picture', 'frozen', seen.picture],
  ] as const)('as %s, %s, works in a page of another origin', async (form, when, isSeen) => {
    const { page, close } = await open(builder())
    await page.locator(`[name=form][value=${form}]`).check()
    await page.locator(`[name=when][value=${when}]`).check()
    await page.locator('[name=of]').fill('TIM')
    const wanted = when === 'follow' ? /i\/|incident=/ : /tim/
    await expect.poll(() => code(page)).toMatch(wanted)
    await expect.poll(() => code(page)).toContain(tag[form])
    await expect.poll(() => code(page)).toMatch(when === 'frozen' ? /as.of=/ : /^(?!.*as.of=)/s)
    const html = await code(page)
    await close()
    const article = await paste(html)
    await isSeen(article.page)
    expect(article.heard.complaints).toEqual([])
    expect(article.heard.cookies).toEqual([])
    await article.close()
  })

  it('for AMP names a frame that its sandbox lets run, and for a README a badge that is there', async () => {
    const { page, close } = await open(`${builder()}?of=tim&when=live&form=amp`)
    const amp = await code(page)
    const [, src, rights] = /<amp-iframe src="([^"]+)"[^]*? sandbox="([^"]+)"/.exec(amp) ?? []
    const placeholder = /<amp-img [^>]*src="([^"]+)"/.exec(amp)?.[1]
    await page.locator('[name=form][value=badge]').check()
    await expect.poll(() => code(page)).toMatch(/^\[!\[/)
    const badge = /\]\((\S+?)\)\]/.exec(await code(page))?.[1]
    await close()
    const article = await paste(
      `<iframe src="${src}" sandbox="${rights}"></iframe><img src="${placeholder}" alt=""><img src="${badge}" alt="">`,
    )
    await seen.iframe(article.page)
    await seen.picture(article.page)
    await article.close()
  })

  it('with the button lets a reader report from the article', async () => {
    const { page, close } = await open(builder())
    await page.locator('[name=of]').fill('Fastweb')
    await page.locator('[name=when][value=live]').check()
    await page.locator('[name=button]').check()
    await expect.poll(() => code(page)).toMatch(/ report /)
    const html = await code(page)
    await close()
    const article = await paste(html)
    await article.page.locator('brusio-widget').getByRole('button', { name: 'Ho un problema' }).waitFor()
    await article.close()
  })
})

describe('the builder', () => {
  it('answers each choice with code and preview, and leaves the address alone', async () => {
    const { page, heard, close } = await open(builder())
    await page.locator('[name=of]').fill('Fastweb')
    await expect.poll(() => code(page)).toContain('provider="fastweb"')
    await page
      .locator('.builder-preview brusio-widget')
      .getByRole('link', { name: 'fonte: Brusio', exact: true })
      .waitFor()
    await page.locator('[name=form][value=iframe]').check()
    await page.frameLocator('.builder-preview iframe').getByText('fonte: Brusio').first().waitFor()
    expect(await page.locator('[data-note=theme]').isVisible()).toBe(false)
    await page.locator('[name=theme]').selectOption('dark')
    await expect.poll(() => code(page)).toContain('theme=dark')
    await page.locator('[name=as_of]').fill('2026-01-13T07:30')
    await expect.poll(() => code(page)).toContain('as_of=2026-01-13T07:30%2B01:00')
    await page.locator('[name=form][value=badge]').check()
    await page.locator('[data-note=theme]').waitFor()
    await page.locator('[name=of]').fill('xyzzyplugh')
    await page.getByText('Non troviamo «xyzzyplugh».').waitFor()
    expect(await page.locator('#embed-code').isVisible()).toBe(false)
    expect(page.url()).toBe(builder())
    expect(heard.complaints).toEqual([])
    expect(heard.strangers).toEqual([])
    await close()
  })

  it('asks for no range where there is none, and shows the one that the code has', async () => {
    const { page, close } = await open(`${builder()}?of=Gmail&range=7d&form=iframe`)
    const range = page.locator('[name=range]')
    expect(await range.isEnabled()).toBe(true)
    expect(await code(page)).toContain('range=7d')
    await page.locator('[name=form][value=badge]').check()
    await expect.poll(() => range.isDisabled()).toBe(true)
    await page.locator('[name=form][value=iframe]').check()
    await expect.poll(() => range.isEnabled()).toBe(true)
    expect(await code(page)).toContain(`range=${await range.inputValue()}`)
    await close()
  })

  it('offers with a frame a script that makes it as high as it is, of any width', async () => {
    const { page, close } = await open(`${builder()}?of=TIM&form=iframe&when=live&button=1`)
    const [frame, grow] = [await code(page), await page.locator('.builder-shown details pre').textContent()]
    await page.locator('[name=form][value=element]').check()
    await expect.poll(() => page.locator('.builder-shown details pre').count()).toBe(0)
    await close()
    const article = await paste(`${frame}${grow}`)
    await seen.iframe(article.page)
    const inside = article.page.frames()[1]!
    const spare = () => inside.evaluate(() => innerHeight - document.documentElement.getBoundingClientRect().height)
    await expect.poll(spare).toBeLessThan(1)
    await inside.click('summary')
    await expect.poll(spare).toBeLessThan(1)
    await expect.poll(() => inside.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true)
    expect(article.heard.complaints).toEqual([])
    await article.close()
  })

  it('copies the code with one press', async () => {
    const { page, close } = await open(builder(), { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: 'Copia il codice' }).click()
    await page.locator('.builder .copy output').filter({ hasText: /\S/ }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await code(page))
    await close()
  })

  it('is a form for who has no script: it leads to the page that shows code and preview', async () => {
    const { page, close } = await open(builder('en'), { javaScriptEnabled: false })
    await page.locator('[name=of]').fill('Fastweb')
    await page.locator('[name=form][value=iframe]').check()
    await page.getByRole('button', { name: 'Update the code' }).click()
    expect(await page.locator('#embed-code').inputValue()).toContain('/embed/fastweb?lang=en')
    await page.frameLocator('.builder-preview iframe').getByText('source: Brusio').first().waitFor()
    await page.locator('[name=form][value=element]').check()
    await page.getByRole('button', { name: 'Update the code' }).click()
    expect(await page.locator('#embed-code').inputValue()).toContain('<brusio-widget provider="fastweb"')
    await page.frameLocator('.builder-preview iframe').getByText('source: Brusio').first().waitFor()
    await close()
  })
})

describe('the examples', () => {
  it.each([...EXAMPLES])('%s shows its embed here, and the same page does on another origin', async (name) => {
    const address = `${site.server.url}/it/newsroom/examples/${name}`
    const copy = await (await fetch(`${address}?absolute=1`)).text()
    articles.set('/example', { html: copy })
    for (const at of [address, `${newspaper.url}/example`]) {
      const { page, heard, close } = await open(at)
      const kind = name === 'static' ? 'picture' : name === 'amp' || name === 'sandbox' ? 'iframe' : 'element'
      if (name === 'many')
        await page.locator('brusio-widget').first().getByRole('link', { name: 'fonte: Brusio', exact: true }).waitFor()
      else await seen[kind](page)
      expect([at, heard.complaints, heard.cookies]).toEqual([at, [], []])
      await close()
    }
  })

  it('as in AMP gives the frame the height that it announces', async () => {
    const { page, close } = await open(`${site.server.url}/it/newsroom/examples/amp`, {
      viewport: { width: 390, height: 800 },
    })
    const frame = page.locator('.embed iframe')
    const inside = () =>
      page
        .frameLocator('.embed iframe')
        .locator('html')
        .evaluate((root) => root.getBoundingClientRect().height)
    await expect
      .poll(async () => Math.abs(Number(await frame.getAttribute('height')) - (await inside())))
      .toBeLessThan(2)
    await close()
  })
})
