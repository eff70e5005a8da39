import { afterAll, beforeAll, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts'
import type { RunningServer } from '../../main.ts'
import { openDatabaseGate, type DatabaseGate } from '../../test/database-gate.ts'
import { useTestDb } from '../../test/db.ts'
import { aRunningServer } from '../../test/running-server.ts'
import { until } from '../../test/until.ts'
import { securityText } from './security-txt.ts'
import { toStored } from './status-view.ts'

const NOW = Date.UTC(2026, 4, 20, 12)
const test = useTestDb()
let gate: DatabaseGate
let server: RunningServer

beforeAll(async () => {
  gate = await openDatabaseGate(test.connection)
  const publisher = { name: 'Associazione Esempio', contact: 'noi@example.org', address: undefined }
  const config = { publicUrl: 'https://brusio.example', publisher }
  server = await aRunningServer(gate.connection, { config })
})
afterAll(async () => {
  await gate?.open()
  await server?.close()
  await gate?.close()
})

const get = async (path: string) => {
  const answer = await fetch(server.url + path, { headers: { accept: 'text/html' } })
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
}

it.each(['about', 'privacy', 'legal', 'accessibility', 'status'])(
  'serves /%s in each language, and leads to it from every page',
  async (name) => {
    for (const lang of ['it', 'en']) {
      const { status, text } = await get(`/${lang}/${name}`)
      expect([status, text.includes(`<html lang="${lang}">`)]).toEqual([200, true])
      expect(text).toContain('Associazione Esempio')
      expect((await get(`/${lang}/search?q=x`)).text).toContain(`href="/${lang}/${name}"`)
    }
  },
)

it('says whom to tell of a hole, for half a year from today', async () => {
  const { status, type, text } = await get('/.well-known/security.txt')
  expect([status, type?.startsWith('text/plain')]).toEqual([200, true])
  expect(text).toContain('Contact: mailto:noi@example.org\n')
  expect(text).toContain('Canonical: https://brusio.example/.well-known/security.txt\n')
  const given = { contact: 'https://example.org/tell', publicUrl: undefined, now: NOW, mode: 'live' } as const
  expect(securityText(given)).toBe(
    'Contact: https://example.org/tell\nExpires: 2026-11-16T00:00:00.000Z\nPreferred-Languages: it, en\n',
  )
  expect(securityText({ ...given, contact: undefined })).toBeUndefined()
  expect(securityText({ ...given, mode: 'replay' })).toBeUndefined()
})

it('says of itself that the database is away, and comes back', async () => {
  await until(async () => (await get('/en/status')).text.includes('They are taken and counted.'))
  await gate.shut()
  await until(async () => (await get('/en/status')).text.includes('It last answered on'))
  const { status, text } = await get('/en/status')
  expect([status, text.includes('Brusio is not well')]).toEqual([200, true])
  await gate.open()
  await until(async () => (await get('/en/status')).text.includes('They are taken and counted.'))
})

it('sums what was missed, and only of the time since we began', () => {
  const own = {
    judgedUntil: NOW - 5_000,
    firstBeat: NOW - 3 * DAY_MS,
    lastBeat: NOW,
    gaps: [
      { from: NOW - HOUR_MS, to: NOW - 50 * MINUTE_MS },
      { from: NOW - DAY_MS - HOUR_MS, to: NOW - DAY_MS + HOUR_MS },
    ],
    agents: { all: 0, heard: 0 },
  }
  const stored = toStored(own, NOW, { speed: 1, tookMs: 2 })
  expect(stored).toMatchObject({ reports: 'taken', lagMs: 5_000 })
  expect(stored.sums).toEqual([
    { days: 1, watchedMs: DAY_MS, lostMs: 10 * MINUTE_MS + HOUR_MS, count: 2 },
    { days: 30, watchedMs: 3 * DAY_MS, lostMs: 10 * MINUTE_MS + 2 * HOUR_MS, count: 2 },
  ])
  expect(toStored({ ...own, lastBeat: null }, NOW, { speed: 1, tookMs: 2 }).reports).toBe('none')
  expect(toStored({ ...own, lastBeat: NOW - 10 * MINUTE_MS }, NOW, { speed: 1, tookMs: 2 }).reports).toBe('late')
})
