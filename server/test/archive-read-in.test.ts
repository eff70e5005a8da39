import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from '@hono/zod-openapi'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { loadInto } from '../commands/archive.ts'
import { SETTLED_AFTER_MS, writeDue } from '../jobs/archive.ts'
import type { RunningServer } from '../main.ts'
import { createSigner } from '../signer.ts'
import type { Database } from '../store/db.ts'
import { importMinutes } from '../store/import.ts'
import { readIncidentEvents, readIncidents } from '../store/incidents.ts'
import { incidentEvents } from '../store/schema.ts'
import type { IncidentDetail } from '../routes/api/wire.ts'
import { useTestDb } from './db.ts'
import { EVIDENCE, anIncident, aProvider, someMinutes } from './factories.ts'
import { createManualClock } from './manual-clock.ts'
import { aRunningServer } from './running-server.ts'
import { until } from './until.ts'

// An outage of 18 January goes on when the day is written, two days and three hours later. Another instance reads the archive in on the 22nd, and begins to listen.
const DAY = Date.UTC(2026, 0, 18)
const BEGAN = DAY + 14 * HOUR_MS
const MIDNIGHT = DAY + DAY_MS
const LATER = DAY + 4 * DAY_MS
const from = useTestDb()
const into = useTestDb()
const again = useTestDb()
const dirs = [1, 2].map(() => mkdtempSync(path.join(tmpdir(), 'brusio-archive-'))) as [string, string]
let id: string
let server: RunningServer

const write = (db: Database, at: number, dir: string) => {
  const clock = createManualClock(at)
  return writeDue({ db, clock, signer: createSigner({ db, clock }), dir, publicUrl: undefined })
}
const told = async (db: Database) => ({
  incidents: await readIncidents(db, { limit: 9 }).then((rows) => rows.map((row) => ({ ...row, providerId: 0 }))),
  events: await readIncidentEvents(db, { incidentId: id }),
})

beforeAll(async () => {
  const { id: providerId } = await aProvider(from.db, { slug: 'libero-mail', at: DAY })
  await someMinutes(from.db, providerId, DAY, [1])
  await importMinutes(from.db, [{ providerId, minute: BEGAN, problems: 60 }], DAY, MIDNIGHT)
  const [startedAt, confirmedAt] = [new Date(BEGAN), new Date(BEGAN + 10 * MINUTE_MS)]
  id = (await anIncident(from.db, { providerId, startedAt, detectedAt: startedAt, confirmedAt, peak: 60 })).id
  const evidence = { ...EVIDENCE, multiple: 9 }
  const confirmed = { at: confirmedAt, type: 'confirmed', fromState: 'suspected', toState: 'confirmed', evidence }
  await from.db.orm.insert(incidentEvents).values({ ...confirmed, incidentId: id, providerId })
  await write(from.db, MIDNIGHT + SETTLED_AFTER_MS, dirs[0])
  await loadInto(into.connection, dirs[0], undefined, LATER)
})
afterAll(async () => {
  await server?.close()
  for (const dir of dirs) rmSync(dir, { recursive: true })
})

const get = async (address: string) => {
  const response = await fetch(`${server.url}${address}`)
  expect([address, response.status]).toEqual([address, 200])
  return response.text()
}

describe('an incident that went on when it was archived', () => {
  it('is open when it was read in, as the archive says', async () => {
    expect(await told(into.db)).toEqual(await told(from.db))
    expect((await told(into.db)).incidents).toMatchObject([{ id, state: 'confirmed', resolvedAt: null }])
  })

  it('has no end that anybody has seen in the instance that reads it in, only a last moment', async () => {
    server = await aRunningServer(into.connection, { clock: createManualClock(LATER) })
    await until(async () => (await readIncidents(into.db, { open: true, limit: 1 })).length === 0)
    const { incident, events, clocks } = JSON.parse(await get(`/api/v1/incidents/${id}`)) as z.infer<
      typeof IncidentDetail
    >
    expect(incident).toMatchObject({ state: 'unknown', resolved_at: '2026-01-19T00:00:00.000Z' })
    expect(events.at(-1)).toMatchObject({ type: 'resolved', to: 'unknown', at: incident.resolved_at })
    expect([clocks?.start.crowd.between, clocks?.end.crowd.between]).toEqual([Array(2).fill(events[0]!.at), null])
  })

  it.each([
    ['/en/i/ID', 'No longer followed: not enough data', 'We followed it for 10 hours'],
    ['/it/i/ID', 'Non più seguito: dati insufficienti', 'Lo abbiamo seguito per 10 ore'],
    ['/en/p/libero-mail', 'Not enough data', ''],
    ['/it/p/libero-mail', 'Dati insufficienti', ''],
    ['/p/libero-mail/api/v2/incidents.json', 'incident no longer followed', 'We followed it for 10 hours'],
    ['/en/p/libero-mail/feed.atom', 'incident no longer followed', 'We followed it for 10 hours'],
    ['/it/p/libero-mail/feed.atom', 'disservizio non più seguito', 'Lo abbiamo seguito per 10 ore'],
    ['/embed/i/ID.json?lang=en', 'No longer followed since 00:00 on 19 January 2026', '"tone":"unknown"'],
    ['/embed/i/ID.json?lang=it', 'Non più seguito dalle 01:00 del 19 gennaio 2026', '"tone":"unknown"'],
  ])('is not called over at %s', async (address, ...words) => {
    const text = await get(address.replace('ID', id))
    for (const one of words) expect(text).toContain(one)
    expect(text).not.toMatch(/Back to normal|It lasted|>Lasted<|Rientrato|rientrato|È durato|>Durata</)
  })

  it('is the same in an archive of that instance, read in once more', async () => {
    await server.close()
    await write(into.db, LATER + 4 * DAY_MS, dirs[1])
    await loadInto(again.connection, dirs[1], undefined, LATER + 4 * DAY_MS)
    expect(await told(again.db)).toEqual(await told(into.db))
  })
})
