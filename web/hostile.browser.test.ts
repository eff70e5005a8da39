import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { hear } from '../server/test/hearing.ts'
import { nameHostile, sayHostile } from '../server/test/hostile-site.ts'
import { HOSTILE_STRINGS, whole } from '../server/test/hostile-strings.ts'
import { readHarm, readIntruders } from '../server/test/intruders.ts'
import { readOverflow } from '../server/test/page-facts.ts'
import { pathIn } from '../server/test/site-pages.ts'
import { useStorySite } from '../server/test/story-site.ts'

const PATIENCE_MS = 180_000
/** Twenty long notices on a small phone. */
const MOST_PX = 60_000
const NARROW = { width: 320, height: 640 }

const site = useStorySite((db, directory) => nameHostile(db, directory, 0))
let said: Awaited<ReturnType<typeof sayHostile>>
let page: Page
let complaints: string[]

beforeAll(async () => {
  said = await sayHostile(site.server.db, site.server.directory)
  const context = await site.browser.newContext({ viewport: NARROW, locale: 'it', reducedMotion: 'reduce' })
  page = await context.newPage()
  ;({ complaints } = await hear(page, site.server.url))
})

/** Goes there and looks for harm; the page's words. */
async function look(address: string, found: string[]): Promise<void> {
  complaints.length = 0
  const response = await page.goto(site.server.url + address)
  const status = response?.status() ?? 0
  const harm = [
    ...(status >= 500 ? [`is answered with ${status}`] : []),
    ...(new URL(page.url()).origin === site.server.url ? [] : [`led to ${page.url()}`]),
    ...(await page.evaluate(readIntruders, undefined)),
    ...(await page.evaluate(readHarm, MOST_PX)),
    ...(await page.evaluate(readOverflow)),
    ...complaints.filter((text) => status < 400 || !text.includes(`a status of ${status}`)),
  ]
  found.push(...harm.map((text) => `${address}: ${text}`))
}

/** Read by the page's own parser, but not gone to: there are thousands. */
async function readAll(addresses: readonly string[]): Promise<{ address: string; status: number; found: string[] }[]> {
  await page.goto(`${site.server.url}/it/rule`)
  const bodies = await page.evaluate(async (all) => {
    const read = async (address: string) => {
      const answer = await fetch(address, { headers: { accept: 'text/html' } })
      const isPage = answer.headers.get('content-type')?.startsWith('text/html') ?? false
      return { address, status: answer.status, html: isPage ? await answer.text() : null }
    }
    const answers = []
    for (let i = 0; i < all.length; i += 4) answers.push(...(await Promise.all(all.slice(i, i + 4).map(read))))
    return answers
  }, addresses)
  const checked = []
  for (const { address, status, html } of bodies) {
    const found = html === null ? [] : await page.evaluate(readIntruders, html)
    checked.push({ address, status, found: found.map((text) => `${address}: ${text}`) })
  }
  return checked
}

it('has enough to try', () => {
  expect(HOSTILE_STRINGS.length).toBeGreaterThan(200)
  expect(said.kept).toBeGreaterThan(200)
})

it(
  'shows every page unharmed while every name is hostile',
  async () => {
    const found: string[] = []
    const { db, directory } = site.server
    const count = directory.all().length
    for (let first = 0; first < HOSTILE_STRINGS.length; first += count) {
      await nameHostile(db, directory, first)
      for (const [i, one] of site.pages.entries()) await look(pathIn(i % 2 === 0 ? 'it' : 'en', one), found)
    }
    expect(found).toEqual([])
  },
  PATIENCE_MS,
)

it(
  'shows the page of every provider that has a hostile name, and of what was said of it',
  async () => {
    const found: string[] = []
    const { directory } = site.server
    for (const slug of said.slugs) await look(`/it/p/${slug}`, found)
    for (const { slug } of directory.all().filter((_, i) => i % 3 === 0)) await look(`/en/p/${slug}`, found)
    expect(found).toEqual([])
  },
  PATIENCE_MS,
)

it(
  'answers every hostile search',
  async () => {
    const found: string[] = []
    const addresses = HOSTILE_STRINGS.map((words, i) => {
      const asked = new URLSearchParams({ q: whole(words) }).toString()
      return `${i % 4 === 0 ? '/en/report' : '/it/search'}?${asked}`
    })
    const answers = await readAll(addresses)
    expect(answers.filter(({ status }) => status !== 200)).toEqual([])
    expect(answers.flatMap(({ found: harm }) => harm)).toEqual([])
    for (const address of addresses.filter((_, i) => i % 5 === 0)) await look(address, found)
    expect(found).toEqual([])
  },
  PATIENCE_MS,
)

it(
  'takes any text for a part of an address',
  async () => {
    const written = HOSTILE_STRINGS.map((text) => encodeURIComponent(whole(text))).filter(
      (text) => !/^\.{0,2}$/.test(text),
    )
    const patterns = [
      '/p/:',
      '/it/p/:/why',
      '/i/:',
      '/embed/:',
      '/:',
      '/en/:',
      '/o/:',
      '/c/:',
      '/it/p/:/report',
      '/p/libero-mail/:',
    ]
    const answers = await readAll(written.map((text, i) => patterns[i % patterns.length]!.replace(':', text)))
    expect(answers.filter(({ status }) => status >= 500).map(({ address, status }) => `${status} ${address}`)).toEqual(
      [],
    )
    expect(answers.flatMap(({ found }) => found)).toEqual([])
  },
  PATIENCE_MS,
)

it(
  'takes any text for what is asked of a page',
  async () => {
    const paths = [
      '/it/p/libero-mail',
      '/it/',
      '/en/report',
      '/it/history',
      '/embed/tim',
      '/en/p/libero-mail/report',
      '/it/rule',
    ]
    const names = [
      'range',
      'reported',
      'report',
      'id',
      'sort',
      'lang',
      'year',
      'page',
      'since',
      'token',
      'problem',
      '__proto__',
    ]
    const addresses = HOSTILE_STRINGS.map((_, i) => {
      const asked = names.map((name, n) => [
        name,
        whole(HOSTILE_STRINGS[(i + n) % HOSTILE_STRINGS.length]!.slice(0, 300)),
      ])
      return `${paths[i % paths.length]}?${new URLSearchParams(asked).toString()}`
    })
    const answers = await readAll(addresses)
    expect(answers.filter(({ status }) => status >= 500).map(({ address, status }) => `${status} ${address}`)).toEqual(
      [],
    )
    expect(answers.flatMap(({ found }) => found)).toEqual([])
  },
  PATIENCE_MS,
)

it(
  'takes any text for a field, a region, a referrer, an id, and answers with no fault of ours',
  async () => {
    const { url } = site.server
    const found: string[] = []
    const fields = ['answer', 'problem', 'component', 'device', 'region', 'began', 'id', 'observed_at']
    for (const [i, text] of HOSTILE_STRINGS.entries()) {
      const name = fields[i % fields.length]!
      // What a header can carry: one byte a sign, and no line of its own.
      const line = Buffer.from(text)
        .toString('latin1')
        .replaceAll(/[^\x20-\x7e\xa0-\xff]/g, '')
        .slice(0, 500)
        .trim()
      const headers = {
        'user-agent': `Mozilla/5.0 ${line}`,
        referer: line,
        'x-forwarded-for': `151.${i % 250}.${i % 99}.7`,
      }
      const body = { answer: 'problem', [name]: whole(text) }
      const form = await fetch(`${url}/it/p/libero-mail/report`, {
        method: 'POST',
        redirect: 'manual',
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(body),
      })
      const json = await fetch(`${url}/api/v1/reports`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', origin: line },
        body: JSON.stringify({ provider: 'libero-mail', ...body }),
      })
      for (const { status, url: to } of [form, json])
        if (status >= 500 || status === 404) found.push(`${status} ${to} ${name} ${JSON.stringify(text)}`)
      const html = await form.text()
      if (html !== '')
        found.push(
          ...(await page.evaluate(readIntruders, html)).map((harm) => `refusal of ${JSON.stringify(text)}: ${harm}`),
        )
    }
    expect(found).toEqual([])
    const after: string[] = []
    await look('/it/p/libero-mail', after)
    expect(after).toEqual([])
  },
  PATIENCE_MS,
)
