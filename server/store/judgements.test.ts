import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Evidence } from '../../shared/incident.ts'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { aProvider, aVoice, somePartitions } from '../test/factories.ts'
import { useTestDb } from '../test/db.ts'
import { readIncident, readIncidentEvents, readIncidents, toIncident } from './incidents.ts'
import {
  commitJudgement,
  readDetectorStates,
  type EventWrite,
  type IncidentWrite,
  type PartWrite,
} from './judgements.ts'
import { takeLease, type Lease } from './leases.ts'
import { readGaps, readMinutes } from './minutes.ts'
import { importMinutes } from './import.ts'
import { settled } from '../test/settled.ts'
import { openCursor, readVoicesAfter } from './voices.ts'

const NOON = Date.UTC(2024, 4, 6, 12)
const REAL = Date.UTC(2030, 0, 1)
const role = 'test'
const test = useTestDb()
let providerId: number
let lease: Lease

const evidence: Evidence = {
  rule: 'r',
  window_ms: 60_000,
  observed: 9,
  expected: 1,
  dispersion: 1,
  score: 20,
  threshold: 10,
  reporters: 9,
  networks: 9,
}
const NOWHERE = { cursor: null, probes: null, at: null, site: null }
const A = '018f4c1e-0000-7000-8000-00000000000a'
const B = '018f4c1e-0000-7000-8000-00000000000b'

function incident(id: string, startedAt: number, more: Partial<IncidentWrite> = {}): IncidentWrite {
  const instants = {
    startedAt,
    detectedAt: startedAt + MINUTE_MS,
    confirmedAt: startedAt + 2 * MINUTE_MS,
    resolvedAt: null,
  }
  const startedBetween: [number, number] = [startedAt - MINUTE_MS, startedAt + 30_000]
  const found = { verified: false, startedBetween, cause: null, scope: [] }
  return { id, providerId, isNew: true, state: 'confirmed', ...instants, ...found, peak: 30, rule: 'r', ...more }
}
const event = (incidentId: string | null, at: number, type: string): EventWrite => {
  return { incidentId, providerId, at, type, from: 'ok', to: incidentId ? 'confirmed' : 'suspected', evidence }
}
const places = { voices: { xid: '7', seq: 8 }, probes: { xid: '5', seq: 6 } }
const believed = { testimony: null, startedBetween: null, verified: false, cause: null, places: null }
const commit = (judgement: {
  incidents?: IncidentWrite[]
  events?: EventWrite[]
  parts?: PartWrite[]
  epoch?: number
}) =>
  commitJudgement(
    test.db,
    { role, epoch: judgement.epoch ?? lease.epoch, until: REAL, standing: { at: NOON, places, site: { of: 'all' } } },
    {
      states: [
        { providerId, at: NOON, state: 'confirmed', since: NOON - HOUR_MS, snapshot: { some: 'thing' }, ...believed },
      ],
      baselines: [{ providerId, hour: NOON, ratePerHour: 2.5, dispersion: 1.5, shape: 40, blindPerMinute: 0.75 }],
      incidents: judgement.incidents ?? [],
      events: judgement.events ?? [],
      parts: judgement.parts ?? [],
    },
  )

beforeAll(async () => {
  ;({ id: providerId } = await aProvider(test.db, { slug: 'someone' }))
  await somePartitions(test.db, NOON)
})
beforeEach(async () => {
  await test.db
    .sql`truncate leases, incidents, incident_events, deliveries, dossiers, dossier_parts, detector_states, baselines, voices`
  lease = (await takeLease(test.db, { role, holder: 'me', now: REAL - 1, ttlMs: 1 }))!
})

it('lets one lead at a time, and the next one when its time is over', async () => {
  expect(lease).toEqual({ epoch: 1, ...NOWHERE })
  const other = { role, holder: 'other', ttlMs: 1_000 }
  expect(await takeLease(test.db, { ...other, now: REAL - 1 })).toBeUndefined()
  const both = await Promise.all([
    takeLease(test.db, { ...other, now: REAL + 1 }),
    takeLease(test.db, { ...other, holder: 'third', now: REAL + 1 }),
  ])
  expect(both.filter(Boolean)).toEqual([{ epoch: 2, ...NOWHERE }])
})

it('does not wait for a lease that a wrong clock has taken', async () => {
  await takeLease(test.db, { role, holder: 'fast', now: REAL + 24 * HOUR_MS, ttlMs: 1_000 })
  const other = { role, holder: 'other', ttlMs: 1_000 }
  expect(await takeLease(test.db, { ...other, now: REAL + 24 * HOUR_MS - 30_000 })).toBeUndefined()
  expect(await takeLease(test.db, { ...other, now: REAL + MINUTE_MS })).toMatchObject({ epoch: 3 })
})

it('writes nothing for a leader of old', async () => {
  expect(await commit({ incidents: [incident(A, NOON)] })).toEqual({ led: true, gaveWay: [] })
  await takeLease(test.db, { role, holder: 'other', now: REAL + 1, ttlMs: 1_000 })
  expect(
    await commit({ incidents: [incident(A, NOON, { isNew: false, state: 'ok', resolvedAt: NOON + HOUR_MS })] }),
  ).toEqual({ led: false, gaveWay: [] })
  expect(await readIncidents(test.db, { open: true, limit: 9 })).toMatchObject([{ id: A, state: 'confirmed' }])
})

it('keeps detectors, place and baselines together', async () => {
  await commit({})
  expect(await readDetectorStates(test.db)).toEqual([
    { providerId, at: NOON, state: 'confirmed', since: NOON - HOUR_MS, snapshot: { some: 'thing' }, ...believed },
  ])
  const next = await takeLease(test.db, { role, holder: 'me', now: REAL + 1, ttlMs: 1 })
  expect(next).toEqual({ epoch: 2, cursor: places.voices, probes: places.probes, at: NOON, site: { of: 'all' } })
  expect(await test.db.sql`select rate_per_hour, dispersion, shape, blind_per_minute from baselines`).toMatchObject([
    { rate_per_hour: 2.5, dispersion: 1.5, shape: 40, blind_per_minute: 0.75 },
  ])
})

it('closes one incident and opens the next in the same breath', async () => {
  await commit({ incidents: [incident(A, NOON - 5 * HOUR_MS)] })
  const closed = incident(A, NOON - 5 * HOUR_MS, { isNew: false, state: 'ok', resolvedAt: NOON - 3 * HOUR_MS })
  await commit({ incidents: [incident(B, NOON), closed] })
  const rows = await readIncidents(test.db, { providerId, limit: 9 })
  expect(rows).toMatchObject([
    { id: B, resolvedAt: null },
    { id: A, resolvedAt: NOON - 3 * HOUR_MS },
  ])
  expect(await readIncidents(test.db, { since: NOON - HOUR_MS, limit: 9 })).toMatchObject([{ id: B }])
  expect(await readIncidents(test.db, { open: false, limit: 9 })).toMatchObject([{ id: A }])
})

it('opens no second incident beside one that is open', async () => {
  await commit({ incidents: [incident(A, NOON)] })
  const second = { incidents: [incident(B, NOON + MINUTE_MS)], events: [event(B, NOON + 3 * MINUTE_MS, 'confirmed')] }
  const { startedAt, detectedAt, confirmedAt, peak } = incident(A, NOON)
  expect(await commit(second)).toEqual({
    led: true,
    gaveWay: [{ id: B, to: { id: A, startedAt, detectedAt, confirmedAt, peak } }],
  })
  expect(await readIncidents(test.db, { limit: 9 })).toMatchObject([{ id: A }])
  expect(await readIncidentEvents(test.db, { incidentId: A })).toMatchObject([{ type: 'confirmed' }])
})

it('tells an incident with the suspicion it grew from, and not with another', async () => {
  const events = [event(null, NOON - 9 * HOUR_MS, 'suspected'), event(null, NOON + MINUTE_MS, 'suspected')]
  await commit({ events: events.slice(0, 1) })
  await commit({ events: events.slice(1) })
  await commit({ incidents: [incident(A, NOON)], events: [event(A, NOON + 2 * MINUTE_MS, 'confirmed')] })
  const told = await readIncidentEvents(test.db, { incidentId: A })
  expect(told.map((e) => e.type)).toEqual(['suspected', 'confirmed'])
  expect(told[1]).toEqual({ at: '2024-05-06T12:02:00.000Z', type: 'confirmed', from: 'ok', to: 'confirmed', evidence })
  expect(await readIncidentEvents(test.db, { providerId, since: NOON - 10 * HOUR_MS })).toHaveLength(3)
  expect(toIncident((await readIncident(test.db, A))!)).toMatchObject({
    provider: 'someone',
    started_at: '2024-05-06T12:00:00.000Z',
    started_between: ['2024-05-06T11:59:00.000Z', '2024-05-06T12:00:30.000Z'],
    resolved_at: null,
    corrections: [],
  })
})

it('keeps the order of what happened at the same instant', async () => {
  const at = NOON + 2 * MINUTE_MS
  const more = Array.from({ length: 20 }, (_, i) => event(A, NOON + (30 - i) * MINUTE_MS, 'relapsed'))
  const events = [...more, event(null, at, 'suspected'), event(A, at, 'confirmed'), event(A, at, 'recovering')]
  await commit({ incidents: [incident(A, NOON, { detectedAt: at, confirmedAt: at })], events })
  const told = await readIncidentEvents(test.db, { incidentId: A })
  expect(told.slice(0, 3).map((e) => e.type)).toEqual(['suspected', 'confirmed', 'recovering'])
})

it('reads each voice once, and one that is committed late as well', async () => {
  const cursor = await openCursor(test.db, NOON)
  const late = await test.db.sql.reserve()
  try {
    // The voice takes its place in the order before the others, and is settled after them.
    await late`begin`
    await late`insert into voices (slot, provider_id, reporter_key, answer, network_key, observed_at, received_at)
      values (${new Date(NOON)}, ${providerId}, '\\x01', 'problem', '\\x01', ${new Date(NOON)}, ${new Date(NOON)})`
    await aVoice(test.db, { providerId, observedAt: new Date(NOON + 1) })
    const during = await readVoicesAfter(test.db, cursor, 10)
    expect(during).toEqual({ voices: [], cursor })
    await late`commit`
    await settled(test.db)
    const after = await readVoicesAfter(test.db, cursor, 1)
    const rest = await readVoicesAfter(test.db, after.cursor, 10)
    expect([...after.voices, ...rest.voices].map((v) => v.observedAt)).toEqual([NOON, NOON + 1])
    expect((await readVoicesAfter(test.db, rest.cursor, 10)).voices).toEqual([])
  } finally {
    late.release()
  }
})

it('begins anew before the first voice observed since an instant, and stops where it is told to', async () => {
  await aVoice(test.db, { providerId, observedAt: new Date(NOON - 1) })
  await aVoice(test.db, { providerId, observedAt: new Date(NOON + 5) })
  await aVoice(test.db, { providerId, observedAt: new Date(NOON - 2) })
  await settled(test.db)
  const opened = await openCursor(test.db, NOON)
  const all = await readVoicesAfter(test.db, opened, 10)
  expect(all.voices.map((v) => v.observedAt)).toEqual([NOON + 5, NOON - 2])
  const { cursor } = await readVoicesAfter(test.db, opened, 1)
  expect((await readVoicesAfter(test.db, opened, 10, cursor)).voices.map((v) => v.observedAt)).toEqual([NOON + 5])
  const nothing = await openCursor(test.db, NOON + HOUR_MS)
  expect((await readVoicesAfter(test.db, nothing, 10)).voices).toEqual([])
})

it('reads in the order of numbers, not of their digits', async () => {
  const cursor = await openCursor(test.db, NOON)
  for (let n = 1; n <= 2; n += 1) await aVoice(test.db, { providerId, observedAt: new Date(NOON + n) })
  await test.db.sql`update voices set xid = case when observed_at = ${new Date(NOON + 1)} then '9' else '10' end::xid8`
  await settled(test.db)
  const { voices, cursor: last } = await readVoicesAfter(test.db, { ...cursor, xid: '1' }, 10)
  expect(voices.map((v) => v.observedAt)).toEqual([NOON + 1, NOON + 2])
  expect((await readVoicesAfter(test.db, last, 10)).voices).toEqual([])
})

it('misses no voice of a transaction that was running when it began', async () => {
  const late = await test.db.sql.reserve()
  try {
    await late`begin`
    await late`select pg_current_xact_id()`
    await aVoice(test.db, { providerId, observedAt: new Date(NOON + 1) })
    const cursor = await openCursor(test.db, NOON)
    await late`insert into voices (slot, provider_id, reporter_key, answer, network_key, observed_at, received_at)
      values (${new Date(NOON)}, ${providerId}, '\\x01', 'problem', '\\x01', ${new Date(NOON)}, ${new Date(NOON)})`
    await late`commit`
    await settled(test.db)
    expect((await readVoicesAfter(test.db, cursor, 10)).voices.map((v) => v.observedAt)).toEqual([NOON, NOON + 1])
  } finally {
    late.release()
  }
})

it('imports a history of minutes, and knows its gaps', async () => {
  const from = NOON - 2 * HOUR_MS
  const rows = [{ providerId, minute: from + MINUTE_MS, problems: 3, of: { 'webmail/ios': 2, '-/-': 1 } }]
  await importMinutes(test.db, rows, from, from + HOUR_MS)
  await importMinutes(test.db, rows, from, from + HOUR_MS)
  expect(await readMinutes(test.db, [providerId, 999_999], from, NOON)).toEqual(
    new Map([[providerId, [{ minute: from + MINUTE_MS, problems: 3, of: [['webmail/ios', 2]] }]]]),
  )
  expect(await readGaps(test.db, from - HOUR_MS, NOON)).toEqual([
    { from: from - HOUR_MS, to: from },
    { from: from + HOUR_MS, to: NOON },
  ])
  // The beat of the open minute may come late.
  expect(await readGaps(test.db, from, from + HOUR_MS + 2 * MINUTE_MS)).toEqual([])
})
