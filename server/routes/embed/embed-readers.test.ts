import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { createApp, type AppEnv } from '../../app.ts'
import { silentLog } from '../../log.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { withReadyAnswers } from '../ready-answers.ts'
import { embedReaders } from './embed-readers.ts'

const AT = 'https://brusio.example'
const PATH = '/embed/alpha.json?lang=it'
const TAG = 'W/"one"'

/** An application that answers with how many times it was asked, and one that stands before it. */
function aSite(route: (app: Hono<AppEnv>, asked: () => number) => void) {
  let [asked, real] = [0, 0]
  const app = createApp({
    clock: createManualClock(0, 'simulation'),
    log: silentLog,
    routes: (mounted) => route(mounted, () => (asked += 1)),
    errorPage: (c, status) => c.text('page', status as 404),
  })
  const fetch = withReadyAnswers(
    (request: Request) => app.fetch(request),
    embedReaders({ isProxy: () => false, onAnswer: [] }),
    () => real,
  )
  return {
    ask: async (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      fetch(new Request(path.startsWith('/') ? AT + path : path, { headers, method })),
    wait: (ms: number) => void (real += ms),
    asked: () => asked,
  }
}

const aKept = (more: Record<string, string> = {}) =>
  aSite((app, asked) =>
    app.get('*', (c) => {
      const headers = { ETag: TAG, 'Cache-Control': 'public, max-age=5', Vary: 'Accept-Encoding, Accept-Language' }
      if (c.req.header('if-none-match') === TAG) return c.body(null, (asked(), 304), headers)
      return c.body(`answer ${asked()}`, 200, { ...headers, 'Content-Type': 'application/json', ...more })
    }),
  )

it('gives an answer again for a second, with every header that the application put on it', async () => {
  const { ask, wait, asked } = aKept()
  const first = await ask(PATH)
  const again = await ask(PATH)
  expect(await again.text()).toBe(await first.text())
  expect(again.status).toBe(200)
  // A request's own name is not another's.
  const names = [first, again].map(({ headers }) => headers.get('x-request-id'))
  expect([new Set(names).size, names.includes(null)]).toEqual([2, false])
  for (const { headers } of [first, again]) headers.delete('x-request-id')
  expect([...again.headers]).toEqual([...first.headers])
  for (const name of ['content-security-policy', 'x-content-type-options', 'brusio-mode', 'x-robots-tag', 'vary'])
    expect([name, again.headers.get(name)]).toEqual([name, expect.stringMatching(/./)])
  wait(999)
  await ask(PATH)
  expect(asked()).toBe(1)
  wait(1)
  expect(await (await ask(PATH)).text()).toBe('answer 2')
})

it('tells who has it already that he does, without a body and what belongs to one', async () => {
  const { ask, asked } = aKept()
  await ask(PATH)
  for (const tags of [TAG, '"one"', '"two", W/"one"', '*']) {
    const known = await ask(PATH, { 'if-none-match': tags })
    expect([tags, known.status, await known.text()]).toEqual([tags, 304, ''])
    expect(known.headers.get('etag')).toBe(TAG)
    expect(known.headers.get('cache-control')).toBe('public, max-age=5')
    expect(known.headers.get('vary')).toBe('Accept-Encoding, Accept-Language')
    expect(known.headers.get('brusio-mode')).toBe('simulation')
    for (const name of ['content-type', 'content-security-policy']) expect(known.headers.has(name)).toBe(false)
  }
  expect((await ask(PATH, { 'if-none-match': '"two"' })).status).toBe(200)
  expect(asked()).toBe(1)
})

it('keeps what nobody has asked for in full as well, and gives nobody an answer without a body for it', async () => {
  const { ask, asked } = aKept()
  for (const _ of [1, 2, 3]) expect((await ask(PATH, { 'if-none-match': TAG })).status).toBe(304)
  expect(asked()).toBe(1)
  const full = await ask(PATH)
  expect([full.status, await full.text()]).toEqual([200, 'answer 2'])
  // Both at once: the one who had it takes nothing from the others, and waits for them.
  await Promise.all([ask(`${PATH}&x`), ask(`${PATH}&x`, { 'if-none-match': TAG })])
  expect(await (await ask(`${PATH}&x`)).text()).toMatch(/^answer \d$/)
  expect(asked()).toBe(3)
})

it('parts what differs: the name that we are called by, address, language, packing', async () => {
  const { ask, asked } = aKept()
  const differing: [string, Record<string, string>][] = [
    [PATH, {}],
    [`http://other.example${PATH}`, {}],
    [`https://other.example${PATH}`, {}],
    [`${PATH}&tz=UTC`, {}],
    [PATH, { 'accept-language': 'en-GB,en;q=0.9' }],
    [PATH, { 'accept-encoding': 'gzip, br' }],
  ]
  for (const [path, headers] of differing) await ask(path, headers)
  expect(asked()).toBe(differing.length)
  const same = ['it', 'it-IT,it;q=0.8', 'x'.repeat(2_000).replace(/^/, 'it,'), '*']
  for (const wish of same) await ask(PATH, { 'accept-language': wish, 'accept-encoding': 'gzip;q=0' })
  expect(asked()).toBe(differing.length)
})

it.each([
  ['no-store', { 'Cache-Control': 'no-store' }],
  ['a cookie', { 'Set-Cookie': 'a=b' }],
  ['a header that is not in the key', { Vary: 'Cookie' }],
  ['whatever there is', { Vary: '*' }],
  ['private', { 'Cache-Control': 'private, max-age=5' }],
])('keeps nothing that is one reader’s: %s', async (_, headers) => {
  const { ask } = aKept(headers)
  expect(await (await ask(PATH)).text()).toBe('answer 1')
  expect(await (await ask(PATH)).text()).toBe('answer 2')
})

it('keeps nothing but what embeds read, and that is there', async () => {
  const { ask, asked } = aKept()
  const others = ['/', '/it/p/alpha', '/it/embed/alpha', '/api/v1/providers?x=/embed/alpha', '/widgets', '/oembed']
  for (const path of [...others, `/embed/${'a'.repeat(1_000)}`]) {
    const before = asked()
    await ask(path)
    await ask(path)
    expect([path, asked()]).toEqual([path, before + 2])
  }
  const missing = aSite((app, count) => app.get('*', (c) => c.body(`${count()}`, 404, { ETag: TAG })))
  await missing.ask(PATH)
  expect(await (await missing.ask(PATH)).text()).toBe('2')
  await ask(PATH, {}, 'HEAD')
  expect(await (await ask(PATH)).text()).not.toBe('')
  for (const path of ['/embed/alpha', '/chart/alpha.svg', '/badge/alpha.json', '/og/alpha.png', '/widget.js']) {
    await ask(path)
    const before = asked()
    await ask(path)
    expect([path, asked()]).toEqual([path, before])
  }
})

it('keeps only so much, and lets go of what nobody has asked for longest', async () => {
  const picture = new Uint8Array(200_000)
  const { ask, asked } = aSite((app, count) =>
    app.get('*', (c) => c.body(picture, 200, { ETag: `"${count()}"`, 'Cache-Control': 'public, max-age=5' })),
  )
  await ask('/og/often.png')
  for (let i = 0; i < 100; i++) {
    await ask(`/og/${i}.png`)
    await ask('/og/often.png')
  }
  expect(asked()).toBe(101)
  await ask('/og/0.png')
  expect(asked()).toBe(102)
})
