import { expect, it } from 'vitest'
import type { EmbedFacts } from '../../../shared/embed.ts'
import { someFacts } from '../../../web/test-embed.ts'
import { aPage, aProvider, NOW } from '../../../web/test-page.ts'
import { createDirectory } from '../../catalogue/directory.ts'
import type { StoredProvider } from '../../handover.ts'
import { Refusal } from '../../errors.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import type { Asked } from './asked.ts'
import { embedFrameRoutes } from './frame.ts'
import type { EmbedDeps } from './routes.ts'

const INCIDENT = 'i/0197d2c0-0000-7000-8000-000000000001'
const away = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })

/** Frames of two services, of facts as given. */
function frames(read: (asked: Asked) => EmbedFacts | undefined = () => someFacts()) {
  const services = ['libero-mail', 'virgilio-mail'].map((slug, i) => ({
    ...aProvider({ slug }),
    id: i + 1,
    archived: false,
  }))
  const asked: Asked[] = []
  const deps = {
    clock: createManualClock(NOW),
    directory: createDirectory(services as unknown as StoredProvider[]),
    assets: { ...aPage().assets, file: () => undefined },
    config: { publicUrl: 'https://brusio.example' },
  }
  const app = embedFrameRoutes(deps as unknown as EmbedDeps, {
    async read(one) {
      asked.push(one)
      return read(one)
    },
  })
  const get = (path: string, headers: Record<string, string> = {}) => app.request(`/embed/${path}`, { headers })
  return { get, asked }
}

it.each(['libero-mail', 'libero-mail,virgilio-mail', 'o/italiaonline', INCIDENT])('frames %s', async (name) => {
  const { get, asked } = frames()
  const answer = await get(`${name}?lang=it`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-security-policy')).toContain('frame-ancestors *')
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(answer.headers.get('x-robots-tag')).toBe('noindex')
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect(await answer.text()).toContain('fonte: Brusio')
  expect(asked.map((one) => one.name)).toEqual([name])
})

it('lets copies of the present be used for seconds, of what no longer changes for an hour', async () => {
  const kept = async (more: Partial<EmbedFacts>) =>
    (await frames(() => someFacts(more)).get('libero-mail?lang=it')).headers.get('cache-control')
  expect(await kept({})).toContain('public, max-age=5')
  expect(await kept({ stale_after: null, as_of: '2019-01-01T00:00:00.000Z' })).toBe('public, max-age=3600')
})

it('says in the words of the page around it that it cannot be read now, also where too many wait', async () => {
  for (const error of [away, new Refusal(503, 'Too many moments are asked for at once.')]) {
    const { get } = frames(() => {
      throw error
    })
    const answer = await get('libero-mail?lang=it&as_of=2019-01-01T00:00Z')
    expect(answer.status).toBe(503)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-security-policy')).toContain('frame-ancestors *')
    expect(await answer.text()).toContain('in questo momento i dati non si possono leggere')
  }
})

it('answers 304 to who has it, and packs it for who can unpack', async () => {
  const facts = someFacts()
  const { get } = frames(() => facts)
  const first = await get('libero-mail')
  expect(first.headers.get('vary')).toBe('Accept-Language, Accept-Encoding')
  const etag = first.headers.get('etag')!
  const again = await get('libero-mail?lang=it', { 'if-none-match': etag, 'accept-encoding': 'gzip' })
  expect(again.status).toBe(304)
  expect(again.headers.get('vary')).toBe('Accept-Encoding')
  expect(await again.text()).toBe('')
  const packed = await get('libero-mail?theme=dark', { 'if-none-match': etag, 'accept-encoding': 'gzip' })
  expect([packed.status, packed.headers.get('content-encoding')]).toEqual([200, 'gzip'])
})

it('is drawn once of the same facts, whatever loaders add to its address', async () => {
  let drawn = 0
  const facts = someFacts()
  const lines = [...facts.lines]
  Object.defineProperty(facts, 'lines', { get: () => (drawn++, lines) })
  const { get } = frames(() => facts)
  const first = await (await get('libero-mail?lang=it')).text()
  const once = drawn
  for (let i = 0; i < 50; i++) {
    const answer = await get(
      `libero-mail?lang=it&childId=c${i}&initialWidth=320&parentUrl=https%3A%2F%2Fa.example%2F${i}`,
    )
    expect(await answer.text()).toBe(first)
  }
  expect(drawn).toBe(once)
})

it.each([
  ['nowhere', 404, 'Non disponibile: Brusio non segue'],
  ['libero-mail,nowhere', 404, 'Non disponibile'],
  ['o/nobody', 404, 'Non disponibile'],
  ['i/not-an-id', 404, 'Non disponibile'],
  ['%F0%28%8C%28', 404, 'Non disponibile'],
  ['libero-mail?as_of=yesterday', 400, 'il momento chiesto'],
  ['libero-mail?as_of=2919-07-03T19:07Z', 400, 'il momento chiesto'],
  [`${'x'.repeat(200)}?theme=<b>`, 404, 'Non disponibile'],
])('has a small page for %s, in the language of the host', async (path, status, words) => {
  const { get, asked } = frames()
  const answer = await get(`${path}${path.includes('?') ? '&' : '?'}lang=it`, { 'accept-language': 'en' })
  expect(answer.status).toBe(status)
  const html = await answer.text()
  expect(html).toContain(words)
  expect(html).toContain('href="https://brusio.example/it/search"')
  expect(answer.headers.get('content-security-policy')).toContain('frame-ancestors *')
  expect(html.length).toBeLessThan(2_000)
  expect(asked).toEqual([])
})

it('takes nonsense in every other parameter for nothing at all, and shows none of it', async () => {
  const facts = someFacts()
  const { get, asked } = frames(() => facts)
  const plain = await (await get('libero-mail?lang=en')).text()
  const names = ['theme', 'range', 'tz', 'report', 'childId', 'label', '__proto__']
  for (const nonsense of ['<script>', '\u202Ex', '../..', '0', 'a'.repeat(3_000)]) {
    const query = new URLSearchParams([...names.map((name) => [name, nonsense]), ['lang', 'en']])
    const answer = await get(`libero-mail?${query.toString()}`)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe(plain)
  }
  expect(new Set(asked.map(({ theme, range, zone, report }) => `${theme} ${range} ${zone} ${report}`)).size).toBe(1)
})

it('has a small page for an incident that there is not', async () => {
  expect((await frames(() => undefined).get(INCIDENT)).status).toBe(404)
})

it('says that it is old while the database is away, or where nothing is known, that there is nothing to show now', async () => {
  const old = await frames(() => someFacts({ stale_after: someFacts().generated_at })).get('libero-mail?lang=it')
  expect([old.status, old.headers.get('retry-after'), old.headers.get('cache-control')]).toEqual([503, '5', 'no-store'])
  expect(await old.text()).toContain('<p class="old-note">Numeri vecchi')
  const fail = () => {
    throw away
  }
  const none = await frames(fail).get('libero-mail?lang=en&theme=dark')
  expect([none.status, none.headers.get('retry-after')]).toEqual([503, '5'])
  expect(await none.text()).toContain('the data cannot be read at the moment')
})
