import { XMLValidator } from 'fast-xml-parser'
import { DAY_MS } from '../../../shared/time.ts'
import * as fc from 'fast-check'
import { Hono } from 'hono'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import type { EmbedFacts } from '../../../shared/embed.ts'
import { NOW } from '../../../web/test-page.ts'
import { someFacts } from '../../../web/pictures/test-facts.ts'
import { createDirectory } from '../../catalogue/directory.ts'
import { errorHandler, Refusal } from '../../errors.ts'
import { silentLog } from '../../log.ts'
import { createPngStore } from '../../pictures/png-store.ts'
import { createRasterizer } from '../../pictures/rasterizer.ts'
import { anEntry } from '../../test/directory-entry.ts'
import { HOSTILE_STRINGS, whole } from '../../test/hostile-strings.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import type { Asked } from './asked.ts'
import { pictureRoutes } from './pictures.ts'

const INCIDENT = '0197a1b2-0000-7000-8000-000000000001'
const directory = createDirectory([
  anEntry({ id: 1, slug: 'libero-mail', name: 'Libero Mail' }),
  anEntry({ id: 2, slug: 'gmail', name: 'Gmail' }),
  anEntry({ id: 3, slug: 'retired', archived: true }),
])

type Options = {
  facts?: Partial<EmbedFacts>
  read?: (asked: Asked) => Promise<EmbedFacts | undefined>
  render?: (svg: string) => Promise<Buffer>
  mode?: 'live' | 'simulation'
}

/** The routes of pictures with invented facts; what was asked of facts and of the renderer is remembered. */
function aSite({ facts = {}, read = async () => someFacts(facts), render, mode }: Options = {}) {
  const seen = { asked: [] as Asked[], rendered: [] as string[] }
  let real = 0
  const clock = createManualClock(NOW, mode)
  const rasterizer = createRasterizer(async (svg) => {
    seen.rendered.push(svg)
    return (render ?? (async () => Buffer.from('png')))(svg)
  })
  // No badge is asked for.
  const readings = { live: async () => undefined }
  const deps = { readings, clock, directory, config: { publicUrl: 'https://brusio.example' } }
  const source = {
    read: (asked: Asked) => {
      seen.asked.push(asked)
      return read(asked)
    },
  }
  const app = new Hono().route(
    '/',
    pictureRoutes(deps, source, createPngStore(rasterizer), () => real),
  )
  app.onError(errorHandler(silentLog))
  return {
    seen,
    clock,
    pass: (ms: number) => (real += ms),
    get: (path: string, init?: RequestInit) => app.request(path, init),
  }
}

it('says in its own place that nothing can be read now, and nobody keeps that', async () => {
  let isAway = true
  const read = async () => {
    if (isAway) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
    return someFacts()
  }
  const { get } = aSite({ read })
  for (const path of [
    '/chart/libero-mail.svg?lang=it&width=400&height=240',
    '/og/libero-mail.svg?lang=it',
    '/chart/libero-mail.png?lang=it',
  ]) {
    const answer = await get(path, { headers: { 'if-none-match': '*' } })
    expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('retry-after')], path).toEqual([
      503,
      'no-store',
      '5',
    ])
    expect(answer.headers.get('etag')).toBeNull()
  }
  const svg = await (await get('/chart/libero-mail.svg?lang=it&width=400&height=240')).text()
  expect(svg).toContain('Non disponibile in questo momento')
  expect(svg).toMatch(/width="400"/)
  expect(svg).not.toContain('Libero Mail')
  isAway = false
  expect(await (await get('/chart/libero-mail.svg?lang=it&width=400&height=240')).text()).toContain('Libero Mail')
})

describe('the address of a picture', () => {
  it('gives curve and share picture as SVG to be shown anywhere, and nothing in it runs', async () => {
    const { get } = aSite()
    for (const path of [
      '/chart/libero-mail.svg',
      '/og/libero-mail.svg',
      `/og/i/${INCIDENT}.svg`,
      '/chart/libero-mail,gmail.svg',
    ]) {
      const answer = await get(path)
      expect(answer.status, path).toBe(200)
      expect(answer.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(answer.headers.get('set-cookie')).toBeNull()
      expect(XMLValidator.validate(await answer.text())).toBe(true)
    }
  })

  it('gives pixels of the size asked for, within bounds', async () => {
    const { get } = aSite({ render: (svg) => createRasterizer().draw(svg) })
    const sizeOf = async (path: string) => {
      const { width, height } = PNG.sync.read(Buffer.from(await (await get(path)).arrayBuffer()))
      return [width, height]
    }
    expect(await sizeOf('/og/libero-mail.png?width=300&height=200')).toEqual([1200, 630])
    expect(await sizeOf('/chart/libero-mail.png?width=600&height=400')).toEqual([600, 400])
    expect((await sizeOf('/chart/libero-mail.png?width=1'))[0]).toBe(240)
    expect(await sizeOf('/chart/libero-mail.png?width=99999&height=99999')).toEqual([2000, 1200])
    expect((await sizeOf('/chart/libero-mail.png?width=-5&height=1e3'))[0]).toBe(720)
  })

  it('asks for facts as it was asked', async () => {
    const { get, seen } = aSite()
    await get('/chart/libero-mail.svg?lang=en&range=7d&tz=Asia/Tokyo&as_of=2019-07-01T00:00Z')
    expect(seen.asked[0]).toMatchObject({
      name: 'libero-mail',
      lang: 'en',
      range: '7d',
      zone: 'Asia/Tokyo',
      asOf: Date.UTC(2019, 6, 1),
      report: false,
    })
  })

  it('speaks the language of who asks, and says so to caches', async () => {
    const { get, seen } = aSite()
    const negotiated = await get('/og/libero-mail.svg', { headers: { 'accept-language': 'en' } })
    expect(negotiated.headers.get('vary')).toBe('Accept-Language')
    expect((await get('/og/libero-mail.svg?lang=it')).headers.get('vary')).toBeNull()
    expect(seen.asked.map(({ lang }) => lang)).toEqual(['en', 'it'])
  })

  it('is light in pixels and follows the reader as SVG, where no theme was asked for', async () => {
    const { get, seen } = aSite()
    await get('/chart/libero-mail.png')
    await get('/chart/libero-mail.png?theme=dark')
    const [light, dark] = seen.rendered
    expect(light).toContain('#faf6ee')
    expect(dark).toContain('#101a26')
    expect(light! + dark!).not.toContain('@media')
    expect(await (await get('/chart/libero-mail.svg')).text()).toContain('@media')
  })

  it('names the day of what is live, and says that old numbers are old', async () => {
    const live = await (await aSite({ facts: { time: '21:07 CEST' } }).get('/og/libero-mail.svg?lang=it')).text()
    expect(live).toContain('3 luglio 2019')
    expect(live).not.toContain('Numeri vecchi.')
    const old = { stale_after: new Date(NOW - 1).toISOString() }
    expect(await (await aSite({ facts: old }).get('/og/libero-mail.svg')).text()).toContain('Numeri vecchi.')
  })
})

describe('how long a picture is kept', () => {
  it('is drawn once a minute whoever asks', async () => {
    const { get, seen, pass } = aSite()
    for (const _ of [1, 2, 3]) await get('/og/libero-mail.png')
    expect([seen.asked.length, seen.rendered.length]).toEqual([1, 1])
    pass(60_001)
    await get('/og/libero-mail.png')
    // Nothing new is to be said: the same pixels are given again.
    expect([seen.asked.length, seen.rendered.length]).toEqual([2, 1])
  })

  it.each([
    ['live', {}, 'public, max-age=60'],
    ['frozen', { as_of: new Date(NOW - DAY_MS).toISOString(), stale_after: null }, 'public, max-age=3600'],
    ['frozen just now', { as_of: new Date(NOW).toISOString(), stale_after: null }, 'public, max-age=5'],
  ])('by others, where it is %s, is a minute, or a share of its age up to an hour', async (_, facts, expected) => {
    expect((await aSite({ facts }).get('/og/libero-mail.png')).headers.get('cache-control')).toBe(expected)
  })

  it('is no longer than until it is drawn again', async () => {
    const { get, pass } = aSite()
    await get('/og/libero-mail.png')
    pass(45_000)
    expect((await get('/og/libero-mail.png')).headers.get('cache-control')).toBe('public, max-age=15')
  })

  it('needs no drawing for who has it already, nor for who asks only for its headers twice', async () => {
    const { get, seen } = aSite()
    const etag = (await get('/og/libero-mail.png', { method: 'HEAD' })).headers.get('etag')!
    expect(etag).toMatch(/^".+-png"$/)
    expect(seen.rendered).toHaveLength(1)
    const again = aSite()
    const answer = await again.get('/og/libero-mail.png', { headers: { 'if-none-match': etag } })
    expect([answer.status, again.seen.rendered.length]).toEqual([304, 0])
    expect(answer.headers.get('etag')).toBe(etag)
    const svg = await again.get('/og/libero-mail.svg', { headers: { 'if-none-match': etag } })
    expect(svg.status).toBe(200)
  })
})

describe('what cannot be shown', () => {
  it.each([
    ['an unknown service', '/og/nobody.png', 404],
    ['a retired service', '/chart/retired.svg', 404],
    ['an unknown operator', '/chart/o/nobody.svg', 404],
    ['a moment that is to come', '/chart/libero-mail.svg?as_of=2099-01-01T00:00Z', 400],
    ['a moment that is none', '/og/libero-mail.svg?as_of=yesterday', 400],
  ])('of %s is a picture that says so', async (_, path, status) => {
    const { get, seen } = aSite()
    const answer = await get(path, { headers: { 'accept-language': 'it' } })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toMatch(/^image\//)
    expect(seen.rendered[0] ?? (await answer.text())).toContain('Non disponibile')
    expect(seen.asked).toEqual([])
  })

  it('of an incident that there is not is a picture that says so, too', async () => {
    const answer = await aSite({ read: async () => undefined }).get(`/chart/i/${INCIDENT}.svg?lang=en`)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('Not available')
  })

  it('says to come back, and keeps nothing, where too many wait', async () => {
    let isBusy = true
    const { get } = aSite({
      render: async () => {
        if (isBusy) throw new Refusal(503, 'Too many pictures wait to be drawn.', { retryAfterS: 5 })
        return Buffer.from('png')
      },
    })
    const answer = await get('/og/libero-mail.png')
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('etag')).toBeNull()
    isBusy = false
    expect((await get('/og/libero-mail.png')).status).toBe(200)
  })

  it('is nowhere else', async () => {
    const { get } = aSite()
    for (const path of ['/og/libero-mail', '/og/libero-mail.gif', '/chart/home', '/og/']) {
      expect((await get(path)).status, path).toBe(404)
    }
  })
})

describe('the picture of the first page', () => {
  it('is of the site, not of what fails this minute, and says what is played', async () => {
    const { get, seen } = aSite({ mode: 'simulation' })
    const svg = await (await get('/og/home.svg?lang=it')).text()
    expect(svg).toContain('brusio.example')
    expect(svg).toContain('SIMULAZIONE')
    expect(seen.asked).toEqual([])
    expect((await get('/chart/home.svg')).status).toBe(404)
  })
})

describe('whatever is asked', () => {
  const odd = fc.oneof(
    fc.constantFrom(...HOSTILE_STRINGS.map(whole)),
    fc.string({ unit: 'binary' }).map(whole),
    fc.double().map(String),
  )
  const names = ['lang', 'theme', 'range', 'tz', 'as_of', 'width', 'height', 'label', 'style', 'report']
  const query = fc.array(fc.tuple(fc.constantFrom(...names), odd), { maxLength: 5 })
  const subject = fc.oneof(
    fc.constantFrom('libero-mail', 'gmail,libero-mail', `i/${INCIDENT}`, 'home'),
    odd.map(encodeURIComponent),
  )

  it('is answered with a picture or a refusal, never a fault', async () => {
    const { get } = aSite()
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('og', 'chart'),
        subject,
        query,
        fc.constantFrom('svg', 'png'),
        async (kind, name, asked, form) => {
          const answer = await get(`/${kind}/${name}.${form}?${new URLSearchParams(asked)}`)
          expect([200, 400, 404]).toContain(answer.status)
          const isSvg = answer.headers.get('content-type')?.startsWith('image/svg') === true
          expect(isSvg ? XMLValidator.validate(await answer.text()) : true).toBe(true)
        },
      ),
      { numRuns: 400 },
    )
  })
})
