import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../../config.ts'
import type { RunningServer } from '../../main.ts'
import { incidentEvents } from '../../store/schema.ts'
import { useTestDb } from '../../test/db.ts'
import { anIncident } from '../../test/factories.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { aRunningServer } from '../../test/running-server.ts'

const NOW = Date.UTC(2023, 0, 23, 12)
const PUBLIC = 'https://brusio.example'
const EVIDENCE = {
  rule: 'test-7',
  window_ms: 300_000,
  observed: 34,
  expected: 1.25,
  dispersion: 1.3,
  score: 21.5,
  threshold: 18.4,
  reporters: 31,
  networks: 14,
}
const test = useTestDb()
let server: RunningServer
let stands: string
let withdrawn: string

beforeAll(async () => {
  const config = { ...readConfig({}), port: 0, metrics: undefined, probes: false, notices: false, publicUrl: PUBLIC }
  server = await aRunningServer(test.connection, {
    config,
    clock: createManualClock(NOW, 'live'),
    async prepare(db, directory) {
      const providerId = directory.bySlug('instagram')?.id ?? 0
      const over = { providerId, resolvedAt: new Date(NOW - 60_000) }
      stands = (await anIncident(db, { ...over, startedAt: new Date(NOW - 3_600_000) })).id
      withdrawn = (await anIncident(db, { ...over, startedAt: new Date(NOW - 7_200_000) })).id
      await db.orm.insert(incidentEvents).values({
        incidentId: withdrawn,
        providerId,
        at: new Date(NOW),
        type: 'withdrawn',
        fromState: 'ok',
        toState: 'ok',
        evidence: EVIDENCE,
        reason: 'A test of ours.',
      })
    },
  })
})
afterAll(() => server?.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { headers: { accept: 'text/html', ...headers }, redirect: 'manual' })
const read = async (path: string) => (await get(path)).text()

it('maps every page that stands, in each language, with its others beside it', async () => {
  const map = await get('/sitemap.xml')
  expect(map.headers.get('content-type')).toContain('application/xml')
  const xml = await map.text()
  const [entry] = /<url><loc>https:\/\/brusio\.example\/it\/p\/libero-mail<\/loc>.*<\/url>/.exec(xml) ?? ['']
  expect(entry).toContain('hreflang="en" href="https://brusio.example/en/p/libero-mail"')
  expect(entry).toContain('hreflang="x-default" href="https://brusio.example/p/libero-mail"')
  for (const path of ['/', '/c/mail', '/o/italiaonline', `/i/${stands}`]) expect(xml).toContain(`${PUBLIC}/en${path}<`)
  expect(xml).toContain(`<lastmod>${new Date(NOW - 60_000).toISOString()}</lastmod>`)
  expect(xml).not.toContain(withdrawn)
})

it('maps nothing that is not there', async () => {
  const xml = await read('/sitemap.xml')
  const paths = [...xml.matchAll(/<loc>https:\/\/brusio\.example\/it([^<]*)<\/loc>/g)].map((match) => match[1] ?? '')
  expect(paths.length).toBeGreaterThan(230)
  expect(new Set(paths).size).toBe(paths.length)
  // Providers are all alike; of each other kind every one is asked for.
  const asked = paths.filter((path, i) => !path.startsWith('/p/') || i % 40 === 0)
  const missing: string[] = []
  for (const path of asked) if ((await get(`/it${path}`)).status !== 200) missing.push(path)
  expect(missing).toEqual([])
})

it('lets search engines in, but not into searches, and shows them the map', async () => {
  const robots = await read('/robots.txt')
  expect(robots).toContain('Disallow: /search\n')
  expect(robots).toContain('Disallow: /it/receipt\n')
  expect(robots).not.toContain('Disallow: /\n')
  expect(robots).toContain(`Sitemap: ${PUBLIC}/sitemap.xml`)
})

it('has an icon for whoever asks in the old way, and a manifest whose icons are there', async () => {
  const icon = await get('/favicon.ico')
  expect(icon.headers.get('content-type')).toBe('image/x-icon')
  const manifest = await get('/site.webmanifest')
  expect(manifest.headers.get('content-type')).toContain('application/manifest+json')
  const { icons } = (await manifest.json()) as { icons: { src: string; type: string }[] }
  for (const { src, type } of icons) expect((await get(src)).headers.get('content-type')).toBe(type)
})

it.each([
  ['/p/gmail/', '/p/gmail'],
  ['/it/p/gmail/?range=7d', '/it/p/gmail?range=7d'],
  ['/en/c/mail//', '/en/c/mail'],
])('leads %s to %s for good', async (from, to) => {
  const answer = await get(from)
  expect([answer.status, answer.headers.get('location')]).toEqual([308, to])
})

it.each(['/it/', '/'])('leaves %s where it is', async (path) => {
  expect((await get(path)).status).toBe(200)
})

it.each(['//evil.example/', '/%2f/evil.example/', '/\\evil.example/'])('leads nobody away by %s', async (path) => {
  const answer = await get(path)
  expect(answer.headers.get('location') ?? '/').toMatch(/^\/(?![/\\])/)
})

it('finds one who is called so at once, and stays in the language of the address', async () => {
  for (const [path, to] of [
    ['/it/search?q=whatsapp+non+funziona', '/it/p/whatsapp'],
    ['/search?q=hotmail', '/p/outlook'],
  ] as const) {
    const answer = await get(path)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, to])
  }
  const html = await read('/it/search?q=aruba')
  expect(html).toContain('<a href="/it/p/aruba">Aruba</a>')
  expect(html).toContain('<a href="/it/p/aruba-pec">Aruba PEC</a>')
  expect(html).toMatch(/class="stands unknown">.*Dati insufficienti/)
})

it('gives who is still typing the list alone', async () => {
  const html = await read('/en/search/found?q=instagr')
  expect(html).toMatch(/^<ul class="found"><li><a href="\/en\/p\/instagram">Instagram<\/a>/)
  expect(await read('/en/search/found?q=qwrtzpsdf')).toBe('<ul class="found"></ul>')
})

it.each([
  ['/p/liberomail', 'libero-mail'],
  ['/en/p/whatsap', 'whatsapp'],
  ['/instagramm', 'instagram'],
])('asks at %s whether %s was meant', async (path, slug) => {
  const page = await get(path)
  expect(page.status).toBe(404)
  expect(await page.text()).toMatch(new RegExp(`class="near".*href="(/en)?/p/${slug}"`))
})

it.each(['/i/0197d2c0-0000-7000-8000-000000000009', '/p/%E0%A4%A', '/qwrtzpsdf'])(
  'suggests nobody at %s',
  async (path) => {
    const page = await get(path)
    expect(page.status).toBe(404)
    expect(await page.text()).not.toContain('class="near"')
  },
)

it('has a page for each category with all its services, and none for others', async () => {
  const html = await read('/it/c/mail')
  expect(html).toContain('<title>Posta: che cosa non funziona adesso? · Brusio</title>')
  const listed = server.directory.all().filter((entry) => entry.category === 'mail')
  for (const { slug } of listed) expect(html).toContain(`href="/it/p/${slug}"`)
  expect((await get('/c/nothing')).status).toBe(404)
})

it('varies by the language asked for only where the address does not say it', async () => {
  expect((await get('/c/mail')).headers.get('vary')).toContain('Accept-Language')
  expect((await get('/it/c/mail')).headers.get('vary')).toBe('Accept-Encoding')
})

it('says on home how it can be searched, and in which languages it is there', async () => {
  const html = await read('/it/')
  expect(html).toContain('<link rel="canonical" href="https://brusio.example/it/"/>')
  expect(html).toContain('hreflang="x-default" href="https://brusio.example/"')
  expect(html).toContain('https://brusio.example/it/search?q={search_term_string}')
})
