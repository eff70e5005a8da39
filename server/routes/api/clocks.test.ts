import type { Hono } from 'hono'
import { v7 as uuidv7 } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { ScopeCell } from '../../../shared/incident.ts'
import type { ProbeOutcome } from '../../../shared/probe.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts'
import { freezeDossiers } from '../../store/dossiers.ts'
import { noteLook } from '../../store/notice-sources.ts'
import type { ForecastRow, NewNotice } from '../../store/notice-row.ts'
import { withdrawNotice, writeNotices } from '../../store/notices.ts'
import { writeProbeResults } from '../../store/probes.ts'
import { anApi, fetchJson } from '../../test/api.ts'
import { useTestDb } from '../../test/db.ts'
import { aNotice, aProvider, anIncident, someMinutes, somePartitions } from '../../test/factories.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { IncidentDetail, NoticeList, ProviderDetail } from './wire.ts'

// An incident from 10:00 on, told of by people at 10:04, by probes at 10:31, by its provider at 11:00; over at 13:00.
const START = Date.UTC(2023, 0, 23, 10)
const NOW = START + 8 * HOUR_MS
const test = useTestDb()
const at = (hours: number, minutes = 0) => Date.UTC(2023, 0, 23, hours, minutes)
const iso = (ms: number) => new Date(ms).toISOString()

/** Who is asked about; a new one for each test. */
let asked: { id: number; slug: string }
let app: Hono

async function begin(category = 'mail', now = NOW): Promise<void> {
  await somePartitions(test.db, now)
  asked = await aProvider(test.db, { category })
  app = await anApi(test.db, createManualClock(now))
}
beforeEach(() => begin())

/** The answer, which must be 200 and all that its schema says. */
async function read<T extends z.ZodType>(schema: T, path: string): Promise<z.infer<T>> {
  const { status, body } = await fetchJson(app, `/api/v1${path}`)
  expect([status, path]).toEqual([200, path])
  expect(schema.parse(body)).toEqual(body)
  return schema.parse(body)
}
const readIncident = (id: string) => read(IncidentDetail, `/incidents/${id}`)
const readProvider = () => read(ProviderDetail, `/providers/${asked.slug}`)

type Incident = Omit<Partial<Parameters<typeof anIncident>[1]>, 'providerId'>
const EVIDENCE = { rule: 't', window_ms: 0, observed: 9, expected: 1, dispersion: 1, score: 9, threshold: 4 }
async function incident(fields: Incident = {}, events: [number, string, string][] = HEARD): Promise<string> {
  const row = await anIncident(test.db, {
    providerId: asked.id,
    startedAt: new Date(START),
    detectedAt: new Date(at(10, 4)),
    confirmedAt: new Date(at(10, 6)),
    resolvedAt: new Date(at(13)),
    ...fields,
  })
  const evidence = JSON.stringify({ ...EVIDENCE, reporters: 9, networks: 9 })
  for (const [when, type, to] of events)
    await test.db.sql`insert into incident_events (incident_id, provider_id, at, type, from_state, to_state, evidence)
      values (${type === 'suspected' ? null : row.id}, ${asked.id}, ${when}::timestamptz, ${type}, 'ok', ${to}, ${evidence}::text::jsonb)`
  return row.id
}
const HEARD: [number, string, string][] = [
  [at(10, 4), 'suspected', 'suspected'],
  [at(10, 6), 'confirmed', 'confirmed'],
  [at(12, 30), 'recovering', 'recovering'],
  [at(13), 'resolved', 'ok'],
]
const GOING_ON = HEARD.slice(0, 2)

/** A result each quarter of an hour before, then each minute. */
async function probes(results: [number, ProbeOutcome][]): Promise<void> {
  await writeProbeResults(
    test.db,
    results.map(([when, outcome]) => ({
      id: uuidv7({ msecs: when }),
      providerId: asked.id,
      component: null,
      kind: 'http',
      target: 'https://mail.example/',
      apiKeyId: null,
      at: when,
      outcome,
      status: null,
      timings: { dns: null, connect: null, tls: null, first_byte: null },
      certificateExpiresAt: null,
    })),
  )
}
const FAILED: [number, ProbeOutcome][] = [
  [at(10, 30), 'up'],
  [at(10, 31), 'status'],
  [at(10, 32), 'timeout'],
  [at(10, 33), 'blocked'],
  [at(12, 10), 'up'],
]
const say = (when: number, fields: Partial<NewNotice> = {}) =>
  writeNotices(test.db, [aNotice({ providerId: asked.id, at: when, ...fields })])
const due = (dueFrom: number, dueTo = dueFrom): ForecastRow => ({
  dueFrom,
  dueTo,
  zone: 'Europe/Rome',
  component: null,
  device: null,
})

describe('the three clocks of an incident', () => {
  const unread = { between: null, source: null }

  it('are told with their leads', async () => {
    const id = await incident()
    await probes(FAILED)
    const { ids } = await say(at(11))
    const { ids: back } = await say(at(12), { topics: ['restored'] })
    const { clocks } = await readIncident(id)
    expect(clocks).toEqual({
      start: {
        crowd: { between: [iso(at(10, 4)), iso(at(10, 4))], source: null },
        probe: { between: [iso(at(10, 31)), iso(at(10, 31))], source: 'https://mail.example/' },
        official: { between: [iso(at(11)), iso(at(11))], source: ids[0] },
      },
      end: {
        crowd: { between: [iso(at(12, 30)), iso(at(12, 30))], source: null },
        probe: { between: [iso(at(12, 10)), iso(at(12, 10))], source: 'https://mail.example/' },
        official: { between: [iso(at(12)), iso(at(12))], source: back[0] },
      },
      leads: {
        start: { crowd_before_probe: [27, 27], crowd_before_official: [56, 56], probe_before_official: [29, 29] },
        end: { crowd_before_probe: [-20, -20], crowd_before_official: [-30, -30], probe_before_official: [-10, -10] },
      },
    })
  })

  it('are unknown where nothing is dated: no probe, no word', async () => {
    const { clocks, notices, forecasts } = await readIncident(await incident())
    expect(clocks?.start).toMatchObject({
      crowd: { between: [iso(at(10, 4)), iso(at(10, 4))] },
      probe: unread,
      official: unread,
    })
    expect(clocks?.end).toMatchObject({ probe: unread, official: unread })
    expect(clocks?.leads.start).toEqual({
      crowd_before_probe: null,
      crowd_before_official: null,
      probe_before_official: null,
    })
    expect([notices, forecasts]).toEqual([[], []])
  })

  it('are intervals where that is all that is known, and leads at least and at most', async () => {
    const id = await incident()
    await say(at(12), { saidFrom: at(11), saidTo: at(12) })
    const { clocks } = await readIncident(id)
    expect(clocks?.start.official.between).toEqual([iso(at(11)), iso(at(12))])
    expect(clocks?.leads.start.crowd_before_official).toEqual([56, 116])
  })

  it('name a notice of unknown date, and do not date it', async () => {
    const id = await incident()
    const { ids } = await say(at(12), { saidFrom: null, saidTo: null })
    const { clocks, notices } = await readIncident(id)
    expect(clocks?.start.official).toEqual({ between: null, source: ids[0] })
    expect(notices).toMatchObject([{ said_between: null, seen_at: iso(at(12)) }])
  })

  it('keep the word of who is disputed as their clock', async () => {
    const id = await incident({ resolvedAt: null }, GOING_ON)
    await say(at(11), { topics: ['restored'] })
    const testimony = { crowd: 'problem', probes: 'none', official: 'restored', disputed: true }
    await test.db.sql`insert into detector_states (provider_id, at, state, testimony, snapshot)
      values (${asked.id}, ${NOW}::timestamptz, 'confirmed', ${JSON.stringify(testimony)}::text::jsonb, '{}')`
    await test.db.sql`insert into leases (role, epoch, holder, until, at)
      values ('detector', 1, 'me', ${NOW}::timestamptz, ${NOW}::timestamptz)`
    const { clocks } = await readIncident(id)
    expect(clocks?.end.official.between).toEqual([iso(at(11)), iso(at(11))])
    expect(clocks?.end.crowd.between).toBeNull()
    expect((await readProvider()).verdict.testimony).toEqual(testimony)
  })

  it('are none of what was withdrawn', async () => {
    const id = await incident({ withdrawnAt: new Date(at(14)) })
    await test.db
      .sql`insert into incident_events (incident_id, provider_id, at, type, from_state, to_state, evidence, reason)
      values (${id}::uuid, ${asked.id}, ${at(14)}::timestamptz, 'withdrawn', 'ok', 'ok', ${JSON.stringify({ ...EVIDENCE, reporters: 0, networks: 0 })}::text::jsonb, 'A test.')`
    const detail = await readIncident(id)
    expect(detail).toMatchObject({
      clocks: null,
      mail_expires_from: null,
      incident: { corrections: [{ reason: 'A test.' }] },
    })
  })

  it('are of this incident, not of the one before', async () => {
    await incident({ startedAt: new Date(at(6)), resolvedAt: new Date(at(8)) }, [])
    const id = await incident()
    await say(at(7))
    await say(at(11))
    const { clocks, notices } = await readIncident(id)
    expect(clocks?.start.official.between).toEqual([iso(at(11)), iso(at(11))])
    expect(notices).toHaveLength(1)
  })

  it('are still told when the results of probes are gone', async () => {
    const id = await incident()
    await probes(FAILED)
    await test.db.sql`insert into dossiers (incident_id, rule, settings, bytes) values (${id}::uuid, 't', '{}', 0)`
    await freezeDossiers(test.db, at(14), { share: 0.6, windowMs: 600_000, voices: 5, named: 20 })
    const before = (await readIncident(id)).clocks
    await test.db.sql`delete from probe_results`
    app = await anApi(test.db, createManualClock(NOW + 500 * DAY_MS))
    expect((await readIncident(id)).clocks).toEqual(before)
    expect(before?.start.probe.between).toEqual([iso(at(10, 31)), iso(at(10, 31))])
  })
})

describe('what came of announced times', () => {
  const cell = (value: string, verdict: ScopeCell['verdict'], since?: number): ScopeCell => ({
    facet: 'device',
    value,
    verdict,
    observed: 90,
    expected: 1,
    ...(since === undefined ? {} : { since: iso(since) }),
  })
  /** So many voices a minute for so many hours from 10:00 on, of which half are of each device. */
  async function loud(hours: number, device?: string): Promise<void> {
    if (!device) await someMinutes(test.db, asked.id, START, Array<number>(hours * 60).fill(2))
    else
      await test.db
        .sql`insert into report_counts_minute (bucket_start, provider_id, facet, value, reports, problems, works)
        select m, ${asked.id}, 'component_device', ${`-/${device}`}, 1, 1, 0
        from generate_series(${START}::timestamptz, ${START + hours * HOUR_MS - 1}::timestamptz, '1 minute') m`
    await test.db.sql`insert into baselines (provider_id, hour, rate_per_hour, dispersion, shape)
      select ${asked.id}, generate_series(${START}::timestamptz, ${NOW}::timestamptz, '1 hour'), 2, 1.5, 20
      on conflict do nothing`
  }
  const announce = (dueFrom: number, dueTo = dueFrom) =>
    say(at(10, 30), { topics: ['forecast'], forecasts: [due(dueFrom, dueTo)] })
  const outcome = async (id: string) => (await readIncident(id)).forecasts.map((forecast) => forecast.outcome)

  it('is "met" by an incident that was over in time', async () => {
    await announce(at(14), at(15))
    expect(await outcome(await incident())).toEqual(['met'])
  })

  it('is "exceeded" by reports that went on', async () => {
    await loud(6)
    await announce(at(12), at(13))
    expect(await outcome(await incident({ resolvedAt: new Date(at(17)) }, GOING_ON))).toEqual(['exceeded'])
  })

  it('is "pending" until then', async () => {
    await loud(8)
    await announce(NOW - HOUR_MS, NOW + HOUR_MS)
    expect(await outcome(await incident({ resolvedAt: null }, GOING_ON))).toEqual(['pending'])
  })

  it('is "undecidable" where it may be either', async () => {
    await announce(at(12), at(12, 15))
    expect(await outcome(await incident())).toEqual(['undecidable'])
  })

  it('is "partly" where one device was back in time and another was not', async () => {
    await loud(7)
    await loud(1, 'android')
    await loud(7, 'ios')
    await announce(at(14))
    const scope = [cell('android', 'recovered', at(11)), cell('ios', 'recovered', at(17))]
    const id = await incident({ resolvedAt: new Date(at(18)), scope }, GOING_ON)
    const { forecasts } = await readIncident(id)
    expect(forecasts).toMatchObject([
      {
        outcome: 'partly',
        author: 'The provider',
        due_between: [iso(at(14)), iso(at(14))],
        parts: [
          { device: 'android', outcome: 'met', restored_between: [iso(START), iso(at(12))] },
          { device: 'ios', outcome: 'exceeded', restored_between: [iso(at(15)), iso(at(18))] },
        ],
      },
    ])
    expect((await readProvider()).forecasts).toEqual(forecasts)
  })
})

it('tells when mail begins to come back, of mail alone and where it lasted so long', async () => {
  expect((await readIncident(await incident())).mail_expires_from).toBeNull()
  const open = { resolvedAt: null }
  expect((await readIncident(await incident(open))).mail_expires_from).toBe(iso(START + 5 * DAY_MS))
  await begin('messaging')
  expect((await readIncident(await incident(open))).mail_expires_from).toBeNull()
})

describe('what was said of a provider', () => {
  it('is of the last 30 days, with where its word is looked for', async () => {
    await say(NOW - 31 * DAY_MS, { text: 'old' })
    await say(NOW - 29 * DAY_MS, { text: 'of late' })
    expect(await readProvider()).toMatchObject({ notices: [{ text: 'of late' }], communication: null })
    await begin()
    const source = { providerId: asked.id, kind: 'feed', etag: null }
    await noteLook(test.db, { ...source, url: 'https://a.example', at: NOW - HOUR_MS, failure: null })
    await noteLook(test.db, { ...source, url: 'https://b.example', at: NOW, failure: 'timeout' })
    const { communication } = await readProvider()
    expect(communication).toEqual({
      looked_at: iso(NOW - HOUR_MS),
      sources: ['https://a.example', 'https://b.example'],
    })
  })

  it('is as old as what is going on', async () => {
    await incident({ startedAt: new Date(NOW - 40 * DAY_MS), resolvedAt: null }, [])
    await say(NOW - 40 * DAY_MS - HOUR_MS, { text: 'as it began' })
    expect((await readProvider()).notices).toMatchObject([{ text: 'as it began' }])
  })

  it('is a list, newest first, page by page', async () => {
    for (const hour of [9, 10, 11, 12]) await say(at(hour), { text: String(hour) })
    const { ids } = await say(at(13))
    await withdrawNotice(test.db, ids[0]!, { now: NOW, reason: 'A mistake.' })
    const page = (query: string) => read(NoticeList, `/providers/${asked.slug}/notices${query}`)
    const texts = ({ notices }: z.infer<typeof NoticeList>) => notices.map(({ text }) => text)
    expect(texts(await page(''))).toEqual(['12', '11', '10', '9'])
    const first = await page('?limit=3')
    expect(texts(first)).toEqual(['12', '11', '10'])
    const last = await page(`?limit=3&cursor=${first.next}`)
    expect([texts(last), last.next]).toEqual([['9'], null])
    expect(texts(await page(`?since=${iso(at(11))}`))).toEqual(['12', '11'])
    const { status } = await fetchJson(app, `/api/v1/providers/${asked.slug}/notices?cursor=${uuidv7()}`)
    expect(status).toBe(400)
  })

  it('makes another answer of the same address', async () => {
    const id = await incident()
    const paths = [
      `/api/v1/providers/${asked.slug}`,
      `/api/v1/incidents/${id}`,
      `/api/v1/providers/${asked.slug}/notices`,
    ]
    const tags = () => Promise.all(paths.map(async (path) => (await fetchJson(app, path)).headers.get('etag')))
    const before = await tags()
    app = await anApi(test.db, createManualClock(NOW + MINUTE_MS))
    expect(await tags()).toEqual(before)
    await say(at(12))
    app = await anApi(test.db, createManualClock(NOW + MINUTE_MS))
    const after = await tags()
    for (const [place, tag] of after.entries()) expect(tag).not.toBe(before[place])
  })
})
