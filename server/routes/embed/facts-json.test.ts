import { Hono } from 'hono'
import { gunzipSync } from 'node:zlib'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { EmbedFacts } from '../../../shared/embed.ts'
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../shared/time.ts'
import { createDirectory, type Directory } from '../../catalogue/directory.ts'
import { errorHandler } from '../../errors.ts'
import { silentLog } from '../../log.ts'
import type { Database } from '../../store/db.ts'
import { readProviders } from '../../store/providers.ts'
import { NOON, NOW, OPEN_MINUTE, useLiveRows } from '../../test/live-rows.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { embedFactsRoutes } from './facts-json.ts'
import { createEmbedFacts } from './facts.ts'

const rows = useLiveRows()
let directory: Directory
let isAway = false
beforeAll(async () => {
  directory = createDirectory(await readProviders(rows.db))
})
beforeEach(async () => {
  isAway = false
  await rows.beat(NOON - DAY_MS, OPEN_MINUTE)
  await rows.judge('alpha', 'suspected', NOON)
})

function site(clock = createManualClock(NOW)) {
  const sql = new Proxy(rows.db.sql, {
    apply(target, self, args: unknown[]) {
      if (isAway) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
      return Reflect.apply(target, self, args) as unknown
    },
  })
  const db: Database = { ...rows.db, sql }
  let real = 0
  const facts = createEmbedFacts({ db, clock, directory, real: () => real })
  const app = new Hono()
  app.onError(errorHandler(silentLog))
  app.route('/', embedFactsRoutes({ clock, directory }, facts))
  return {
    clock,
    wait: (ms: number) => {
      real += ms
      clock.set(clock.now() + ms)
    },
    ask: async (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      app.request(path, { headers, method }),
  }
}

it('answers any page, packed where it may, with a tag and for how long it may be kept', async () => {
  const { ask } = site()
  const plain = await ask('/embed/alpha.json?lang=it&tz=europe/rome')
  expect(plain.status).toBe(200)
  const body = EmbedFacts.parse(await plain.json())
  expect(body).toMatchObject({ zone: 'Europe/Rome', lines: [{ slug: 'alpha', tone: 'suspected' }] })
  const packed = await ask('/embed/alpha.json?lang=it&tz=europe/rome', { 'accept-encoding': 'br, gzip' })
  expect(packed.headers.get('content-encoding')).toBe('gzip')
  expect(JSON.parse(gunzipSync(await packed.arrayBuffer()).toString())).toEqual(body)
  for (const answer of [plain, packed]) {
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=5, stale-while-revalidate=15',
      'content-type': 'application/json; charset=utf-8',
      vary: 'Accept-Encoding, Accept-Language',
      etag: plain.headers.get('etag'),
    })
    expect(answer.headers.get('set-cookie')).toBeNull()
  }
})

it('says that nothing has changed for as long as its minute lasts, and not when something has', async () => {
  const { ask, wait } = site()
  const tag = async (path: string) => (await ask(path)).headers.get('etag')!
  const first = await tag('/embed/alpha.json')
  wait(20 * SECOND_MS)
  const again = await ask('/embed/alpha.json', { 'if-none-match': `"other", ${first}` })
  expect(again.status).toBe(304)
  expect(await again.text()).toBe('')
  expect(again.headers.get('etag')).toBe(first)
  wait(30 * SECOND_MS)
  expect(await tag('/embed/alpha.json')).not.toBe(first)
  const second = await tag('/embed/alpha.json')
  await rows.count('alpha', OPEN_MINUTE, 5)
  wait(5 * SECOND_MS)
  expect(await tag('/embed/alpha.json')).not.toBe(second)
})

it('lets a frozen one be kept the longer the older it is, an hour at most', async () => {
  const { ask } = site()
  const kept = async (asOf: number) =>
    (await ask(`/embed/alpha.json?as_of=${new Date(asOf).toISOString()}`)).headers.get('cache-control')
  expect(await kept(NOW - DAY_MS)).toBe('public, max-age=3600')
  expect(await kept(OPEN_MINUTE - 10 * MINUTE_MS)).toBe('public, max-age=62')
  expect(await kept(OPEN_MINUTE)).toBe('public, max-age=5')
})

it('answers HEAD and OPTIONS, and refuses the rest', async () => {
  const { ask } = site()
  const head = await ask('/embed/alpha.json', {}, 'HEAD')
  expect([head.status, await head.text(), head.headers.has('etag')]).toEqual([200, '', true])
  const options = await ask('/embed/alpha.json', {}, 'OPTIONS')
  expect([options.status, options.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, HEAD, OPTIONS'])
  const post = await ask('/embed/alpha.json', {}, 'POST')
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
})

it.each([
  ['/embed/nobody.json?lang=it', 404, 'it', /^Non disponibile/],
  ['/embed/gone.json?lang=en', 404, 'en', /^Not available/],
  ['/embed/i/018f4c1e-0000-7000-8000-00000000000a.json?lang=it', 404, 'it', /^Non disponibile/],
  ['/embed/o/nobody.json', 404, 'en', /^Not available/],
  ['/embed/alpha.json?as_of=ieri&lang=it', 400, 'it', /^Non disponibile.*data/],
  ['/embed/alpha.json?as_of=2999-01-01T00:00Z', 400, 'en', /^Not available.*date/],
])('says of %s that it is not available, in the language of its host', async (path, status, lang, words) => {
  const answer = await site().ask(path, { 'accept-language': 'en', accept: 'text/html' })
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  const problem = (await answer.json()) as { status: number; lang: string; detail: string }
  expect(problem).toMatchObject({ status, lang })
  expect(problem.detail).toMatch(words)
})

it('takes nonsense in its parameters for nothing, or for what is not available', async () => {
  const { ask } = site()
  const signs = ['%00', '%E0%A4%A', '‮', '<b>', "'", '..%2f', '9'.repeat(5_000), '+', ',', '__proto__', '🔥', '']
  for (const sign of signs) {
    for (const path of [
      `/embed/${encodeURI(sign)}.json`,
      `/embed/i/${encodeURI(sign)}.json`,
      `/embed/alpha,${encodeURI(sign)}.json`,
      ...['lang', 'tz', 'range', 'theme', 'as_of', 'report'].map((key) => `/embed/alpha.json?${key}=${sign}`),
    ]) {
      expect([200, 400, 404], path).toContain((await ask(path)).status)
    }
  }
})

it('gives what was last known while the database is away, as stale, and asks to come back where nothing was', async () => {
  const { ask, wait } = site()
  const before = await ask('/embed/alpha.json?lang=it')
  isAway = true
  wait(10 * SECOND_MS)
  const stale = await ask('/embed/alpha.json?lang=it', { 'if-none-match': before.headers.get('etag')! })
  expect([stale.status, stale.headers.get('cache-control')]).toEqual([200, 'no-cache'])
  const { generated_at: at, stale_after: until } = EmbedFacts.parse(await stale.json())
  expect(until).toBe(at)
  const nothing = await ask('/embed/beta.json?lang=it')
  expect([nothing.status, nothing.headers.get('retry-after')]).toEqual([503, '5'])
  expect(await nothing.json()).toMatchObject({
    status: 503,
    lang: 'it',
    detail: expect.stringMatching(/^Non disponibile/),
  })
})
