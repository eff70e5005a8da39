import { extract } from '@extractus/oembed-extractor'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDirectory } from '../../catalogue/directory.ts'
import { errorHandler } from '../../errors.ts'
import { silentLog } from '../../log.ts'
import type { RunningServer } from '../../main.ts'
import { readProviders } from '../../store/providers.ts'
import { useTestDb } from '../../test/db.ts'
import { anIncident } from '../../test/factories.ts'
import { HOSTILE_STRINGS, whole } from '../../test/hostile-strings.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { aRunningServer } from '../../test/running-server.ts'
import { oembedRoutes } from './oembed.ts'

const NOW = Date.UTC(2023, 0, 23, 12)
const PUBLIC = 'https://brusio.example'
const test = useTestDb()
let server: RunningServer
let incident: string

beforeAll(async () => {
  server = await aRunningServer(test.connection, {
    config: { publicUrl: PUBLIC },
    clock: createManualClock(NOW, 'live'),
    async begun(db, directory) {
      const providerId = directory.bySlug('libero-mail')?.id ?? 0
      incident = (await anIncident(db, { providerId, startedAt: new Date(NOW - 3_600_000) })).id
    },
  })
})
afterAll(() => server?.close())

type Answer = Record<string, string | number>
const ask = (query: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/oembed?${new URLSearchParams(query)}`, { headers })
const read = async (url: string, more: Record<string, string> = {}): Promise<Answer> => {
  const answer = await ask({ url, ...more })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Answer
}
const frameOf = ({ html }: Answer) => new URL(/ src="([^"]*)"/.exec(String(html))![1]!.replaceAll('&amp;', '&'))

describe('the answer', () => {
  it.each([
    ['/it/p/libero-mail', '/embed/libero-mail?lang=it'],
    ['/p/libero-mail', '/embed/libero-mail'],
    ['/en/p/libero-mail?range=7d&report=1', '/embed/libero-mail?lang=en&range=7d'],
    ['/en/o/italiaonline#now', '/embed/o/italiaonline?lang=en'],
    ['/embed/libero-mail,gmail?lang=it&theme=dark&x=1', '/embed/libero-mail,gmail?lang=it&theme=dark'],
    [
      '/embed/libero-mail?as_of=2023-01-23T09%3A15%2B01%3A00&lang=it',
      '/embed/libero-mail?lang=it&as_of=2023-01-23T09%3A15%2B01%3A00',
    ],
  ])('frames %s as %s', async (page, frame) => {
    const answer = await read(PUBLIC + page)
    expect(frameOf(answer).href).toBe(PUBLIC + frame)
    expect(answer).toMatchObject({ type: 'rich', version: '1.0', provider_name: 'Brusio', cache_age: 3600 })
    // The same by the name under which it was asked, and without one.
    expect(await read(server.url + page)).toEqual(answer)
    expect(await read(page)).toEqual(answer)
  })

  it('is about an incident as well, and says in its title which one', async () => {
    const answer = await read(`${PUBLIC}/it/i/${incident}`)
    expect(frameOf(answer).href).toBe(`${PUBLIC}/embed/i/${incident}?lang=it`)
    expect(answer['title']).toBe('Disservizio di Libero Mail, 23 gennaio 2023, 12:00 CET. Fonte: Brusio')
    expect(answer['html']).toContain('sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"')
    expect(answer['html']).toContain('loading="lazy"')
  })

  it('calls nothing live that is frozen', async () => {
    const live = await read(`${PUBLIC}/embed/libero-mail?lang=it`)
    expect(live['title']).toBe('Libero Mail: le segnalazioni in diretta. Fonte: Brusio')
    for (const name of ['libero-mail', 'libero-mail,gmail', 'o/italiaonline']) {
      const frozen = await read(`${PUBLIC}/embed/${name}?lang=it&as_of=2023-01-23T09%3A15%2B01%3A00`)
      expect(frozen['title']).toMatch(/le segnalazioni di un momento passato\. Fonte: Brusio$/)
      expect(frozen['html']).not.toContain('diretta')
    }
  })

  it.each([
    [{}, 600, 1200],
    [{ maxwidth: '320' }, 320, 320],
    [{ maxwidth: '500', maxheight: '400' }, 500, 500],
    [{ maxwidth: '1200', maxheight: '630' }, 600, 1200],
    [{ maxwidth: '90', maxheight: '50' }, 90, undefined],
    [{ maxwidth: 'wide', maxheight: '-1' }, 600, 1200],
  ])('keeps within %o, its picture too', async (most, width, thumbnail) => {
    const answer = await read(`${PUBLIC}/it/p/libero-mail`, most)
    expect(answer['width']).toBe(width)
    expect(answer['html']).toContain(`width="${width}" height="${answer['height']}"`)
    const { maxwidth, maxheight } = most as { maxwidth?: string; maxheight?: string }
    for (const kind of ['', 'thumbnail_']) {
      expect(Number(answer[`${kind}width`] ?? 0)).toBeLessThanOrEqual(Number(maxwidth) || Infinity)
      const limit = Number(maxheight) > 0 ? Number(maxheight) : Infinity
      expect(Number(answer[`${kind}height`] ?? 0)).toBeLessThanOrEqual(limit)
    }
    expect(answer['thumbnail_width']).toBe(thumbnail)
    const parts = ['url', 'width', 'height'].filter((part) => `thumbnail_${part}` in answer)
    expect([0, 3]).toContain(parts.length)
  })

  it('may be read by scripts of any site', async () => {
    const { headers } = await ask({ url: `${PUBLIC}/it/p/libero-mail` })
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('content-type')).toContain('application/json')
    expect(headers.get('set-cookie')).toBeNull()
  })
})

describe('what it refuses', () => {
  it('knows no pages but ours, and of ours those that can be embedded', async () => {
    const none = [
      'https://evil.example/it/p/libero-mail',
      `${PUBLIC}.evil.example/it/p/libero-mail`,
      `https://user@brusio.example/it/p/libero-mail`,
      'http://brusio.example/it/p/libero-mail',
      '//evil.example/p/libero-mail',
      `${PUBLIC}/`,
      `${PUBLIC}/it/p/nobody`,
      `${PUBLIC}/it/p/libero-mail,gmail`,
      `${PUBLIC}/it/p/libero-mail/why`,
      `${PUBLIC}/fr/p/libero-mail`,
      `${PUBLIC}/it/i/00000000-0000-7000-8000-000000000000`,
      `${PUBLIC}/it/i/1`,
      `${PUBLIC}/embed/o/nobody`,
      'javascript:alert(1)',
      'x'.repeat(5_000),
    ]
    for (const url of none) expect([url, (await ask({ url })).status]).toEqual([url, 404])
    expect((await ask({})).status).toBe(400)
  })

  it('says that it gives no XML, and that anything else is no format', async () => {
    const answer = await ask({ url: `${PUBLIC}/it/p/libero-mail`, format: 'xml' })
    expect(answer.status).toBe(501)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    for (const format of ['', 'JSON', 'nonsense', 'xml '])
      expect([format, (await ask({ url: `${PUBLIC}/it/p/libero-mail`, format })).status]).toEqual([format, 400])
  })

  it('fails at nothing that is sent, and lets no markup into the frame', async () => {
    const directory = createDirectory(await readProviders(test.db))
    const deps = { db: test.db, directory, clock: createManualClock(NOW), config: { publicUrl: PUBLIC } }
    const app = new Hono().route('/', oembedRoutes(deps)).onError(errorHandler(silentLog))
    for (const text of HOSTILE_STRINGS.map(whole)) {
      const page = `${PUBLIC}/embed/libero-mail?lang=${encodeURIComponent(text)}&tz=${encodeURIComponent(text)}&theme=${encodeURIComponent(text)}`
      for (const url of [text, `${PUBLIC}/p/${text}`, page, `/embed/${text}?range=${text}`]) {
        const answer = await app.request(`/oembed?${new URLSearchParams({ url, maxwidth: text, maxheight: text })}`)
        expect(answer.status).toBeLessThan(500)
        if (answer.status !== 200) continue
        const { html } = (await answer.json()) as Answer
        expect(html).toMatch(/^<iframe( [a-z]+="[^"<>]*")+><\/iframe>$/)
      }
    }
  })
})

it('is found by a program that knows the address of a page and nothing else', async () => {
  // The public address of this instance, answered by the server at hand.
  const fetcher = (url: string) => fetch(url.replace(PUBLIC, server.url))
  for (const path of ['/it/p/libero-mail', `/en/i/${incident}`, '/it/o/italiaonline']) {
    const found = await extract(PUBLIC + path, { maxwidth: 480 }, fetcher)
    expect(found).toMatchObject({ type: 'rich', version: '1.0', width: 480, method: 'auto-discovery' })
    expect(frameOf(found as Answer).origin).toBe(PUBLIC)
  }
})
