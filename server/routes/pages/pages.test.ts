import { afterAll, beforeAll, expect, it } from 'vitest'
import { createManualClock } from '../../test/manual-clock.ts'
import type { RunningServer } from '../../main.ts'
import { incidentEvents } from '../../store/schema.ts'
import { useTestDb } from '../../test/db.ts'
import { anIncident } from '../../test/factories.ts'
import { aRunningServer } from '../../test/running-server.ts'

const NOW = Date.UTC(2019, 6, 3, 19, 7)
const test = useTestDb()
let server: RunningServer
let incidentId: string

beforeAll(async () => {
  server = await aRunningServer(test.connection, {
    clock: createManualClock(NOW, 'simulation'),
    async begun(db, directory) {
      const providerId = directory.bySlug('instagram')?.id ?? 0
      const startedAt = new Date(Date.UTC(2019, 6, 3, 12, 40))
      const incident = await anIncident(db, { providerId, startedAt, peak: 1050 })
      incidentId = incident.id
      const evidence = {
        rule: 'test-7',
        window_ms: 300_000,
        observed: 34,
        expected: 1.25,
        dispersion: 1.3,
        score: 21.5,
        threshold: 18.4,
        reporters: 31,
        networks: 14,
        multiple: 8.5,
      }
      const event = {
        incidentId,
        providerId,
        at: startedAt,
        evidence,
        type: 'confirmed',
        fromState: 'ok',
        toState: 'confirmed',
      }
      await db.orm.insert(incidentEvents).values(event)
    },
  })
})
afterAll(() => server?.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { headers: { accept: 'text/html', ...headers }, redirect: 'manual' })

it('speaks the language asked for, and says that it listened', async () => {
  const page = await get('/p/libero-mail', { 'accept-language': 'en-US,en;q=0.9' })
  expect(await page.text()).toContain('<html lang="en">')
  expect(page.headers.get('vary')).toContain('Accept-Language')
  expect(await (await get('/p/libero-mail', { 'accept-language': 'it' })).text()).toContain('<html lang="it">')
})

it('speaks the language of the address whatever the browser asks, and stays with it', async () => {
  const html = await (await get('/it/p/libero-mail', { 'accept-language': 'en' })).text()
  expect(html).toContain('<html lang="it">')
  expect(html).toContain('href="/en/p/libero-mail"')
  expect(html).toMatch(/class="name" href="\/it\/"/)
  expect((await get('/en')).headers.get('location')).toBe('/en/')
})

it('lets an incident be read step by step, with what the rule had seen', async () => {
  const html = await (await get(`/en/i/${incidentId}`)).text()
  expect(html).toContain('<h1>Incident at Instagram</h1>')
  expect(html).toContain('34 voices in 5 min, usually 1.25.')
  expect(html).toContain('For this to be chance, normal would have to be 8.5 times the usual.')
  expect(html).toContain('31 people from 14 networks.')
  expect(html).toContain('Rule test-7: <a href="/en/rule">the published rule</a>')
})

it('says why, of a provider with changes and of one without, and leads to the rule', async () => {
  const html = await (await get('/en/p/instagram/why')).text()
  expect(html).toContain('<h1>Why this status? Instagram</h1>')
  expect(html).toContain('For this to be chance, normal would have to be 8.5 times the usual.')
  expect(html).toContain(`/en/i/${incidentId}`)
  const quiet = await (await get('/it/p/gmail/why')).text()
  expect(quiet).toContain('Nessun cambiamento negli ultimi 30 giorni.')
  expect(quiet).toContain('Nessuna nostra sonda dice qualcosa: qui parla solo la gente.')
  expect(await (await get('/en/p/instagram')).text()).toContain('href="/en/p/instagram/why"')
})

it.each(['/p/nobody', '/p/nobody/why', '/i/0197d2c0-0000-7000-8000-000000000009', '/i/x', '/nothing/here'])(
  'answers %s with a page that helps to search',
  async (path) => {
    const page = await get(path)
    expect(page.status).toBe(404)
    expect(await page.text()).toMatch(/<h1>Qui non c’è nulla\.<\/h1>.*name="q"/s)
  },
)

it('sends no page twice to who has it', async () => {
  const ask = (asked: string) => get('/en/rule', { 'if-none-match': asked })
  const tag = (await get('/en/rule')).headers.get('etag') ?? ''
  expect(tag).toMatch(/^W\/"/)
  for (const asked of [tag, tag.slice('W/'.length), `"other", ${tag}`, '*']) {
    const { status, headers } = await ask(asked)
    expect([asked, status]).toEqual([asked, 304])
    expect([headers.get('etag'), headers.get('cache-control')]).toEqual([tag, 'no-cache'])
  }
  expect((await ask('"other"')).status).toBe(200)
  // A list longer than any of ours is not looked at.
  expect((await ask(`${'"x", '.repeat(500)}${tag}`)).status).toBe(200)
})

it('allows no script but its own, and frames for the embed alone', async () => {
  const policy = async (path: string) => (await get(path)).headers.get('content-security-policy')
  expect(await policy('/')).toContain("script-src 'self'; style-src 'self';")
  expect(await policy('/')).toContain("frame-ancestors 'none'")
  expect(await policy('/embed/libero-mail')).toContain('frame-ancestors *')
})

it('says SIMULATION and noindex on every page of one', async () => {
  for (const path of [
    '/',
    '/p/libero-mail',
    '/p/libero-mail/why',
    '/search?q=mail',
    '/report',
    `/i/${incidentId}`,
    '/embed/libero-mail',
    '/p/nobody',
  ]) {
    const html = await (await get(path)).text()
    expect(html, path).toMatch(/SIMULATION\)|SIMULATION:/)
    expect(html, path).toContain('<meta name="robots" content="noindex"/>')
  }
})

it('is not to be found by search engines, as it is a simulation', async () => {
  expect(await (await get('/robots.txt')).text()).toBe('User-agent: *\nDisallow: /\n')
  expect((await get('/sitemap.xml')).status).toBe(404)
})

it('keeps built files for a year and sends them packed', async () => {
  const [, address = ''] = /href="(\/assets\/site[^"]+)"/.exec(await (await get('/')).text()) ?? []
  const file = await get(address, { 'accept-encoding': 'gzip' })
  expect(file.headers.get('cache-control')).toContain('immutable')
  expect(file.headers.get('content-encoding')).toBe('gzip')
  expect(await file.text()).toContain('--paper')
})

it('says in a page why a report was not taken, and leads back', async () => {
  const refused = await fetch(`${server.url}/en/p/libero-mail/report`, {
    method: 'POST',
    headers: { accept: 'text/html', 'x-forwarded-for': '151.5.1.1' },
    body: new URLSearchParams({ answer: 'problem', problem: 'cannot-play' }),
  })
  expect(refused.status).toBe(400)
  const html = await refused.text()
  expect(html).toContain('<h1>The report was not counted.</h1>')
  expect(html).toContain('<a href="/en/p/libero-mail">Back to Libero Mail</a>')
})

// Last: from here on there is no database.
it('says so in a plain page when the database is away', async () => {
  await server.db.close()
  const page = await get('/en/p/gmail')
  expect(page.status).toBe(503)
  expect(page.headers.get('retry-after')).not.toBeNull()
  expect(await page.text()).toContain('<h1>We cannot read our data.</h1>')
})
