import { afterAll, beforeAll, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { explain } from '../commands/why/explanation.ts'
import { createReplayClock } from '../clock.ts'
import type { RunningServer } from '../main.ts'
import { importMinutes } from '../store/import.ts'
import { readIncidents } from '../store/incidents.ts'
import { useTestDb } from './db.ts'
import { aRunningServer, press } from './running-server.ts'
import { until } from './until.ts'

// People press once, and say afterwards what it is that does not work:
//
//   three quiet weeks of all parts ── sixty people press ── confirmed ── each of them names the webmail ── who is affected?
//
// Domain time runs sixty times as fast.
const SEVEN = Date.UTC(2026, 0, 13, 7)
const QUIET_MS = 21 * 24 * HOUR_MS
const PEOPLE = 60
const PARTS = ['webmail', 'imap', 'app', 'sending']

const test = useTestDb()
const clock = createReplayClock({ startAt: SEVEN, speed: 60, mode: 'simulation' })
let server: RunningServer

beforeAll(async () => {
  server = await aRunningServer(test.connection, {
    clock,
    async prepare(db, directory) {
      const providerId = directory.bySlug('libero-mail')?.id ?? 0
      const hours = Array.from({ length: QUIET_MS / HOUR_MS }, (_, i) => SEVEN - QUIET_MS + i * HOUR_MS)
      const rows = hours.map((hour, i) => ({
        providerId,
        minute: hour + ((i * 17) % 60) * MINUTE_MS,
        problems: 1,
        of: { [`${PARTS[i % PARTS.length]}/android`]: 1 },
      }))
      await importMinutes(db, rows, SEVEN - QUIET_MS, SEVEN)
    },
  })
  await until(() => server.detector.judgedUntil !== undefined)
  clock.start()
})
afterAll(() => server?.close())

const theIncident = async () => (await readIncidents(test.db, { limit: 9 }))[0]

it('says of the part that people name after they have pressed that it is affected', { timeout: 120_000 }, async () => {
  const people = Array.from({ length: PEOPLE }, (_, i) => `93.${i}.7.9`)
  const said = { provider: 'libero-mail', problem: 'cannot-open' }
  for (const address of people) {
    expect(await press(server.url, address, said)).toMatchObject({ status: 200 })
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  await until(async () => (await theIncident()) !== undefined)
  const before = await theIncident()
  expect(before!.scope.filter(({ facet, verdict }) => facet === 'component' && verdict === 'affected')).toEqual([])

  const outcomes = []
  for (const address of people)
    outcomes.push((await press(server.url, address, { ...said, component: 'webmail' })).body.outcome)
  const added = outcomes.filter((outcome) => outcome === 'repeat').length
  expect(added).toBeGreaterThan(0)
  const [row] = await test.db.sql<{ at: number }[]>`
    select (extract(epoch from max(received_at)) * 1000)::float8 as at from voices where turn > 0`
  await until(() => (server.detector.judgedUntil ?? 0) > row!.at)
  await server.close() // Writes down what it has heard.

  const incident = await theIncident()
  const parts = incident!.scope.filter(({ facet }) => facet === 'component')
  expect(parts.find(({ value }) => value === 'webmail')).toMatchObject({ verdict: 'affected' })
  expect(parts.find(({ value }) => value === 'imap')?.verdict).not.toBe('affected')
  // All of it is in the dossier.
  expect(await explain(test.db, incident!.id)).toMatchObject({ verdict: 'same', differences: [] })
})
