import { Hono } from 'hono'
import { beforeAll, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts'
import type { Mode } from '../../../shared/live.ts'
import { createDirectory } from '../../catalogue/directory.ts'
import { errorHandler } from '../../errors.ts'
import { silentLog } from '../../log.ts'
import { withdrawIncident } from '../../store/corrections.ts'
import type { Database } from '../../store/db.ts'
import { readProviders } from '../../store/providers.ts'
import { incidentEvents, operators } from '../../store/schema.ts'
import { useTestDb } from '../../test/db.ts'
import { anIncident, aProvider } from '../../test/factories.ts'
import { checkXml, readByRssParser, readBySmith } from '../../test/feed-readers.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { feedRoutes } from './feeds.ts'

// Minutes from the start:  posta  suspected 0 (no incident)  confirmed 4  recovering 60  resolved 90     pec  confirmed 10, follows posta
const START = Date.UTC(2023, 0, 23, 8, 2)
const PUBLIC = 'https://brusio.example'
const EVIDENCE = {
  rule: 'test-7',
  window_ms: 29 * MINUTE_MS,
  observed: 57,
  expected: 3.2,
  dispersion: 1.3,
  score: 21.5,
  threshold: 18.4,
  reporters: 31,
  networks: 14,
}
const test = useTestDb()
let posta: string
let pecId: number

beforeAll(async () => {
  const { db } = test
  const [operator] = await db.orm.insert(operators).values({ slug: 'poste', name: 'Poste & C.' }).returning()
  const mine = await aProvider(db, { slug: 'posta', name: 'Posta <b>', operatorId: operator!.id })
  pecId = (await aProvider(db, { slug: 'pec', name: 'Pec' })).id
  await aProvider(db, { slug: 'quiet', name: 'Quiet' })
  const over = { startedAt: new Date(START), resolvedAt: new Date(START + 90 * MINUTE_MS) }
  posta = (await anIncident(db, { ...over, providerId: mine.id })).id
  const cause = { kind: 'collateral', of: ['posta'], names: ['Posta <b>'], share: 0.1 } as const
  const pec = await anIncident(db, {
    ...over,
    providerId: pecId,
    cause: { ...cause, of: [...cause.of], names: [...cause.names] },
  })
  const event = (incidentId: string | null, minute: number, type: string, to: string, more = {}) => ({
    incidentId,
    providerId: incidentId === pec.id ? pecId : mine.id,
    at: new Date(START + minute * MINUTE_MS),
    type,
    fromState: 'ok',
    toState: to,
    evidence: { ...EVIDENCE, ...more },
  })
  await db.orm
    .insert(incidentEvents)
    .values([
      event(null, 0, 'suspected', 'suspected'),
      event(null, 1, 'faded', 'ok'),
      event(posta, 4, 'confirmed', 'confirmed'),
      event(pec.id, 10, 'confirmed', 'confirmed'),
      event(posta, 60, 'recovering', 'recovering', { observed: 1 }),
      event(posta, 90, 'resolved', 'ok'),
    ])
})

/** A server of feeds alone, as after a start. */
async function aSite({
  db = test.db,
  mode = 'live',
  publicUrl = PUBLIC,
}: { db?: Database; mode?: Mode; publicUrl?: string | null } = {}) {
  const directory = createDirectory(await readProviders(test.db))
  const clock = createManualClock(START + 2 * HOUR_MS, mode)
  const deps = { db, clock, directory, config: { publicUrl: publicUrl ?? undefined } }
  const app = new Hono().route('/', feedRoutes(deps))
  app.onError(errorHandler(silentLog))
  const get = async (path: string, headers: Record<string, string> = {}) => app.request(path, { headers })
  return { get, read: async (path: string, headers = {}) => (await get(path, headers)).text() }
}

const KINDS = ['', '/p/posta', '/o/poste'].flatMap((of) => ['atom', 'rss'].map((format) => ({ of, format })))

it.each(KINDS)(
  'gives $of/feed.$format that two readers understand alike, in both languages',
  async ({ of, format }) => {
    const site = await aSite()
    for (const lang of ['it', 'en']) {
      const answer = await site.get(`/${lang}${of}/feed.${format}`)
      expect(answer.headers.get('content-type')).toBe(`application/${format}+xml; charset=utf-8`)
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      const xml = await answer.text()
      checkXml(xml, format === 'atom')
      expect(xml).toContain(`${PUBLIC}/${lang}${of}/feed.${format}`)
      const [one, other] = [readBySmith(xml), await readByRssParser(xml)]
      expect(one.format).toBe(format)
      expect(one.entries.map(({ id, link, at }) => ({ id, link, at }))).toEqual(
        other.entries.map(({ id, link, at }) => ({ id, link, at })),
      )
      expect(one.entries).toHaveLength(of === '' ? 4 : 3)
      expect(one.entries[0]).toMatchObject({ at: START + 90 * MINUTE_MS, link: `${PUBLIC}/${lang}/i/${posta}` })
      expect(new Set(one.entries.map(({ id }) => id)).size).toBe(one.entries.length)
    }
  },
)

it('tells each step in a sentence, none of a suspicion, and reports that follow others as such', async () => {
  const site = await aSite()
  const titles = async (path: string) =>
    (await readByRssParser(await site.read(path))).entries.map(({ title }) => title)
  expect(await titles('/it/feed.atom')).toEqual([
    'Posta <b>: disservizio rientrato',
    'Posta <b>: segnalazioni in calo',
    'Pec: segnalazioni di riflesso',
    'Posta <b>: molte segnalazioni di problemi',
  ])
  expect(await titles('/en/p/posta/feed.rss')).toEqual([
    'Posta <b>: back to normal',
    'Posta <b>: reports falling',
    'Posta <b>: many problem reports',
  ])
  const xml = await site.read('/it/p/posta/feed.atom')
  expect(xml).toContain('23 gennaio 2023, 09:06 CET: 57 segnalazioni in 29 min, di solito 3.')
  expect(xml).toContain('una segnalazione in 29 min')
  expect(xml).toContain('Lo diceva la gente: nessuna nostra verifica lo ha confermato.')
  expect(await site.read('/en/feed.rss')).toContain('23 January 2023, 08:06 UTC: 57 reports in 29 min, usually 3.')
})

it('calls an update by the same id after a restart, under another host and in the other format', async () => {
  const ids = async (site: Awaited<ReturnType<typeof aSite>>, path: string) =>
    readBySmith(await site.read(path)).entries.map(({ id }) => id)
  const before = await ids(await aSite(), '/it/p/posta/feed.atom')
  expect(await ids(await aSite({ publicUrl: 'https://other.example' }), '/it/p/posta/feed.rss')).toEqual(before)
  expect(await ids(await aSite(), '/it/o/poste/feed.atom')).toEqual(before)
  expect(before[0]).toMatch(/^urn:uuid:[0-9a-f-]{36}$/)
  // Two languages are two texts, and a reader of both sees both.
  const english = await ids(await aSite(), '/en/p/posta/feed.atom')
  expect(english.filter((id) => before.includes(id))).toEqual([])
})

it('speaks the language that is asked for, and the default one to readers who ask for none', async () => {
  const site = await aSite()
  const langOf = async (path: string, headers = {}) => /xml:lang="(..)"/.exec(await site.read(path, headers))?.[1]
  expect(await langOf('/feed.atom')).toBe('it')
  expect(await langOf('/feed.atom', { 'accept-language': 'en-GB,en' })).toBe('en')
  expect(await langOf('/feed.atom?lang=en')).toBe('en')
  expect(await langOf('/it/feed.atom?lang=en', { 'accept-language': 'en' })).toBe('it')
  expect((await site.get('/feed.atom')).headers.get('vary')).toBe('Accept-Language, Accept-Encoding')
  expect((await site.get('/it/feed.atom')).headers.get('vary')).toBe('Accept-Encoding')
})

it('sends nothing again to who has it, by tag or by date', async () => {
  const site = await aSite()
  const first = await site.get('/it/feed.atom')
  const etag = first.headers.get('etag') ?? ''
  const date = first.headers.get('last-modified') ?? ''
  const status = async (headers: Record<string, string>) => (await site.get('/it/feed.atom', headers)).status
  expect(await status({ 'if-none-match': etag })).toBe(304)
  expect(await status({ 'if-modified-since': date })).toBe(304)
  expect(await status({ 'if-none-match': '"x"', 'if-modified-since': date })).toBe(200)
  expect(await status({ 'if-modified-since': new Date(Date.parse(date) - 1_000).toUTCString() })).toBe(200)
  expect(await status({ 'if-modified-since': 'yesterday' })).toBe(200)
  expect(first.headers.get('cache-control')).toContain('max-age=60')
  const packed = await site.get('/it/feed.atom', { 'accept-encoding': 'gzip' })
  expect(packed.headers.get('content-encoding')).toBe('gzip')
  expect(packed.headers.get('etag')).toBe(etag)
})

it('reads once for all who ask at a time, in whatever language and form', async () => {
  let read = 0
  const sql = new Proxy(test.db.sql, {
    apply(target, self, args: [TemplateStringsArray, ...never[]]) {
      if (Array.isArray(args[0]) && args[0].join('').includes('with newest')) read++
      return Reflect.apply(target, self, args)
    },
  })
  const site = await aSite({ db: { ...test.db, sql } })
  const paths = ['/feed.atom', '/it/feed.rss', '/en/feed.atom', '/feed.rss?lang=en']
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => site.get(paths[i % paths.length]!)))
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  expect(read).toBe(1)
})

it('says in every title that a replay or a simulation is none of the present', async () => {
  const replay = readBySmith(await (await aSite({ mode: 'replay' })).read('/it/feed.atom'))
  expect(
    [replay.title, ...replay.entries.map(({ title }) => title)].every((title) => title.startsWith('REPLAY · ')),
  ).toBe(true)
  const xml = await (await aSite({ mode: 'simulation' })).read('/en/feed.rss')
  const { title, entries } = await readByRssParser(xml)
  expect([title, ...entries.map((entry) => entry.title)].every((text) => text.startsWith('SIMULATION · '))).toBe(true)
  expect(xml.match(/the reports are invented/g)?.length).toBe(entries.length + 1)
})

it('has a feed of who is quiet, and none of nobody', async () => {
  const site = await aSite({ publicUrl: null })
  const quiet = await site.read('http://localhost:8080/it/p/quiet/feed.atom')
  checkXml(quiet, true)
  expect(quiet).toContain('<id>http://localhost:8080/it/p/quiet/feed.atom</id>')
  for (const path of ['/p/nobody/feed.atom', '/it/o/nobody/feed.rss', '/p/%00/feed.atom']) {
    const answer = await site.get(path)
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  }
})

it('tells a withdrawal as an update of its own, and says so where it was told before', async () => {
  const act = { at: START + 100 * MINUTE_MS, reason: 'Era una prova nostra', evidence: { ...EVIDENCE, window_ms: 0 } }
  expect(await withdrawIncident(test.db, posta, act)).toBe(true)
  const xml = await (await aSite()).read('/it/p/posta/feed.atom')
  checkXml(xml, true)
  const titles = readBySmith(xml).entries.map(({ title }) => title)
  expect(titles[0]).toContain('ritirato un disservizio già pubblicato')
  expect(titles.slice(1).every((title) => title.startsWith('Ritirato · '))).toBe(true)
  expect(xml.match(/Era una prova nostra\./g)).toHaveLength(4)
  // What was changed afterwards is newer than it was, and in its old place.
  expect(xml).toContain('<published>2023-01-23T08:06:00.000Z</published>')
  expect(xml.match(/<updated>2023-01-23T09:42:00.000Z<\/updated>/g)).toHaveLength(5)
})
