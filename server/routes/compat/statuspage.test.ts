import { Hono } from 'hono'
import { beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import type { Mode } from '../../../shared/live.ts'
import { MINUTE_MS } from '../../../shared/time.ts'
import { createDirectory } from '../../catalogue/directory.ts'
import { errorHandler } from '../../errors.ts'
import { silentLog } from '../../log.ts'
import { readStatuspage } from '../../official/statuspage.ts'
import { readProviders } from '../../store/providers.ts'
import { useTestDb } from '../../test/db.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { NOW, START, tellStatusPages, type Told } from '../../test/status-pages.ts'
import { DOCUMENTED, readAsMonitor } from '../../test/statuspage-forms.ts'
import { statuspageRoutes } from './statuspage.ts'

const PUBLIC = 'https://brusio.example'

const test = useTestDb()
let ids: Told
beforeAll(async () => {
  ids = await tellStatusPages(test.db)
})

async function aSite(mode: Mode = 'live', publicUrl: string | undefined = PUBLIC) {
  const clock = createManualClock(NOW, mode)
  const directory = createDirectory(await readProviders(test.db))
  const app = new Hono().route('/', statuspageRoutes({ db: test.db, clock, directory, publicUrl }))
  app.onError(errorHandler(silentLog))
  const get = async (slug: string, file: string, init?: RequestInit) => app.request(`/p/${slug}/api/v2/${file}`, init)
  return { get, read: async (slug: string, file: string) => (await get(slug, file)).text() }
}

const Summary = z.object({
  page: z.object({ name: z.string(), url: z.string() }),
  status: z.object({ indicator: z.string(), description: z.string() }),
  components: z.array(z.object({ id: z.string(), name: z.string(), status: z.string() })),
  incidents: z.array(z.looseObject({ id: z.string(), name: z.string() })),
})
const summary = async (slug: string, mode?: Mode) =>
  Summary.parse(JSON.parse(await (await aSite(mode)).read(slug, 'summary.json')))

it.each(Object.keys(DOCUMENTED))('has the documented form: %s', async (file) => {
  const { read } = await aSite()
  for (const slug of Object.keys(ids)) {
    const { error } = DOCUMENTED[file]!.safeParse(JSON.parse(await read(slug, file)))
    expect(error, slug).toBeUndefined()
  }
})

it.each([
  ['posta', 'major', ['partial_outage', 'partial_outage', 'operational']],
  ['crowd', 'minor', ['degraded_performance', 'degraded_performance', 'operational']],
  ['wide', 'minor', ['degraded_performance', 'degraded_performance', 'degraded_performance']],
  ['easing', 'minor', ['degraded_performance', 'degraded_performance', 'operational']],
  ['hasty', 'none', ['operational', 'operational', 'operational']],
  ['after', 'none', ['operational', 'operational', 'operational']],
  ['rumour', 'none', ['operational', 'operational', 'operational']],
  ['quiet', 'none', ['operational', 'operational', 'operational']],
])('says of %s no more than is known: %s', async (slug, indicator, statuses) => {
  const told = await summary(slug)
  expect(told.status.indicator).toBe(indicator)
  expect(told.components.map(({ status }) => status)).toEqual(statuses)
  expect(told.components.map(({ name }) => name)).toEqual([slug.toUpperCase(), 'Webmail', 'Receiving'])
  expect(told.incidents).toHaveLength(indicator === 'none' ? 0 : 1)
  expect(JSON.stringify(told)).not.toMatch(/\b(down|offline|all systems|outage of)\b/i)
})

it('is read by a monitor of such pages, and by our own reader of them', async () => {
  const { read } = await aSite()
  const monitored = readAsMonitor(await read('posta', 'summary.json'))
  expect(monitored).toMatchObject({ page: 2, components: { POSTA: 2, Webmail: 2, Receiving: 0 } })
  expect(monitored.open).toEqual({ [ids['posta']!.incident!]: 'investigating' })
  expect(monitored.lastedMs).toEqual([4 * MINUTE_MS])
  const { sayings, skipped, updatedAt } = readStatuspage(await read('past', 'incidents.json'))
  expect([skipped, updatedAt]).toEqual([0, START + 20 * MINUTE_MS])
  expect(sayings.map(({ claimedAt }) => ((claimedAt ?? 0) - START) / MINUTE_MS)).toEqual([4, 10, 20])
  expect(sayings[0]).toMatchObject({ source: `${PUBLIC}/i/${ids['past']!.incident}`, lang: 'en', zone: 'Etc/UTC' })
})

it('keeps the ids of what it has told, newest update first', async () => {
  const [one, two] = [await aSite(), await aSite()]
  const first = await one.read('past', 'incidents.json')
  expect(await two.read('past', 'incidents.json')).toBe(first)
  const { incidents: listed } = JSON.parse(first)
  expect(listed[0]).toMatchObject({ status: 'resolved', impact: 'minor', resolved_at: '2023-01-23T08:22:00.000Z' })
  const updates = listed[0].incident_updates
  expect(updates.map((update: { status: string }) => update.status)).toEqual([
    'resolved',
    'monitoring',
    'investigating',
  ])
  expect(updates[2].body).toMatch(/^PAST: many problem reports\. .*57 reports in .*Reports are not affected users/s)
})

it('tells of an incident that was withdrawn that it was, and counts it against nobody', async () => {
  const { read } = await aSite()
  const [listed] = JSON.parse(await read('wrong', 'incidents.json')).incidents
  expect(listed).toMatchObject({ status: 'resolved', impact: 'none', name: expect.stringMatching(/^Withdrawn · /) })
  expect(listed.incident_updates[0].body).toContain('It was a test.')
})

it('lists what only followed the incident of another without calling it open', async () => {
  const { read } = await aSite()
  const [listed] = JSON.parse(await read('after', 'incidents.json')).incidents
  expect(listed).toMatchObject({ impact: 'none', name: expect.stringContaining('follow another incident') })
  expect(JSON.parse(await read('after', 'incidents/unresolved.json')).incidents).toEqual([])
})

it.each(['replay', 'simulation'] as const)('says in the name and the description that it is a %s', async (mode) => {
  const told = await summary('posta', mode)
  expect(told.page.name).toContain(mode.toUpperCase())
  expect(told.status.description).toContain('not the present')
  expect(told.incidents[0]!.name).toContain(mode.toUpperCase())
})

it('may be read from any page, asked for again by its tag, and only read', async () => {
  const { get } = await aSite()
  const answer = await get('posta', 'status.json', { headers: { origin: 'https://other.example' } })
  const etag = answer.headers.get('etag')!
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(answer.headers.get('cache-control')).toContain('max-age=15')
  const again = await get('posta', 'status.json', { headers: { 'if-none-match': etag } })
  expect([again.status, await again.text()]).toEqual([304, ''])
  const head = await get('posta', 'status.json', { method: 'HEAD' })
  expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, ''])
  const asked = { origin: 'https://other.example', 'access-control-request-method': 'GET' }
  expect((await get('posta', 'status.json', { method: 'OPTIONS', headers: asked })).status).toBe(204)
  const posted = await get('posta', 'status.json', { method: 'POST' })
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
  const missing = await get('nobody', 'summary.json')
  expect([missing.status, missing.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
})

it('names itself by the address by which it was asked, and mixes up no two', async () => {
  const clock = createManualClock(NOW)
  const directory = createDirectory(await readProviders(test.db))
  const app = new Hono().route('/', statuspageRoutes({ db: test.db, clock, directory }))
  for (const origin of ['https://one.example', 'https://two.example']) {
    const { page, incidents: listed } = Summary.parse(
      await (await app.request(`${origin}/p/posta/api/v2/summary.json`)).json(),
    )
    expect(page.url).toBe(`${origin}/p/posta`)
    expect(listed[0]!['shortlink']).toBe(`${origin}/i/${ids['posta']!.incident}`)
  }
})
