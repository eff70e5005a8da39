import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, bucketStart } from '../../shared/time.ts'
import { createDirectory, type Directory } from '../catalogue/directory.ts'
import { createManualClock } from '../clock.ts'
import { silentLog } from '../log.ts'
import { importMinutes } from '../store/import.ts'
import { readIncidentEvents, readIncidents } from '../store/incidents.ts'
import { readProviders } from '../store/providers.ts'
import { aProvider, aVoice, anIncident, somePartitions } from '../test/factories.ts'
import { useTestDb } from '../test/db.ts'
import { loadWatches } from './detect-load.ts'
import { createJudge } from './detect.ts'

// Twenty quiet days with a voice every other hour, then whatever a test puts after noon.
const NOON = Date.UTC(2024, 4, 20, 12)
const QUIET_MS = 20 * DAY_MS
const test = useTestDb()
let directory: Directory
let providerId: number

beforeAll(async () => {
  ;({ id: providerId } = await aProvider(test.db, { slug: 'someone', at: NOON }))
  await somePartitions(test.db, NOON + 4 * DAY_MS)
  directory = createDirectory(await readProviders(test.db))
})
beforeEach(async () => {
  await test.db.sql`truncate leases, incidents, incident_events, detector_states, baselines, voices, heartbeats,
    report_counts_minute`
  const hours = Array.from({ length: QUIET_MS / HOUR_MS / 2 }, (_, i) => NOON - QUIET_MS + i * 2 * HOUR_MS)
  await importMinutes(test.db, rows(hours, 1), NOON - QUIET_MS, NOON)
})

const rows = (minutes: number[], problems: number) => minutes.map((minute) => ({ providerId, minute, problems }))

/** A judge that begins at `at`, as a process does that starts then. */
async function judge(at: number, more: { trustHistory?: boolean } = {}) {
  await test.db.sql`update leases set until = '-infinity'`
  const one = createJudge({ db: test.db, clock: createManualClock(at), log: silentLog, directory, ...more })
  await one.turn()
  await one.turn()
  await one.close()
}
/** As the server does: voices and their minutes, a heartbeat a minute up to `until`. */
async function speak(from: number, voices: number, networks: number, until: number) {
  const counts = new Map<number, number>()
  for (let n = 0; n < voices; n += 1) {
    const observedAt = from + n * 5 * SECOND_MS
    counts.set(bucketStart(observedAt), (counts.get(bucketStart(observedAt)) ?? 0) + 1)
    await aVoice(test.db, { providerId, observedAt: new Date(observedAt), networkKey: Buffer.of(n % networks) })
  }
  await importMinutes(
    test.db,
    [...counts].map(([minute, problems]) => ({ providerId, minute, problems })),
    bucketStart(from),
    until,
  )
}
const state = async () => {
  const [row] = await test.db.sql<[{ state: string }]>`select state from detector_states`
  return row.state
}
const incidents = () => readIncidents(test.db, { limit: 9 })
const types = async () => (await readIncidentEvents(test.db, { providerId, since: 0 })).map((e) => e.type)
const anotherRule = () =>
  test.db.sql`update detector_states set snapshot = '{"detector":{"rule":"older"},"incident":null}'`

describe('after a change of rule', () => {
  it('goes through the voices with their networks: one that shouts is still one', async () => {
    await judge(NOON)
    await speak(NOON, 60, 1, NOON + 10 * MINUTE_MS)
    await judge(NOON + 10 * MINUTE_MS)
    expect(await incidents()).toEqual([])
    const before = await types()
    await anotherRule()
    await judge(NOON + 10 * MINUTE_MS)
    expect(await incidents()).toEqual([])
    expect(await types()).toEqual(before)
  })

  it('goes on with an incident that is open, and with its end', async () => {
    await judge(NOON)
    await speak(NOON, 60, 60, NOON + 10 * MINUTE_MS)
    await judge(NOON + 10 * MINUTE_MS)
    const [open] = await incidents()
    await anotherRule()
    await judge(NOON + 10 * MINUTE_MS)
    expect(await incidents()).toEqual([open])
    expect(await state()).toBe('confirmed')
    await importMinutes(test.db, [], NOON, NOON + 4 * HOUR_MS)
    await judge(NOON + 4 * HOUR_MS)
    expect(await types()).toEqual(['suspected', 'confirmed', 'recovering', 'resolved'])
    expect(await incidents()).toMatchObject([{ id: open!.id, state: 'ok' }])
  })

  it('finds what the older rule did not, with its events', async () => {
    await judge(NOON)
    await speak(NOON, 60, 60, NOON + 10 * MINUTE_MS)
    await judge(NOON + 10 * MINUTE_MS)
    await test.db.sql`truncate incidents, incident_events`
    await anotherRule()
    await judge(NOON + 10 * MINUTE_MS)
    const [found, ...others] = await incidents()
    expect(others).toEqual([])
    const events = await readIncidentEvents(test.db, { incidentId: found!.id })
    expect(events.map((e) => e.type)).toEqual(['suspected', 'confirmed'])
  })

  it('ends what only the older rule has seen, and says so', async () => {
    await judge(NOON)
    const open = await anIncident(test.db, { providerId, startedAt: new Date(NOON - HOUR_MS) })
    await anotherRule()
    await judge(NOON + MINUTE_MS)
    expect(await incidents()).toMatchObject([{ id: open.id, state: 'ok' }])
    expect(await readIncidentEvents(test.db, { incidentId: open.id })).toMatchObject([{ type: 'resolved', to: 'ok' }])
  })

  it('lets an end stand that the older rule has found', async () => {
    await judge(NOON)
    await speak(NOON, 60, 60, NOON + 10 * MINUTE_MS)
    await judge(NOON + 10 * MINUTE_MS)
    await test.db.sql`update incidents set state = 'ok', resolved_at = ${NOON + 9 * MINUTE_MS}::timestamptz`
    await anotherRule()
    await judge(NOON + 10 * MINUTE_MS)
    expect(await incidents()).toMatchObject([{ resolvedAt: NOON + 9 * MINUTE_MS }])
    expect(await state()).toBe('ok')
  })
})

describe('from minutes alone, which have no networks', () => {
  const surge = Array.from({ length: 10 }, (_, n) => NOON + n * MINUTE_MS)
  const later = NOON + 30 * HOUR_MS

  it.each([
    { who: 'a server', trustHistory: false, found: [] },
    { who: 'a recording', trustHistory: true, found: ['suspected', 'confirmed', 'recovering', 'resolved'] },
  ])('opens nothing for a server that begins, and all for a recording: $who', async ({ trustHistory, found }) => {
    await importMinutes(test.db, rows(surge, 20), NOON, later)
    await judge(later, { trustHistory })
    expect(await types()).toEqual(found)
    expect(await state()).toBe('ok')
    // Nor is it learned from: a fifth of a voice an hour on top of a half would be the whole surge.
    const [usual] = await test.db.sql<[{ rate: number }]>`
      select rate_per_hour as rate from baselines order by hour desc limit 1`
    expect(usual.rate).toBeLessThan(0.75)
  })

  it('opens nothing after days away', async () => {
    await judge(NOON)
    await importMinutes(test.db, rows(surge, 20), NOON, later)
    await judge(later)
    expect(await types()).toEqual([])
    expect(await state()).toBe('ok')
  })

  it('opens nothing of what still goes on when the voices begin', async () => {
    const hours = 8
    const minutes = Array.from({ length: hours * 60 }, (_, n) => NOON + n * MINUTE_MS)
    await importMinutes(test.db, rows(minutes, 20), NOON, NOON + hours * HOUR_MS)
    await judge(NOON + hours * HOUR_MS - 1 + DAY_MS)
    expect(await types()).toEqual([])
    expect(await state()).toBe('ok')
  })

  it('closes an incident that was open before', async () => {
    await judge(NOON)
    await speak(NOON, 60, 60, NOON + 10 * MINUTE_MS)
    await judge(NOON + 10 * MINUTE_MS)
    await test.db.sql`truncate voices`
    await importMinutes(test.db, [], NOON, later)
    await judge(later + HOUR_MS)
    expect(await types()).toEqual(['suspected', 'confirmed', 'recovering', 'resolved'])
    expect(await incidents()).toMatchObject([{ state: 'ok' }])
  })
})

it('goes on with an incident that stands open unknown to it, to its end', async () => {
  await judge(NOON)
  const standing = await anIncident(test.db, { providerId, startedAt: new Date(NOON - HOUR_MS), peak: 7 })
  await speak(NOON, 60, 60, NOON + 4 * HOUR_MS)
  await judge(NOON + 10 * MINUTE_MS)
  expect(await incidents()).toMatchObject([{ id: standing.id, startedAt: NOON - HOUR_MS, peak: 60 }])
  await judge(NOON + 4 * HOUR_MS)
  expect(await incidents()).toMatchObject([{ id: standing.id, state: 'ok' }])
  const events = await readIncidentEvents(test.db, { incidentId: standing.id })
  expect(events.map((e) => e.type)).toEqual(['confirmed', 'recovering', 'resolved'])
})

it('ends the incident of a provider that has left the catalogue, and begins anew when it returns', async () => {
  await judge(NOON)
  await speak(NOON, 60, 60, NOON + 10 * MINUTE_MS)
  await judge(NOON + 10 * MINUTE_MS)
  const everyone = directory
  directory = createDirectory([])
  await judge(NOON + 20 * MINUTE_MS)
  directory = everyone
  const [ended] = await incidents()
  expect(ended).toMatchObject({ state: 'ok', resolvedAt: NOON + 10 * MINUTE_MS })
  expect(await types()).toEqual(['suspected', 'confirmed', 'resolved'])
  await importMinutes(test.db, [], NOON, NOON + 2 * DAY_MS)
  await judge(NOON + 2 * DAY_MS)
  expect(await incidents()).toEqual([ended])
  expect(await state()).toBe('ok')
})

it('says every few seconds how far it has judged, and writes what it heard now and then: a crash between loses nothing', async () => {
  const real = performance.now.bind(performance)
  let later = 0
  const spy = vi.spyOn(performance, 'now').mockImplementation(() => real() + later)
  const clock = createManualClock(NOON)
  const begin = () => createJudge({ db: test.db, clock, log: silentLog, directory })
  const stored = async () => {
    const [row] = await test.db.sql<[{ judged: Date; written: Date; place: string }]>`
      select l.at as judged, s.at as written, cursor_xid || '/' || cursor_seq as place from leases l, detector_states s`
    return { ...row, judged: +row.judged - NOON, written: +row.written - NOON }
  }
  try {
    const one = begin()
    await one.turn()
    const before = await stored()
    // Too few to change the state.
    await speak(NOON, 3, 1, NOON + MINUTE_MS)
    for (const seconds of [15, 20, 25]) {
      later += 3 * SECOND_MS
      clock.set(NOON + seconds * SECOND_MS)
      await one.turn()
      expect(await stored()).toEqual({ ...before, judged: seconds * SECOND_MS })
    }
    await test.db.sql`update leases set until = '-infinity'`
    const two = begin()
    await two.turn()
    await speak(NOON + 30 * SECOND_MS, 57, 57, NOON + 10 * MINUTE_MS)
    later += 40 * SECOND_MS
    clock.set(NOON + 8 * MINUTE_MS)
    await two.turn()
    expect((await stored()).written).toBe(8 * MINUTE_MS)
    expect(await incidents()).toMatchObject([{ peak: 60 }])
  } finally {
    spy.mockRestore()
  }
})

describe('a clock that was wrong', () => {
  it('is not waited for: the same judge hears again, and so does the next', async () => {
    const clock = createManualClock(NOON)
    const warnings: unknown[] = []
    const log = { ...silentLog, info: () => {}, warn: (fields: unknown) => void warnings.push(fields) }
    const one = createJudge({ db: test.db, clock, log, directory })
    await one.turn()
    clock.set(NOON + 3 * DAY_MS)
    await one.turn()
    clock.set(NOON + MINUTE_MS)
    await one.turn()
    expect(one.judgedUntil).toBe(NOON + MINUTE_MS)
    expect(warnings).toEqual([{ judgedUntil: NOON + 3 * DAY_MS }])
    await speak(NOON + MINUTE_MS, 60, 60, NOON + 10 * MINUTE_MS)
    clock.set(NOON + 10 * MINUTE_MS)
    await one.turn()
    expect(await incidents()).toMatchObject([{ state: 'confirmed' }])
    await one.close()

    await judge(NOON + 10 * MINUTE_MS)
    await test.db.sql`update leases set at = ${NOON + DAY_MS}::timestamptz`
    await test.db.sql`update detector_states set at = ${NOON + DAY_MS}::timestamptz`
    await importMinutes(test.db, [], NOON, NOON + 4 * HOUR_MS)
    await judge(NOON + 4 * HOUR_MS)
    expect(await incidents()).toMatchObject([{ state: 'ok' }])
  })

  it('says once that whoever has the lease judges nothing', async () => {
    await test.db.sql`insert into leases (role, epoch, holder, until, at)
      values ('detector', 1, 'hung', ${Date.now() + MINUTE_MS}::timestamptz, ${NOON - HOUR_MS}::timestamptz)`
    const warnings: unknown[] = []
    const log = { ...silentLog, warn: (line: unknown) => void warnings.push(line) }
    const standby = createJudge({ db: test.db, clock: createManualClock(NOON), log, directory })
    for (let n = 0; n < 50; n += 1) await standby.turn()
    expect(standby.judgedUntil).toBeUndefined()
    expect(warnings).toEqual(['somebody else has the lease of the detector, and judges nothing'])
  })
})

describe('many providers', () => {
  const many = useTestDb()
  const OTHERS = 50
  let ids: number[]
  let all: Directory

  beforeAll(async () => {
    await somePartitions(many.db, NOON)
    ids = []
    for (let n = 0; n < OTHERS; n += 1) ids.push((await aProvider(many.db)).id)
    all = createDirectory(await readProviders(many.db))
    const minutes = ids.flatMap((id) =>
      [1, 2, 3].map((n) => ({ providerId: id, minute: NOON - n * HOUR_MS, problems: 1 })),
    )
    await importMinutes(many.db, minutes, NOON - 2 * DAY_MS, NOON)
  })

  const deps = () => ({ db: many.db, clock: createManualClock(NOON), log: silentLog, directory: all })
  const written = async () => {
    const [row] = await many.db.sql<[{ states: number; hours: number; place: string | null }]>`
      select (select count(*)::int from detector_states) as states, (select count(*)::int from baselines) as hours,
        (select cursor_xid::text from leases) as place`
    return row
  }

  it('asks for each of them whether it still leads, and stops when it does not', async () => {
    let asked = 0
    const lease = { epoch: 1, cursor: null, at: null }
    expect(await loadWatches(deps(), lease, () => Promise.resolve((asked += 1) > 0))).toBeDefined()
    expect(asked).toBeGreaterThan(2 * OTHERS)
    asked = 0
    expect(await loadWatches(deps(), lease, () => Promise.resolve((asked += 1) < 5))).toBeUndefined()
    expect(asked).toBe(5)
  })

  it('writes its first history in parts, and one that was cut short is finished by the next', async () => {
    let statements = 0
    const cut = new Proxy(many.db.sql, {
      apply(target, self, args: unknown[]) {
        if (String(args[0]).includes('insert into detector_states') && (statements += 1) === 2) throw new Error('cut')
        return Reflect.apply(target, self, args) as unknown
      },
    })
    await expect(createJudge({ ...deps(), db: { ...many.db, sql: cut } }).turn()).rejects.toThrow('cut')
    const part = await written()
    expect(part.states).toBeGreaterThan(0)
    expect(part.states).toBeLessThan(OTHERS)
    expect(part.place).toBeNull()

    await many.db.sql`update leases set until = '-infinity'`
    const next = createJudge(deps())
    await next.turn()
    const whole = await written()
    expect(whole).toMatchObject({ states: OTHERS, hours: (part.hours / part.states) * OTHERS })
    expect(whole.place).not.toBeNull()
    await next.close()
  })
})

describe('a detector that fails', () => {
  it.each([
    { how: 'throws', path: '{detector,baseline,level}', value: 'null' },
    { how: 'throws when it comes back', path: '{detector,recent}', value: '{}' },
    { how: 'gives what is not a number', path: '{detector,baseline,parts,squares}', value: '"x"' },
  ])('is nobody else’s trouble when it $how, and is warmed up by the next leader', async ({ path, value }) => {
    const { id: otherId } = await aProvider(test.db)
    const both = createDirectory(await readProviders(test.db))
    const minutes = [1, 2, 3].map((n) => ({ providerId: otherId, minute: NOON - n * HOUR_MS, problems: 1 }))
    await importMinutes(test.db, minutes, NOON, NOON)
    const errors: unknown[] = []
    const log = { ...silentLog, error: (fields: unknown) => void errors.push(fields) }
    const clock = createManualClock(NOON)
    const begin = async () => {
      await test.db.sql`update leases set until = '-infinity'`
      return createJudge({ db: test.db, clock, log: log as typeof silentLog, directory: both })
    }
    await (await begin()).turn()
    await test.db.sql`update detector_states set snapshot = jsonb_set(snapshot, ${path}::text[], ${value}::text::jsonb)
      where provider_id = ${otherId}`
    const one = await begin()
    await one.turn()
    await speak(NOON, 60, 60, NOON + 10 * MINUTE_MS)
    clock.set(NOON + 10 * MINUTE_MS)
    await one.turn()
    await one.turn()
    await one.close()
    expect(await incidents()).toMatchObject([{ slug: 'someone', state: 'confirmed' }])
    expect(errors).toHaveLength(1)
    expect(errors).toMatchObject([{ providerId: otherId }])

    const next = await begin()
    await next.turn()
    await next.close()
    const [row] = await test.db.sql`select state from detector_states where provider_id = ${otherId}`
    expect(row).toEqual({ state: 'ok' })
    expect(errors).toHaveLength(1)
    await test.db.sql`delete from detector_states where provider_id = ${otherId}`
  })
})
