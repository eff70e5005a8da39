import { describe, expect, it, vi } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { createDirectory } from '../catalogue/directory.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { silentLog } from '../log.ts'
import { importMinutes } from '../store/import.ts'
import { readIncidentEvents } from '../store/incidents.ts'
import { readProviders } from '../store/providers.ts'
import { aProvider, anIncident } from '../test/factories.ts'
import { NOON, useQuietProvider } from '../test/quiet-provider.ts'
import { turnUntil } from '../test/turns.ts'
import { createJudge } from './detect.ts'

const world = useQuietProvider()

it('goes on with an incident that stands open unknown to it, to its end', async () => {
  await world.judge(NOON)
  const standing = await anIncident(world.db, {
    providerId: world.providerId,
    startedAt: new Date(NOON - HOUR_MS),
    peak: 7,
  })
  await world.speak(NOON, 60, 60, NOON + 4 * HOUR_MS)
  await world.judge(NOON + 10 * MINUTE_MS)
  expect(await world.incidents()).toMatchObject([{ id: standing.id, startedAt: NOON - HOUR_MS, peak: 60 }])
  await world.judge(NOON + 4 * HOUR_MS)
  expect(await world.incidents()).toMatchObject([{ id: standing.id, state: 'ok' }])
  const events = await readIncidentEvents(world.db, { incidentId: standing.id })
  expect(events.map((e) => e.type)).toEqual(['confirmed', 'recovering', 'resolved'])
})

it('lets go of the incident of a provider that has left the catalogue, and begins anew when it returns', async () => {
  await world.judge(NOON)
  await world.speak(NOON, 60, 60, NOON + 10 * MINUTE_MS)
  await world.judge(NOON + 10 * MINUTE_MS)
  await world.judge(NOON + 20 * MINUTE_MS, { directory: createDirectory([]) })
  const [ended] = await world.incidents()
  expect(ended).toMatchObject({ state: 'unknown', resolvedAt: NOON + 10 * MINUTE_MS })
  expect(await world.types()).toEqual(['suspected', 'confirmed', 'resolved'])
  await importMinutes(world.db, [], NOON, NOON + 2 * DAY_MS)
  await world.judge(NOON + 2 * DAY_MS)
  expect(await world.incidents()).toEqual([ended])
  expect(await world.state()).toBe('ok')
})

it('says every few seconds how far it has judged, and writes what it heard now and then: a crash between loses nothing', async () => {
  const real = performance.now.bind(performance)
  let later = 0
  const spy = vi.spyOn(performance, 'now').mockImplementation(() => real() + later)
  const clock = createManualClock(NOON)
  const begin = () => createJudge({ db: world.db, clock, log: silentLog, directory: world.directory })
  const stored = async () => {
    const [row] = await world.db.sql<[{ judged: Date; written: Date; place: string }]>`
      select l.at as judged, s.at as written, l.cursor_xid || '/' || l.cursor_seq as place from leases l, detector_states s`
    return { ...row, judged: +row.judged - NOON, written: +row.written - NOON }
  }
  try {
    const one = begin()
    await one.turn()
    const before = await stored()
    // Too few to change the state.
    await world.speak(NOON, 3, 1, NOON + MINUTE_MS)
    for (const seconds of [15, 20, 25]) {
      clock.set(NOON + seconds * SECOND_MS)
      await turnUntil(one, NOON + seconds * SECOND_MS)
      later += 3 * SECOND_MS
      await one.turn()
      expect(await stored()).toEqual({ ...before, judged: seconds * SECOND_MS })
    }
    await world.db.sql`update leases set until = '-infinity'`
    const two = begin()
    await two.turn()
    await world.speak(NOON + 30 * SECOND_MS, 57, 57, NOON + 10 * MINUTE_MS)
    later += 40 * SECOND_MS
    clock.set(NOON + 8 * MINUTE_MS)
    await turnUntil(two, NOON + 8 * MINUTE_MS)
    later += 40 * SECOND_MS
    await two.turn()
    expect((await stored()).written).toBe(8 * MINUTE_MS)
    expect(await world.incidents()).toMatchObject([{ peak: 60 }])
  } finally {
    spy.mockRestore()
  }
})

describe('a clock that was wrong', () => {
  it('is not waited for: the same judge hears again, and so does the next', async () => {
    const clock = createManualClock(NOON)
    const warnings: unknown[] = []
    const log = { ...silentLog, info: () => {}, warn: (fields: unknown) => void warnings.push(fields) }
    const one = createJudge({ db: world.db, clock, log, directory: world.directory })
    await one.turn()
    clock.set(NOON + 3 * DAY_MS)
    await one.turn()
    clock.set(NOON + MINUTE_MS)
    await one.turn()
    expect(one.judgedUntil).toBe(NOON + MINUTE_MS)
    expect(warnings).toEqual([{ judgedUntil: NOON + 3 * DAY_MS }])
    await world.speak(NOON + MINUTE_MS, 60, 60, NOON + 10 * MINUTE_MS)
    clock.set(NOON + 10 * MINUTE_MS)
    await turnUntil(one, NOON + 10 * MINUTE_MS)
    expect(await world.incidents()).toMatchObject([{ state: 'confirmed' }])
    await one.close()

    await world.judge(NOON + 10 * MINUTE_MS)
    await world.db.sql`update leases set at = ${NOON + DAY_MS}::timestamptz`
    await world.db.sql`update detector_states set at = ${NOON + DAY_MS}::timestamptz`
    await importMinutes(world.db, [], NOON, NOON + 4 * HOUR_MS)
    await world.judge(NOON + 4 * HOUR_MS)
    expect(await world.incidents()).toMatchObject([{ state: 'ok' }])
  })

  it('says once that whoever has the lease judges nothing', async () => {
    await world.db.sql`insert into leases (role, epoch, holder, until, at)
      values ('detector', 1, 'hung', ${Date.now() + MINUTE_MS}::timestamptz, ${NOON - HOUR_MS}::timestamptz)`
    const warnings: unknown[] = []
    const log = { ...silentLog, warn: (line: unknown) => void warnings.push(line) }
    const standby = createJudge({ db: world.db, clock: createManualClock(NOON), log, directory: world.directory })
    for (let n = 0; n < 50; n += 1) await standby.turn()
    expect(standby.judgedUntil).toBeUndefined()
    expect(warnings).toEqual(['somebody else has the lease of the detector, and judges nothing'])
  })
})

describe('a detector that fails', () => {
  it.each([
    { how: 'throws', path: '{detector,baseline,level}', value: 'null' },
    { how: 'throws when it comes back', path: '{detector,recent}', value: '{}' },
    { how: 'gives what is not a number', path: '{detector,perYear}', value: '1e999' },
  ])('is nobody else’s trouble when it $how, and is warmed up by the next leader', async ({ path, value }) => {
    const { id: otherId } = await aProvider(world.db)
    const both = createDirectory(await readProviders(world.db))
    const minutes = [1, 2, 3].map((n) => ({ providerId: otherId, minute: NOON - n * HOUR_MS, problems: 1 }))
    await importMinutes(world.db, minutes, NOON, NOON)
    const errors: unknown[] = []
    const log = { ...silentLog, error: (fields: unknown) => void errors.push(fields) }
    const clock = createManualClock(NOON)
    const begin = async () => {
      await world.db.sql`update leases set until = '-infinity'`
      return createJudge({ db: world.db, clock, log: log as typeof silentLog, directory: both })
    }
    await (await begin()).turn()
    await world.db.sql`update detector_states set snapshot = jsonb_set(snapshot, ${path}::text[], ${value}::text::jsonb)
      where provider_id = ${otherId}`
    const one = await begin()
    await one.turn()
    await world.speak(NOON, 60, 60, NOON + 10 * MINUTE_MS)
    clock.set(NOON + 10 * MINUTE_MS)
    await turnUntil(one, NOON + 10 * MINUTE_MS)
    await one.turn()
    await one.close()
    expect(await world.incidents()).toMatchObject([{ slug: 'someone', state: 'confirmed' }])
    expect(errors).toHaveLength(1)
    expect(errors).toMatchObject([{ providerId: otherId }])

    const next = await begin()
    await next.turn()
    await next.close()
    const [row] = await world.db.sql`select state from detector_states where provider_id = ${otherId}`
    expect(row).toEqual({ state: 'ok' })
    expect(errors).toHaveLength(1)
    await world.db.sql`delete from detector_states where provider_id = ${otherId}`
  })
})
