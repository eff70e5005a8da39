import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { readIndex } from '../archive/folder.ts'
import { verifyArchive } from '../archive/verify.ts'
import { loadInto } from '../commands/archive.ts'
import { createSigner } from '../signer.ts'
import { correctIncident, withdrawIncident } from '../store/corrections.ts'
import { readIncidentEvents, readIncidents } from '../store/incidents.ts'
import { writeNotices } from '../store/notices.ts'
import { incidentEvents, signingKeys } from '../store/schema.ts'
import { useTestDb } from '../test/db.ts'
import { EVIDENCE, aNotice, anIncident, aProvider, someMinutes } from '../test/factories.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { SETTLED_AFTER_MS, writeDue } from './archive.ts'

const from = useTestDb()
const into = useTestDb()
const used = useTestDb()
const dir = mkdtempSync(path.join(tmpdir(), 'brusio-archive-'))
afterAll(() => rmSync(dir, { recursive: true }))

// An outage is thought to have begun at 00:05 on 1 February, the only one of that month. A person says a week later: at 23:50 the evening
// before. Then another: on New Year's Eve, three weeks before the first day that anything was counted.
const FIRST = Date.UTC(2026, 0, 20)
const THOUGHT = Date.UTC(2026, 1, 1, 0, 5)
const EVENING = Date.UTC(2026, 0, 31, 23, 50)
const EARLIEST = Date.UTC(2025, 11, 31, 23)
const clock = createManualClock(Date.UTC(2026, 1, 2) + SETTLED_AFTER_MS)
const write = () =>
  writeDue({ db: from.db, clock, signer: createSigner({ db: from.db, clock }), dir, publicUrl: undefined })
const text = (name: string) => gunzipSync(readFileSync(path.join(dir, name))).toString('utf8')
const idsOf = (month: string) =>
  text(`incidents/incidents-${month}.csv.gz`)
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.slice(0, 36))

let id: string
beforeAll(async () => {
  const { id: providerId } = await aProvider(from.db, { slug: 'libero-mail', at: FIRST })
  await someMinutes(from.db, providerId, FIRST, [1, 2, 3])
  const detectedAt = new Date(THOUGHT + 10 * MINUTE_MS)
  const confirmedAt = new Date(THOUGHT + 20 * MINUTE_MS)
  const resolvedAt = new Date(THOUGHT + HOUR_MS)
  const startedAt = new Date(THOUGHT)
  id = (await anIncident(from.db, { providerId, startedAt, detectedAt, confirmedAt, resolvedAt })).id
  const event = (at: Date, type: string, incidentId: string | null) => {
    return { incidentId, providerId, at, type, fromState: 'ok', toState: 'confirmed', evidence: EVIDENCE }
  }
  // As the detector writes them: a suspicion has no incident.
  await from.db.orm
    .insert(incidentEvents)
    .values([
      event(detectedAt, 'suspected', null),
      event(confirmedAt, 'confirmed', id),
      event(resolvedAt, 'resolved', id),
    ])
})

async function correct(startedAt: number) {
  const [incident] = await readIncidents(from.db, { limit: 1 })
  const act = { at: clock.now(), reason: 'Their own log says so.', evidence: EVIDENCE }
  expect(await correctIncident(from.db, incident!, { startedAt }, act)).toBe(true)
  clock.set(clock.now() + DAY_MS)
  await write()
}

it('tells an incident in the month in which it began, and nowhere else when a person has moved it', async () => {
  await write()
  expect(idsOf('2026-02')).toEqual([id])
  await correct(EVENING)
  expect([idsOf('2026-01'), idsOf('2026-02')]).toEqual([[id], []])
  expect(text('incidents/events-2026-02.csv.gz')).toBe(
    'incident,provider,at,type,from_state,to_state,reason,evidence\n',
  )
})

it('tells one that began before the first day of the archive', async () => {
  await correct(EARLIEST)
  expect((await readIndex(dir))!.first_day).toBe('2026-01-20')
  expect([idsOf('2025-12'), idsOf('2026-01')]).toEqual([[id], []])
})

it('is signed on with a newer key, and checked with both', async () => {
  const [old] = (await createSigner({ db: from.db, clock }).publicKeys()).keys
  const [row] = await from.db.orm.select().from(signingKeys)
  await from.db.orm.delete(signingKeys)
  clock.set(clock.now() + DAY_MS)
  const newer = createSigner({ db: from.db, clock })
  await newer.sign('x', 'a new key is made')
  await from.db.orm.insert(signingKeys).values(row!)
  await write()
  const { keys } = await createSigner({ db: from.db, clock }).publicKeys()
  expect(keys).toHaveLength(2)
  expect((await verifyArchive(dir, keys)).faults).toEqual([])
  const last = (await readIndex(dir))!.last_day
  expect((await verifyArchive(dir, [old!])).faults).toEqual([
    `manifests/${last}.jws is signed with none of these keys.`,
  ])
})

it('is read in with its suspicion, its corrections and its withdrawal, in the order of time', async () => {
  const act = { at: clock.now(), reason: 'It was a test.', evidence: EVIDENCE }
  expect(await withdrawIncident(from.db, id, act)).toBe(true)
  clock.set(clock.now() + DAY_MS)
  await write()
  expect(await loadInto(into.connection, dir, undefined, clock.now())).toMatchObject({ incidents: 1, events: 6 })
  const told = (db: typeof from.db) => db.sql`select incident_id, at, type, reason from incident_events order by id`
  expect([...(await told(into.db))]).toEqual([...(await told(from.db))])
  expect(await readIncidentEvents(into.db, { incidentId: id })).toEqual(
    await readIncidentEvents(from.db, { incidentId: id }),
  )
})

it('is not read into a database in which anything was said of anybody', async () => {
  const { id: providerId } = await aProvider(used.db, { slug: 'libero-mail', at: FIRST })
  await writeNotices(used.db, [aNotice({ providerId, at: FIRST })])
  await expect(loadInto(used.connection, dir, undefined, clock.now())).rejects.toThrow('there are rows in notices')
})

it('is not read in where it is of something that was played', async () => {
  const played = mkdtempSync(path.join(tmpdir(), 'brusio-archive-'))
  const at = createManualClock(clock.now(), 'replay')
  const signer = createSigner({ db: from.db, clock: at })
  await writeDue({ db: from.db, clock: at, signer, dir: played, publicUrl: undefined })
  const empty = loadInto(used.connection, played, undefined, clock.now())
  await expect(empty).rejects.toThrow('is of a replay: nothing in it was counted of people')
  rmSync(played, { recursive: true })
})
