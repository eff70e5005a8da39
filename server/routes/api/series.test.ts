import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import type { Hono } from 'hono'
import { beforeAll, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, QUARTER_MS, SECOND_MS } from '../../../shared/time.ts'
import { importMinutes } from '../../store/import.ts'
import { ensurePartitions } from '../../store/partitions.ts'
import { anApi, fetchJson } from '../../test/api.ts'
import { useTestDb } from '../../test/db.ts'
import { aProvider, aVoice, someMinutes } from '../../test/factories.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { createTurnstile, readAhead, toBody } from './series-stream.ts'
import { Series } from './wire.ts'

const NOW = Date.UTC(2023, 0, 23, 9, 7, 30)
const FORTNIGHT_MS = 14 * DAY_MS
const test = useTestDb()
let app: Hono
let providerId: number

beforeAll(async () => {
  await ensurePartitions(test.db, NOW - FORTNIGHT_MS, NOW)
  providerId = (await aProvider(test.db, { slug: 'libero-mail' })).id
  const rows = Array.from({ length: FORTNIGHT_MS / HOUR_MS - 2 }, (_, i) => {
    return { providerId, minute: NOW - 30 * SECOND_MS - FORTNIGHT_MS + i * HOUR_MS, problems: 1 + (i % 3) }
  })
  await importMinutes(test.db, rows, NOW - FORTNIGHT_MS, NOW - HOUR_MS)
  await someMinutes(test.db, providerId, NOW - HOUR_MS, Array<number>(61).fill(0))
  const at = (secondsAgo: number) => new Date(NOW - secondsAgo * SECOND_MS)
  await aVoice(test.db, { providerId, observedAt: at(1) })
  await aVoice(test.db, { providerId, observedAt: at(4) })
  await aVoice(test.db, { providerId, observedAt: at(12), answer: 'works' })
  await aVoice(test.db, { providerId, observedAt: at(12), turn: 1 })
  await aVoice(test.db, { providerId, observedAt: at(45 * 60) })
  const other = await aProvider(test.db, { slug: 'gmail' })
  await aVoice(test.db, { providerId: other.id, observedAt: at(1) })
  const quarter = Math.floor(NOW / QUARTER_MS) * QUARTER_MS
  const facets: [number, string, string, number][] = [
    [quarter, 'problem', 'slow', 2],
    [quarter - QUARTER_MS, 'problem', 'slow', 1],
    [quarter - QUARTER_MS, 'problem', '=cmd', 5],
    [quarter, 'network', '3269', 9],
  ]
  for (const [bucket, facet, value, problems] of facets)
    await test.db
      .sql`insert into report_counts_quarter (bucket_start, provider_id, facet, value, reports, problems, works)
      values (${bucket}::timestamptz, ${providerId}, ${facet}, ${value}, ${problems}, ${problems}, 0)`
  app = await anApi(test.db, createManualClock(NOW))
})

const path = '/api/v1/providers/libero-mail/series'
async function series(query: string) {
  const { status, body } = await fetchJson(app, path + query)
  expect([query, status]).toEqual([query, 200])
  return Series.parse(body)
}

it('counts the last hour by ten seconds, of voices', async () => {
  const { points, interval } = await series('?interval=10s')
  expect(interval).toBe('10s')
  expect(points).toHaveLength(361)
  expect(points.at(-1)).toMatchObject({ t: NOW, reports: 0, complete: false })
  expect(points.slice(-3, -1)).toMatchObject([
    { t: NOW - 20 * SECOND_MS, reports: 1, problems: 0, works: 1 },
    { t: NOW - 10 * SECOND_MS, reports: 2, problems: 2, works: 0, complete: true },
  ])
  const sum = points.reduce((all, { problems }) => all + (problems ?? NaN), 0)
  expect(sum).toBe(3)
})

it('tells what was said apart, value by value, and never by network', async () => {
  const { facet, facets, points } = await series('?facet=problem')
  expect(facet).toBe('problem')
  expect(points).toHaveLength(97)
  const quarter = Math.floor(NOW / QUARTER_MS) * QUARTER_MS
  expect(facets).toEqual([
    { value: '=cmd', points: [{ t: quarter - QUARTER_MS, reports: 5, problems: 5, works: 0 }] },
    {
      value: 'slow',
      points: [
        { t: quarter - QUARTER_MS, reports: 1, problems: 1, works: 0 },
        { t: quarter, reports: 2, problems: 2, works: 0 },
      ],
    },
  ])
  const byHour = await series('?facet=problem&interval=1h')
  expect(byHour.facets?.[1]?.points.map(({ problems }) => problems)).toEqual([1, 2])
  const table = await app.request(`${path}.csv?facet=problem`)
  expect(parse(await table.text(), { columns: true })).toMatchObject([{ value: "'=cmd", problems: '5' }, {}, {}])
})

it('says from when on buckets may change', async () => {
  const { final_before: before } = await series('')
  // Two days and five seconds ago it was 9:07:25: the quarter that ended at 9:00 can change no more.
  expect(before).toBe('2023-01-21T09:00:00.000Z')
})

it('writes what is long as it is read, the same as what is short', async () => {
  const from = new Date(NOW - 7 * DAY_MS).toISOString()
  const response = await app.request(`${path}?interval=1m&from=${from}`)
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(response.headers.get('etag')).toBeNull()
  const long = Series.parse(await response.json())
  expect(long.points).toHaveLength(7 * 1_440 + 1)
  const middle = new Date(NOW - 6 * DAY_MS + HOUR_MS).toISOString()
  const end = new Date(NOW - 6 * DAY_MS + 5 * HOUR_MS).toISOString()
  const short = await series(`?interval=1m&from=${middle}&to=${end}`)
  const places = long.points.findIndex(({ t }) => t === short.points[0]?.t)
  expect(long.points.slice(places, places + short.points.length)).toEqual(short.points)
  expect(short.points.some(({ problems }) => problems !== 0)).toBe(true)

  const table = await app.request(`${path}?interval=1m&from=${from}`, { headers: { accept: 'text/csv' } })
  const rows = parse(await table.text(), { columns: true })
  expect(rows).toHaveLength(long.points.length)
  expect(rows.at(-1)).toMatchObject({ t: '2023-01-23T09:07:00.000Z', complete: 'false', mode: 'live' })
})

it.each(['application/json', 'text/csv'])('packs what is long as it is read, for who takes it: %s', async (accept) => {
  const from = new Date(NOW - 7 * DAY_MS).toISOString()
  const ask = (more: Record<string, string> = {}) =>
    app.request(`${path}?interval=1m&from=${from}`, { headers: { accept, ...more } })
  const [plain, packed] = [await ask(), await ask({ 'accept-encoding': 'gzip' })]
  expect([plain.headers.get('content-encoding'), packed.headers.get('content-encoding')]).toEqual([null, 'gzip'])
  for (const { headers } of [plain, packed]) expect(headers.get('vary')).toBe('Accept, Accept-Encoding')
  const bytes = new Uint8Array(await packed.arrayBuffer())
  const text = await plain.text()
  expect(gunzipSync(bytes).toString()).toBe(text)
  expect(bytes.length).toBeLessThan(text.length / 5)
  const head = await app.request(`${path}?interval=1m&from=${from}`, {
    method: 'HEAD',
    headers: { 'accept-encoding': 'gzip' },
  })
  expect([head.headers.get('content-encoding'), await head.text()]).toEqual(['gzip', ''])
})

it('answers only the headers of a long one where only those are asked for', async () => {
  const from = new Date(NOW - 7 * DAY_MS).toISOString()
  for (let i = 0; i < 10; i++) {
    const response = await app.request(`${path}?interval=1m&from=${from}`, { method: 'HEAD' })
    expect([response.status, await response.text()]).toEqual([200, ''])
  }
})

it('lets only a few long ones be written at once, and forgets who has left', async () => {
  const enter = createTurnstile(2)
  const [first] = [enter(), enter()]
  expect(() => enter()).toThrow('Too many long series')
  first()
  first()
  enter()
  expect(() => enter()).toThrow('Too many long series')
})

it('breaks off where reading fails, so that it does not look whole, and leaves', async () => {
  let left = 0
  async function* failing() {
    yield '{"points":['
    throw new Error('gone')
  }
  const body = new Response(toBody(failing(), () => left++))
  await expect(body.text()).rejects.toThrow('gone')
  expect(left).toBe(1)
})

it('leaves when its reader goes', async () => {
  let left = 0
  async function* endless() {
    for (;;) yield ' '.repeat(MINUTE_MS)
  }
  const reader = toBody(endless(), () => left++).getReader()
  await reader.read()
  await reader.cancel()
  expect(left).toBe(1)
})

it('reads one page ahead and no further, and tells of a failure when its turn comes', async () => {
  let read = 0
  let isLetGo = false
  async function* pages() {
    try {
      for (;;) {
        if (read === 4) throw new Error('gone')
        yield (read += 1)
      }
    } finally {
      isLetGo = true
    }
  }
  const ahead = readAhead(pages())
  expect(await ahead.next()).toEqual({ value: 1, done: false })
  await settled()
  expect(read).toBe(2)
  for (const page of [2, 3, 4]) expect((await ahead.next()).value).toBe(page)
  await settled()
  await expect(ahead.next()).rejects.toThrow('gone')
  expect(isLetGo).toBe(true)
})

it('reads no more once nobody listens', async () => {
  let [read, isLetGo] = [0, false]
  async function* pages() {
    try {
      for (;;) yield (read += 1)
    } finally {
      isLetGo = true
    }
  }
  const ahead = readAhead(pages())
  await ahead.next()
  await ahead.return(undefined)
  expect([read, isLetGo]).toEqual([2, true])
})

const settled = () => new Promise((resolve) => setImmediate(resolve))
