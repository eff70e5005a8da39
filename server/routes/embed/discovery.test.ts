import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RunningServer } from '../../main.ts'
import { useTestDb } from '../../test/db.ts'
import { checkXml, readBySmith } from '../../test/feed-readers.ts'
import { anIncident } from '../../test/factories.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { aRunningServer } from '../../test/running-server.ts'

const NOW = Date.UTC(2023, 0, 23, 12)
const PUBLIC = 'https://brusio.example'
const publicly = useTestDb()
const privately = useTestDb()
let server: RunningServer
let nameless: RunningServer
let incident: string

beforeAll(async () => {
  const clock = createManualClock(NOW, 'live')
  server = await aRunningServer(publicly.connection, {
    config: { publicUrl: PUBLIC },
    clock,
    async begun(db, directory) {
      const providerId = directory.bySlug('libero-mail')?.id ?? 0
      incident = (await anIncident(db, { providerId, startedAt: new Date(NOW - 3_600_000) })).id
    },
  })
  nameless = await aRunningServer(privately.connection, { clock })
})
afterAll(async () => {
  await server?.close()
  await nameless?.close()
})

const read = async (path: string, of = server) =>
  (await fetch(of.url + path, { headers: { accept: 'text/html', 'accept-language': 'it' } })).text()
const attribute = (tag: string, name: string) =>
  new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&')
const linksOf = (html: string, type: string) =>
  [...html.matchAll(/<link [^>]*>/g)].map(([tag]) => tag).filter((tag) => attribute(tag, 'type') === type)
const metaOf = (html: string, name: string) =>
  attribute(new RegExp(`<meta (?:property|name)="${name}"[^>]*>`).exec(html)?.[0] ?? '', 'content')

const PAGES = [
  { path: '/it/', feed: '/it/feed', picture: 'home' },
  { path: '/en/history', feed: '/en/feed', picture: null },
  { path: '/it/history?provider=libero-mail', feed: '/it/p/libero-mail/feed', picture: null },
  { path: '/p/libero-mail', feed: '/it/p/libero-mail/feed', picture: 'libero-mail' },
  { path: '/en/o/italiaonline', feed: '/en/o/italiaonline/feed', picture: 'o/italiaonline' },
  { path: '/en/i/{id}', feed: '/en/p/libero-mail/feed', picture: 'i/{id}' },
]

it.each(PAGES)('offers on $path its feed in both formats, and it is there', async ({ path, feed }) => {
  const html = await read(path.replace('{id}', incident))
  for (const format of ['atom', 'rss']) {
    const links = linksOf(html, `application/${format}+xml`)
    expect(links.map((tag) => attribute(tag, 'href'))).toEqual([`${feed}.${format}`])
    const xml = await read(`${feed}.${format}`)
    checkXml(xml, format === 'atom')
    expect(readBySmith(xml).title).toBe(attribute(links[0]!, 'title'))
  }
})

it.each(PAGES)('gives $path a picture for shared links where it has one', async ({ path, picture }) => {
  const html = await read(path.replace('{id}', incident))
  const lang = path.startsWith('/en') ? 'en' : 'it'
  const address = picture === null ? undefined : `${PUBLIC}/og/${picture.replace('{id}', incident)}.png?lang=${lang}`
  expect(metaOf(html, 'og:image')).toBe(address)
  const more = ['og:image:width', 'og:image:height', 'og:image:type', 'twitter:card'].map((name) => metaOf(html, name))
  const whole = ['1200', '630', 'image/png', 'summary_large_image']
  expect(more).toEqual(picture === null ? whole.map(() => undefined) : whole)
  expect(metaOf(html, 'og:image:alt')).toBe(picture === null ? undefined : metaOf(html, 'og:description'))
})

it.each(PAGES)('says on $path how it is embedded where it can be', async ({ path, picture }) => {
  const page = path.replace('{id}', incident)
  const isEmbedded = picture !== null && picture !== 'home'
  const links = linksOf(await read(page), 'application/json+oembed').map((tag) => attribute(tag, 'href'))
  const spoken = page.startsWith('/p/') ? `/it${page}` : page
  const address = `${PUBLIC}/oembed?url=${encodeURIComponent(PUBLIC + spoken)}&format=json`
  expect(links).toEqual(isEmbedded ? [address] : [])
})

it('needs no public address to be followed and embedded, but shows no picture without one', async () => {
  const html = await read('/it/p/libero-mail', nameless)
  expect(metaOf(html, 'og:image')).toBeUndefined()
  const [link = ''] = linksOf(html, 'application/json+oembed')
  const answer = await fetch(nameless.url + attribute(link, 'href'))
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain(`${nameless.url}/embed/libero-mail?lang=it`)
})

it('shows readers the feeds where they look for what is new', async () => {
  for (const [path, feed] of [
    ['/it/p/libero-mail', '/it/p/libero-mail'],
    ['/it/history', '/it'],
    ['/it/o/italiaonline', '/it/o/italiaonline'],
  ]) {
    expect(await read(path!)).toContain(`<a href="${feed}/feed.atom" type="application/atom+xml">Atom</a>`)
  }
})
