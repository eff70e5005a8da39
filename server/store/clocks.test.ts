import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ProbeOutcome } from '../../shared/probe.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createApiKey, useApiKey } from './api-keys.ts'
import { useTestDb } from '../test/db.ts'
import { aNotice, aProvider, anIncident, someMinutes, somePartitions } from '../test/factories.ts'
import { MOST_FAILURES, readEpisodes, readLoudness, readProbeFailures, readProbeRuns } from './clocks.ts'
import { freezeDossiers, readFrozen } from './dossiers.ts'
import { writeNotices } from './notices.ts'
import { writeProbeResults } from './probes.ts'

const START = Date.UTC(2023, 0, 23, 10)
const test = useTestDb()
const minute = (n: number) => START + n * MINUTE_MS

beforeAll(() => somePartitions(test.db, START))

const OUTCOMES: Record<string, ProbeOutcome> = { '.': 'up', x: 'timeout', s: 'status', b: 'blocked', i: 'internal' }

/** One result a minute from START on, a letter each; a blank: none. */
async function probed(
  providerId: number,
  lines: Record<string, string>,
  from = START,
  apiKeyId: number | null = null,
): Promise<void> {
  const rows = Object.entries(lines).flatMap(([target, line]) =>
    Array.from(line).flatMap((letter, n) => {
      const outcome = OUTCOMES[letter]
      if (outcome === undefined) return []
      const at = from + n * MINUTE_MS
      const timings = { dns: null, connect: null, tls: null, first_byte: null }
      return {
        id: uuidv7({ msecs: at }),
        providerId,
        component: null,
        kind: 'http' as const,
        target,
        apiKeyId,
        at,
        outcome,
        status: null,
        timings,
        certificateExpiresAt: null,
      }
    }),
  )
  await writeProbeResults(test.db, rows)
}

const runsOf = async (lines: Record<string, string>, times: Partial<Record<'from' | 'to' | 'until', number>> = {}) => {
  const { id } = await aProvider(test.db)
  await probed(id, lines)
  const to = times.to ?? minute(60)
  const runs = await readProbeRuns(test.db, { providerId: id, from: START, until: to, ...times, to })
  return runs.map(({ target, firstAt, backAt }) => [
    target,
    (firstAt - START) / MINUTE_MS,
    backAt === null ? null : (backAt - START) / MINUTE_MS,
  ])
}

describe('runs of failures', () => {
  it.each<[string, string, [number, number | null][]]>([
    ['begin with the first of two, and end with the next good answer', '..xx..', [[2, 4]]],
    ['are of failures and of silence alike', '..sxs.', [[2, 5]]],
    ['are not single failures', '..x..x', []],
    ['are still going on', '..xxx', [[2, null]]],
    [
      'may come again',
      '.xx.xxx.',
      [
        [1, 3],
        [4, 7],
      ],
    ],
    ['are neither made nor ended by what says nothing', '.bxbxib.b', [[2, 7]]],
    ['are none where all is blocked', '.bbbb.', []],
    ['say nothing of a target that was never up', 'xxxxx', []],
    ['say nothing of one of which nobody knows since when', 'xxx..', []],
  ])('%s', async (_, line, expected) => {
    expect(await runsOf({ a: line })).toEqual(expected.map(([from, to]) => ['a', from, to]))
  })

  it('are told target by target, in order', async () => {
    expect(await runsOf({ a: '...xx.', b: '.xx...', c: '......' })).toEqual([
      ['b', 1, 3],
      ['a', 3, 5],
    ])
  })

  it('are told place by place', async () => {
    const { id: providerId } = await aProvider(test.db)
    const { token } = await createApiKey(test.db, { name: 'milan', scope: 'probe-results', now: START })
    const key = await useApiKey(test.db, token, START)
    await probed(providerId, { a: '.x.x.x.' })
    await probed(providerId, { a: '.xx.x..' }, START + 1_000, key!.id)
    const runs = await readProbeRuns(test.db, { providerId, from: START, to: minute(60), until: minute(60) })
    expect(runs).toEqual([{ target: 'a', firstAt: minute(1) + 1_000, backAt: minute(3) + 1_000 }])
  })

  it('began in the time that is asked for, and are followed to its end', async () => {
    const lines = { a: '.xx.....xx.....xx...' }
    expect(await runsOf(lines, { from: minute(5), to: minute(12), until: minute(12) })).toEqual([['a', 8, 10]])
    expect(await runsOf(lines, { from: minute(5), to: minute(9), until: minute(9) })).toEqual([])
    expect(await runsOf(lines, { from: minute(5), to: minute(9), until: minute(12) })).toEqual([['a', 8, 10]])
  })
})

describe('marks of failures', () => {
  const spans = async (id: number, from: number, to: number) =>
    (await readProbeFailures(test.db, id, from, to)).map((span) => [
      (span.from - START) / MINUTE_MS,
      span.to === null ? null : (span.to - START) / MINUTE_MS,
      span.targets.join(),
    ])

  it('are one where targets fail together', async () => {
    const { id } = await aProvider(test.db)
    await probed(id, { a: '.xxx......xx', b: '...xxx......', c: '..........................' })
    expect(await spans(id, START, minute(30))).toEqual([
      [1, 6, 'a,b'],
      [10, null, 'a'],
    ])
  })

  it('reach in from before, as far back as the incident that goes on', async () => {
    const { id } = await aProvider(test.db)
    const long = START - DAY_MS
    await probed(id, { a: '.xxx' }, long)
    const from = START - HOUR_MS
    expect(await spans(id, from, START)).toEqual([])
    await anIncident(test.db, { providerId: id, startedAt: new Date(long + 10 * MINUTE_MS) })
    expect(await spans(id, from, START)).toEqual([[-1439, null, 'a']])
  })

  it('are at most so many, the newest', async () => {
    const { id } = await aProvider(test.db)
    await probed(id, { a: '.xx'.repeat(MOST_FAILURES + 5) + '.' })
    const all = await spans(id, START, START + DAY_MS)
    expect(all).toHaveLength(MOST_FAILURES)
    expect(all.at(-1)).toEqual([3 * (MOST_FAILURES + 4) + 1, 3 * (MOST_FAILURES + 5), 'a'])
  })
})

const EVIDENCE = {
  rule: 't',
  window_ms: 0,
  observed: 0,
  expected: 0,
  dispersion: 1,
  score: 0,
  threshold: 0,
  reporters: 9,
  networks: 9,
}

async function events(incident: { id: string; providerId: number }, types: [string, number][]): Promise<void> {
  for (const [type, n] of types)
    await test.db.sql`insert into incident_events (incident_id, provider_id, at, type, from_state, to_state, evidence)
      values (${incident.id}, ${incident.providerId}, ${minute(n)}::timestamptz, ${type}, 'ok', 'ok',
        ${JSON.stringify(EVIDENCE)}::text::jsonb)`
}

it('reads incidents in order, with since when reports fall for good', async () => {
  const { id: providerId } = await aProvider(test.db)
  const times = {
    providerId,
    startedAt: new Date(START),
    startedFrom: new Date(minute(-5)),
    startedTo: new Date(minute(5)),
  }
  const first = await anIncident(test.db, { ...times, resolvedAt: new Date(minute(30)) })
  await events(first, [
    ['recovering', 10],
    ['relapsed', 12],
    ['recovering', 20],
    ['resolved', 30],
  ])
  await anIncident(test.db, {
    providerId,
    startedAt: new Date(minute(35)),
    resolvedAt: new Date(minute(36)),
    withdrawnAt: new Date(minute(37)),
  })
  const second = await anIncident(test.db, { providerId, startedAt: new Date(minute(40)) })
  await events(second, [
    ['recovering', 50],
    ['relapsed', 52],
  ])
  const found = await readEpisodes(test.db, { providerId, from: START, to: minute(60), now: minute(60), limit: 9 })
  expect(
    found.map(({ id, startedFrom, recoveringAt, resolvedAt, judgedAt }) => ({
      id,
      startedFrom,
      recoveringAt,
      resolvedAt,
      judgedAt,
    })),
  ).toEqual([
    { id: first.id, startedFrom: minute(-5), recoveringAt: minute(20), resolvedAt: minute(30), judgedAt: minute(30) },
    { id: second.id, startedFrom: minute(40), recoveringAt: null, resolvedAt: null, judgedAt: minute(60) },
  ])
  const after = await readEpisodes(test.db, { providerId, from: minute(31), to: minute(60), now: minute(60), limit: 9 })
  expect(after.map(({ id }) => id)).toEqual([second.id])
})

it('keeps of an incident that is over its runs, its loud hours and what was said', async () => {
  const { id: providerId } = await aProvider(test.db)
  await someMinutes(test.db, providerId, START, Array<number>(30).fill(2))
  await test.db.sql`insert into baselines (provider_id, hour, rate_per_hour, dispersion, shape)
    values (${providerId}, ${START}::timestamptz, 4, 1.5, 20)`
  await probed(providerId, { a: '..xxxx..' })
  const due = { dueFrom: minute(60), dueTo: minute(90), zone: 'Europe/Rome', component: null, device: null }
  await writeNotices(test.db, [aNotice({ providerId, at: minute(3), text: 'Soon.', forecasts: [due] })])
  const { id } = await anIncident(test.db, {
    providerId,
    startedAt: new Date(minute(1)),
    resolvedAt: new Date(minute(29)),
  })
  await test.db.sql`insert into dossiers (incident_id, rule, settings, bytes) values (${id}::uuid, 't', '{}', 0)`
  expect(await readFrozen(test.db, id)).toBeUndefined()
  expect(await freezeDossiers(test.db, minute(30), { share: 0.6, windowMs: 600_000, voices: 5, named: 20 })).toBe(1)
  await test.db.sql`delete from probe_results`
  expect(await readFrozen(test.db, id)).toMatchObject({
    runs: [{ target: 'a', firstAt: minute(2), backAt: minute(6) }],
    loudness: { hours: [{ hour: START, value: '' }], usual: [{ hour: START, ratePerHour: 4, dispersion: 1.5 }] },
    notices: [{ text: 'Soon.', forecasts: [{ dueTo: minute(90) }] }],
    echo: { voices: 56, through_widgets: 0, hosts: [], amplified: [] },
  })
})

it('reads hours in which more than a voice or two was heard', async () => {
  const { id: providerId } = await aProvider(test.db)
  await someMinutes(test.db, providerId, START, [2, ...Array<number>(59).fill(0), 5, 6])
  const { hours, usual } = await readLoudness(test.db, { providerId, from: START, to: START + DAY_MS / 2 })
  expect(hours).toEqual([{ hour: START + HOUR_MS, value: '', problems: 11 }])
  expect(usual).toEqual([])
})
