import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../shared/time.ts'
import { openBrowser } from '../server/test/browser.ts'
import { useTestDb } from '../server/test/db.ts'
import { choose, embedHost } from '../server/test/host-snippets.ts'
import { anArticle, serveHost, type HostPage } from '../server/test/host-site.ts'
import { aRunningServer } from '../server/test/running-server.ts'
import { beginStory, type Story } from '../server/test/story.ts'
import { elementTag, frameTag, pictureAddress, scriptTag, type EmbedHost } from './embed-code.ts'

const NOON = Date.UTC(2024, 4, 20, 12)
const STORY_MS = 120_000

const test = useTestDb()
let story: Story
let host: EmbedHost
const pages = new Map<string, HostPage>()
let theirs: Awaited<ReturnType<typeof serveHost>>
let opened: Awaited<ReturnType<typeof openBrowser>>
beforeAll(async () => {
  story = await beginStory(test.connection, { at: NOON, slugs: ['libero-mail'] })
  host = embedHost(story.server.url)
  theirs = await serveHost(pages)
  opened = await openBrowser(inject('browserFiles'))
})
afterAll(async () => {
  await opened?.close()
  await theirs?.close()
  await story?.close()
})

/** What a reader sees of a page with this in it: the words and the lines that are drawn. */
async function read(body: string, shown: string) {
  const path = `/${pages.size}`
  pages.set(path, { html: anArticle(body) })
  const context = await opened.browser.newContext({ locale: 'it-IT', timezoneId: 'Europe/Rome' })
  try {
    const page = await context.newPage()
    await page.goto(theirs.url + path)
    const inside = body.includes('<iframe') ? await frameOf(page) : page
    await inside.locator(shown).first().waitFor({ state: 'attached' })
    const root = inside === page ? page.locator('brusio-widget .box') : inside.locator('body')
    return {
      words: ((await root.textContent()) ?? '').replaceAll(/\s+/g, ' ').trim(),
      drawn: await root.locator('svg path').evaluateAll((all) => all.map((one) => one.getAttribute('d'))),
    }
  } finally {
    await context.close()
  }
}

/** As text; who shows it stands in it by name. */
const readPicture = async (address: string) =>
  (await (await fetch(address)).text()).replaceAll(new URL(address).host, 'host')

async function frameOf(page: Page) {
  await page.locator('iframe').scrollIntoViewIfNeeded()
  return (await (await page.locator('iframe').elementHandle())?.contentFrame())!
}

it(
  'is of its moment for ever: the same words and the same curve before an outage and in the middle of it',
  async () => {
    await story.go(60, { crowd: { 'libero-mail': { people: 1 } }, step: 30 })
    const asOf = new Date(story.now() - 10 * MINUTE_MS).toISOString().replace(/:\d\d\.\d+Z$/, 'Z')
    const frozen = choose('libero-mail', { asOf })
    const look = async (from: EmbedHost) => ({
      seen: await Promise.all([
        read(scriptTag(from) + elementTag(frozen, from), 'brusio-widget .plot'),
        read(frameTag({ ...frozen, form: 'iframe' }, from), 'svg path'),
      ]),
      picture: await readPicture(pictureAddress(frozen, from, 'svg').replaceAll('&amp;', '&')),
    })
    const live = () => read(scriptTag(host) + elementTag(choose('libero-mail'), host), 'brusio-widget .plot')

    const [before, liveBefore] = [await look(host), await live()]
    for (const { words, drawn } of before.seen) {
      expect(words).toContain('Libero Mail')
      // It says so, with the hour at which it is frozen.
      expect(words).toContain(inRome(Date.parse(asOf)))
      expect(drawn.filter((line) => line !== null && line !== '').length).toBeGreaterThan(1)
    }
    await story.go(30, { crowd: { 'libero-mail': { people: 40 } } })
    const [incident] = await story.incidents('libero-mail')
    expect(incident?.state).toBe('confirmed')
    expect(await look(host)).toEqual(before)
    // Another process has kept nothing of it: it finds the moment in what was stored.
    const fresh = await aRunningServer(test.connection, { clock: { now: story.now, speed: 1, mode: 'live' } })
    const again = await look(embedHost(fresh.url))
    await fresh.close()
    expect(again).toEqual(before)
    const liveAfter = await live()
    expect(liveAfter.words).not.toBe(liveBefore.words)
    expect(liveAfter.drawn).not.toEqual(liveBefore.drawn)
    expect(Date.parse(incident!.started_at)).toBeGreaterThan(NOON + HOUR_MS - 15 * MINUTE_MS)
  },
  STORY_MS,
)

const inRome = (at: number) =>
  new Intl.DateTimeFormat('it', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Rome' }).format(at)
