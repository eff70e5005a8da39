import { beforeAll, describe, expect, it } from 'vitest'
import type { EmbedFacts } from '../shared/embed.ts'
import { paragraphs } from '../server/test/host-site.ts'
import { aboutOne, choose, embedHost } from '../server/test/host-snippets.ts'
import { useReportSite } from '../server/test/report-site.ts'
import { barriersIn, useSecondOrigin } from '../server/test/second-origin.ts'
import { until } from '../server/test/until.ts'
import { elementTag, frameTag, scriptTag, type EmbedHost } from './embed-code.ts'

const site = useReportSite()
const theirs = useSecondOrigin(site)
let host: EmbedHost
beforeAll(() => {
  host = embedHost(site.server.url)
})

const element = (slug: string, more = {}) => scriptTag(host) + elementTag(choose(slug, more), host)
const frame = (slug: string, more = {}) => frameTag(choose(slug, { form: 'iframe', ...more }), host)
const readFacts = async (slug: string) =>
  (await (await fetch(`${site.server.url}/embed/${slug}.json?lang=it&range=24h`)).json()) as EmbedFacts
/** All of it that is ours, once it has been read. */
const BOX = 'brusio-widget .box'
const oneLine = (text: string | null) => (text ?? '').replaceAll(/\s+/g, ' ')

describe('an element in a page of another origin', () => {
  it('says what our server says, with whose it is, by one reading and one socket', async () => {
    const reader = await theirs.open(element('tim'))
    await reader.page.waitForSelector('brusio-widget .plot')
    const { lines, words, curve, path } = await readFacts('tim')
    const said = oneLine(await reader.page.locator(BOX).textContent())
    for (const text of [lines[0]!.headline, lines[0]!.name, words.source]) expect(said).toContain(oneLine(text))
    expect(await reader.page.locator(BOX).getByText(words.source).getAttribute('href')).toBe(site.server.url + path)
    expect(curve!.points.some(([voices]) => voices !== null)).toBe(true)
    await until(() => reader.sockets.length > 0)
    expect(reader.asked.filter((one) => one.endsWith('.json'))).toEqual(['/embed/tim.json'])
    expect(reader.sockets).toHaveLength(1)
    await reader.context.close()
  })

  it('shows what happens while it is read', async () => {
    const reader = await theirs.open(element('fastweb'))
    await reader.page.waitForSelector('brusio-widget .plot')
    const before = await reader.page.locator(BOX).textContent()
    for (let i = 0; i < 4; i++)
      await fetch(`${site.server.url}/api/v1/reports`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `93.50.${i}.4` },
        body: JSON.stringify({ provider: 'fastweb', answer: 'problem' }),
      })
    await until(async () => (await reader.page.locator(BOX).textContent()) !== before)
    expect(reader.complaints).toEqual([])
    await reader.context.close()
  })

  it('asks for nothing before a reader comes near it', async () => {
    const reader = await theirs.open(paragraphs(120) + element('tim'))
    await reader.page.waitForFunction(() => customElements.get('brusio-widget') !== undefined)
    await reader.page.waitForLoadState('networkidle')
    expect([reader.asked, reader.sockets]).toEqual([[host.widget.versioned], []])
    await reader.page.locator('brusio-widget').scrollIntoViewIfNeeded()
    await reader.page.waitForSelector('brusio-widget .plot')
    expect(reader.asked).toContain('/embed/tim.json')
    await reader.context.close()
  })

  it('shares one socket with all others on its page', async () => {
    const slugs = site.server.directory
      .all()
      .slice(0, 20)
      .map(({ slug }) => slug)
    const body = scriptTag(host) + slugs.map((slug) => elementTag(choose(slug), host)).join('\n')
    const options = { viewport: { width: 1_280, height: 12_000 } }
    const reader = await theirs.open(body, { options })
    await until(async () => (await reader.page.locator('brusio-widget .foot').count()) === slugs.length)
    await until(() => reader.sockets.length > 0)
    await reader.page.waitForTimeout(1_500)
    expect(reader.sockets).toHaveLength(1)
    expect(reader.asked.filter((path) => path.endsWith('.json')).toSorted()).toEqual(
      slugs.map((slug) => `/embed/${slug}.json`).toSorted(),
    )
    expect(reader.complaints).toEqual([])
    await reader.context.close()
  })
})

/** Every form that runs in a browser; the state is named as each form has it. */
const FORMS: [name: string, body: () => string, shown: string][] = [
  ['element', () => element('tim'), 'brusio-widget .plot'],
  ['element with a report button', () => element('tim', { report: true }), 'brusio-widget button'],
  [
    'element of two services',
    () => {
      const services = [aboutOne('tim'), aboutOne('fastweb')].flatMap((one) => one.services)
      const about = { ...aboutOne('tim'), kind: 'providers' as const, name: 'tim,fastweb', services }
      return element('tim', { about })
    },
    'brusio-widget li',
  ],
  ['frame', () => frame('tim'), 'iframe'],
  ['frame with a report button', () => frame('tim', { report: true }), 'iframe'],
]

describe.each(FORMS)('%s', (_, body, shown) => {
  const open = async (options = {}) => {
    const reader = await theirs.open(body(), { options })
    await reader.page.waitForSelector(shown)
    await reader.page.waitForLoadState('networkidle')
    return reader
  }

  it('sets no cookie, stores nothing, asks nobody else and leaves nothing to complain of', async () => {
    const reader = await open()
    expect(reader.asked.length).toBeGreaterThan(0)
    expect(reader.strangers()).toEqual([])
    const frames = await Promise.all(
      reader.page.frames().map((one) => one.evaluate(() => document.cookie === '').catch(() => true)),
    )
    expect(frames).not.toContain(false)
    expect(reader.complaints).toEqual([])
    expect(reader.cookies).toEqual([])
    expect(await theirs.stored(reader)).toEqual([])
    await reader.context.close()
  })

  it.each(['light', 'dark'] as const)('has no barrier that axe can find (%s)', async (colorScheme) => {
    const reader = await open({ colorScheme })
    const found = await Promise.all(reader.page.frames().map(barriersIn))
    expect(found.flat()).toEqual([])
    await reader.context.close()
  })
})
