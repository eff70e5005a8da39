import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RunningServer } from '../../main.ts'
import { openDatabaseGate, type DatabaseGate } from '../../test/database-gate.ts'
import { useTestDb } from '../../test/db.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { aRunningServer, press } from '../../test/running-server.ts'
import { until } from '../../test/until.ts'

// 09:10 in Italy the page is made, 09:14 the database is away, 09:20 it is back.
const at = (minute: number) => Date.UTC(2023, 0, 23, 8, minute)
const clock = createManualClock(at(10))
const test = useTestDb()
let gate: DatabaseGate
let server: RunningServer

beforeAll(async () => {
  gate = await openDatabaseGate(test.connection)
  server = await aRunningServer(gate.connection, { clock })
})
afterAll(async () => {
  await gate?.open()
  await server?.close()
  await gate?.close()
})

const get = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(server.url + path, { headers: { accept: 'text/html', ...headers } })
  return { status: answer.status, headers: answer.headers, html: await answer.text() }
}
const PAGES = ['/it/', '/it/p/libero-mail', '/it/p/libero-mail?range=7d', '/it/p/libero-mail/why']

it('gives the last page it could make, says from when it is, and the new one when the database is back', async () => {
  for (const path of PAGES) expect((await get(path)).status, path).toBe(200)
  const good = await get('/it/p/libero-mail')
  expect(good.html).not.toContain('stale-strip')

  await gate.shut()
  clock.set(at(14))
  await until(async () => (await get('/it/p/libero-mail')).status === 503)
  for (const path of PAGES) {
    await until(async () => (await get(path)).status === 503)
    const { headers, html } = await get(path)
    expect(html, path).toContain('Non riusciamo a leggere i nostri dati')
    expect(html, path).toMatch(/23 gennaio 2023, 09:10<\/time> <[^>]+>CET/)
    expect(html, path).toContain('<meta name="robots" content="noindex"/>')
    expect([headers.get('retry-after'), headers.get('cache-control'), headers.get('etag')]).toEqual([
      '5',
      'no-store',
      null,
    ])
    // The script must not take 09:10 for now.
    expect(html, path).toContain(`id="page-data">{"at":${at(14)},`)
  }
  const provider = await get('/it/p/libero-mail')
  expect(provider.html).toContain('<h1>Libero Mail')

  clock.set(at(20))
  await gate.open()
  await until(async () => (await get('/it/p/libero-mail')).status === 200)
  const { html } = await get('/it/p/libero-mail')
  expect(html).not.toContain('stale-strip')
  expect(html).toContain(`id="page-data">{"at":${at(20)},`)
})

it('gives a plain page that says so where there is none from before, and takes no report', async () => {
  await gate.shut()
  await until(async () => (await get('/en/p/gmail')).status === 503)
  const { headers, html } = await get('/en/p/gmail')
  expect(headers.get('retry-after')).not.toBeNull()
  expect(html).toContain('<h1>We cannot read our data.</h1>')
  expect(html).not.toContain('stale-strip')
  expect((await press(server.url, '151.5.1.1', { provider: 'gmail', answer: 'works' })).status).toBe(503)
  const form = await fetch(`${server.url}/en/p/gmail/report`, {
    method: 'POST',
    headers: { accept: 'text/html', 'x-forwarded-for': '151.5.1.2' },
    body: new URLSearchParams({ answer: 'works' }),
  })
  expect(form.status).toBe(503)
  expect(await form.text()).toContain('Back to Gmail')
  await gate.open()
  await until(async () => (await get('/en/p/gmail')).status === 200)
})

it('keeps no page of which there are as many as somebody can think of', async () => {
  const { body } = await press(server.url, '151.5.1.3', { provider: 'gmail', answer: 'works' })
  const made = '/it/history?after=1_1_ffffffff-ffff-ffff-ffff-ffffffffffff'
  const paths = [made, '/it/history?year=2012', `/it/p/gmail?reported=counted&id=${String(body.id)}`]
  for (const path of [...paths, '/it/history']) expect((await get(path)).status, path).toBe(200)
  expect((await get(paths[2]!)).html).toContain('Contata.')
  await gate.shut()
  for (const path of [...paths, '/it/history']) await until(async () => (await get(path)).status === 503)
  const isOld = await Promise.all([made, paths[1]!, '/it/history'].map(async (path) => (await get(path)).html))
  expect(isOld.map((html) => html.includes('stale-strip'))).toEqual([false, false, true])
  const pressed = await get(paths[2]!)
  expect(pressed.html).not.toContain('Contata.')
  await gate.open()
  await until(async () => (await get('/it/history')).status === 200)
})

it('lets nobody wait long for a database that says nothing any more', { timeout: 120_000 }, async () => {
  expect((await get('/it/p/libero-mail')).status).toBe(200)
  gate.still()
  await until(async () => (await get('/it/p/libero-mail')).status === 503)
  // Whoever comes next waits for no time limit of a connection: many come one after the other in less than one.
  for (let i = 0; i < 10; i++) expect((await get(PAGES[i % PAGES.length]!)).html).toContain('stale-strip')
  await gate.open()
  await until(async () => (await get('/it/p/libero-mail')).status === 200)
})
