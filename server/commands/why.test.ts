import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { createRandom } from '../catalogue/recording.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { explain } from './why/explanation.ts'
import { correct } from './correct.ts'
import { why } from './why.ts'
import { silentLog } from '../log.ts'
import { pack, readDossier, unpack } from '../store/dossiers.ts'
import { importMinutes } from '../store/import.ts'
import { dropExpired } from '../store/partitions.ts'
import { writeProbeResults } from '../store/probes.ts'
import { aVoice } from '../test/factories.ts'
import { NOON, useQuietProvider } from '../test/quiet-provider.ts'
import { turnUntil } from '../test/turns.ts'
import type { Part } from '../jobs/dossier.ts'
import { createJudge, type Judge } from '../jobs/detect.ts'

const world = useQuietProvider()
const TURN_MS = 3 * MINUTE_MS
const key = (text: string) => createHash('sha256').update(text).digest().subarray(0, 16)

type Spoken = { at: number; who: string; network: string }

/** An outage of an hour with people from many networks, some of whom come back, and a lull in it. */
function anOutage(from: number): Spoken[] {
  const random = createRandom(5)
  return Array.from({ length: 150 }, (_, n) => {
    const at = from + Math.floor((n * HOUR_MS) / 150 + random() * 20 * SECOND_MS)
    return { at, who: `r${n}`, network: `n${Math.floor(random() * 90)}` }
  }).toSorted((a, b) => a.at - b.at)
}

/** Lives through [NOON, until) turn by turn; where `restarts` says so a new judge begins, as after a kill -9. */
async function live(
  spoken: readonly Spoken[],
  until: number,
  { turnMs = TURN_MS, restarts = (): boolean => false } = {},
): Promise<Judge> {
  const clock = createManualClock(NOON)
  const begin = () => createJudge({ db: world.db, clock, log: silentLog, directory: world.directory })
  let judge = begin()
  await judge.turn()
  let next = 0
  for (let at = NOON; at < until; at += turnMs) {
    const now = Math.min(until, at + turnMs)
    for (; next < spoken.length && spoken[next]!.at < now; next += 1) {
      const { at: observedAt, who, network } = spoken[next]!
      const keys = { reporterKey: key(who), networkKey: key(network) }
      await aVoice(world.db, { providerId: world.providerId, observedAt: new Date(observedAt), device: 'ios', ...keys })
    }
    clock.set(now)
    if (restarts()) {
      judge = begin()
      await world.db.sql`update leases set until = '-infinity'`
    }
    await importMinutes(world.db, [], at, now)
    await turnUntil(judge, now)
  }
  return judge
}

async function onlyIncident(): Promise<string> {
  const [incident, ...more] = await world.incidents()
  expect(more).toEqual([])
  return incident!.id
}
async function partsOf(id: string): Promise<Part[]> {
  return ((await readDossier(world.db, id))?.parts ?? []).map(({ part }) => part as Part)
}
/** What was heard, whoever wrote it down when. */
async function voicesOf(id: string) {
  const entries = (await partsOf(id)).flatMap((part) => part.entries)
  return entries.flatMap((entry) => ('hear' in entry ? [entry.hear.at] : [])).toSorted((a, b) => a - b)
}

async function verdicts() {
  const incidents = await world.incidents()
  const events = await world.db
    .sql`select at, type, from_state, to_state, evidence from incident_events order by at, id`
  const baselines = await world.db.sql`select hour, rate_per_hour, dispersion, shape from baselines order by hour`
  const again = await Promise.all(incidents.map(({ id }) => explain(world.db, id)))
  return {
    state: await world.state(),
    incidents: incidents.map((incident) => ({ ...incident, id: '' })),
    events: [...events],
    baselines: [...baselines],
    again: again.map((e) => [e?.verdict, e?.again.changes]),
    voices: await Promise.all(incidents.map(({ id }) => voicesOf(id))),
  }
}

const outage = anOutage(NOON + 20 * MINUTE_MS)
const end = NOON + 3 * HOUR_MS

describe('an incident that was found by the running server', () => {
  it('comes out the same, dossier and all, however often the server is killed', { timeout: 120_000 }, async () => {
    const turnMs = 37 * SECOND_MS
    await (await live(outage, end, { turnMs })).close()
    const whole = await verdicts()
    expect(whole.events.map((e) => e.type)).toEqual(['suspected', 'confirmed', 'recovering', 'resolved'])
    expect(whole.again).toMatchObject([['same', [{}, {}, {}, {}]]])
    expect(whole.voices[0]!.length).toBeGreaterThan(130)

    await world.begin()
    const random = createRandom(11)
    await (await live(outage, end, { turnMs, restarts: () => random() < 0.15 })).close()
    expect(await verdicts()).toEqual(whole)
  })

  it('is judged once more to the same verdict while it is open, and when three years have gone', async () => {
    const judge = await live(outage, NOON + HOUR_MS)
    const [open] = await world.incidents()
    expect(await explain(world.db, open!.id)).toMatchObject({ verdict: 'same', differences: [], frozen: null })
    await judge.close()
    const lines: string[] = []
    expect(await why([open!.id], { db: world.db, print: (line) => lines.push(line) })).toBe(0)
    expect(lines.at(-1)).toBe('same')
    expect(lines.join('\n')).toMatch(/ok → suspected .*\n.*voices in .* are usual/)

    await importMinutes(world.db, [], NOON + HOUR_MS, end)
    await world.judge(end)
    const before = await explain(world.db, open!.id)
    expect(before).toMatchObject({ verdict: 'same', incident: { state: 'ok' } })
    expect(before?.frozen?.events).toHaveLength(4)
    expect(before?.frozen?.usual.length).toBeGreaterThan(2)

    await dropExpired(world.db, end + 3 * 365 * DAY_MS)
    const [left] = await world.db.sql<[{ n: number }]>`
      select (select count(*) from voices) + (select count(*) from report_counts_minute) + (select count(*) from heartbeats) as n`
    expect(left.n).toBe(0)
    expect(await explain(world.db, open!.id)).toEqual(before)
  })

  it('keeps nobody’s key: neither in what the detector was told nor in what it was', async () => {
    await (await live(outage, end)).close()
    const id = await onlyIncident()
    const text = JSON.stringify(await partsOf(id))
    const keys = outage
      .flatMap(({ who, network }) => [key(who), key(network)])
      .map((k) => k.toString('hex').slice(0, 16))
    expect(keys.filter((k) => text.includes(k))).toEqual([])
    expect(text).toContain('"reporter":"n1"')
    const names = await world.db.sql`select from dossier_parts where names is not null`
    expect(names).toHaveLength(0)
  })

  it('differs when a figure of it was changed, and says where', async () => {
    await (await live(outage, end)).close()
    const id = await onlyIncident()
    await world.db
      .sql`update incident_events set evidence = jsonb_set(evidence, '{observed}', '99') where type = 'confirmed'`
    await world.db.sql`update incidents set peak = 3`
    const lines: string[] = []
    expect(await why([id, '--json'], { db: world.db, print: (line) => lines.push(line) })).toBe(1)
    expect(JSON.parse(lines[0]!)).toMatchObject({
      verdict: 'different',
      differences: [expect.stringMatching(/confirmed .*"observed":99/), expect.stringMatching(/^peak: then 3/)],
    })
  })

  it('of another rule cannot be judged once more, and says so with what was seen', async () => {
    await (await live(outage, end)).close()
    const id = await onlyIncident()
    const [part] = await world.db.sql<[{ data: Buffer }]>`select data from dossier_parts where part = 1`
    const older = unpack(part.data) as Part
    const { data } = pack({ ...older, checkpoint: { ...Object(older.checkpoint), rule: 'older-1' } })
    await world.db.sql`update dossier_parts set data = decode(${data}, 'base64') where part = 1`
    const lines: string[] = []
    expect(await why([id], { db: world.db, print: (line) => lines.push(line) })).toBe(2)
    expect(lines.join('\n')).toMatch(/judged by rule older-1/)
    expect(lines.join('\n')).toMatch(/voices in/)
  })

  it('is told what the probes said, and is told it once more', async () => {
    const at = NOON + 40 * MINUTE_MS
    const row = { providerId: world.providerId, component: null, kind: 'http' as const, target: 'https://x.example' }
    const timings = { dns: null, connect: null, tls: null, first_byte: null }
    const ids = ['018f9600-0000-7000-8000-000000000001', '018f9600-0000-7000-8000-000000000002']
    await writeProbeResults(
      world.db,
      ids.map((id, i) => ({
        id,
        ...row,
        apiKeyId: i === 0 ? null : 1,
        at: at + i,
        outcome: 'timeout',
        status: null,
        timings,
        certificateExpiresAt: null,
      })),
    )
    await (await live(outage, end)).close()
    const id = await onlyIncident()
    const probes = (await partsOf(id)).flatMap((p) => p.entries).flatMap((e) => ('probe' in e ? [e.probe] : []))
    expect(probes).toEqual([
      { at, network: 'server', target: 'p1', outcome: 'silent' },
      { at: at + 1, network: 'key-1', asker: 'key-1', target: 'p1', outcome: 'silent' },
    ])
    expect(await explain(world.db, id)).toMatchObject({ verdict: 'same' })
  })
})

describe('an incident that a person withdraws', () => {
  const withdraw = (id: string, now: number) =>
    correct([id, '--reason', 'A match evening', '--withdraw'], { db: world.db, now, print: () => {} })

  it('ends, the detector lets go of it at its next turn, and nothing of it is told any more', async () => {
    const at = NOON + 50 * MINUTE_MS
    const judge = await live(outage, at)
    const [open] = await world.incidents()
    await withdraw(open!.id, at)
    await judge.turn()
    expect(await world.state()).toBe('ok')
    await judge.close()
    await importMinutes(world.db, [], at, end)
    await world.judge(end)
    expect(await world.incidents()).toMatchObject([
      {
        id: open!.id,
        state: 'ok',
        resolvedAt: at,
        corrections: [{ at, type: 'withdrawn', reason: 'A match evening' }],
      },
    ])
    expect(await world.types()).toEqual(['suspected', 'confirmed', 'withdrawn'])
    expect(await explain(world.db, open!.id)).toMatchObject({ verdict: 'same' })
    await expect(withdraw(open!.id, end)).rejects.toThrow('withdrawn already')
  })

  it('stays so when the detector, which does not know it yet, writes at that moment', async () => {
    const judge = await live(outage, NOON + 50 * MINUTE_MS)
    const [open] = await world.incidents()
    await withdraw(open!.id, NOON + 50 * MINUTE_MS)
    await judge.close() // It commits what it believes.
    expect(await world.incidents()).toMatchObject([{ id: open!.id, state: 'ok', resolvedAt: NOON + 50 * MINUTE_MS }])
    await world.judge(NOON + 51 * MINUTE_MS)
    expect(await world.state()).toBe('ok')
  })
})

describe('a commit', () => {
  it('that fails half way leaves nothing, and nothing is lost or told twice', async () => {
    const told: string[] = []
    let broken = false
    const sql = new Proxy(world.db.sql, {
      apply(target, self, args: unknown[]) {
        const isCommit = String(args[0]).includes('insert into dossier_parts')
        const statement = Reflect.apply(target, self, args) as Promise<unknown>
        // The answer is lost with the connection: nobody knows whether it was written.
        return isCommit && broken ? statement.then(() => Promise.reject(new Error('cut'))) : statement
      },
    })
    const clock = createManualClock(NOON)
    const onChange = (_: number, change: { type: string }) => void told.push(change.type)
    const judge = createJudge({ db: { ...world.db, sql }, clock, log: silentLog, directory: world.directory, onChange })
    await judge.turn()
    await world.speak(NOON, 60, 60, NOON + 10 * MINUTE_MS)
    clock.set(NOON + 10 * MINUTE_MS)
    broken = true
    await expect(judge.turn()).rejects.toThrow('cut')
    broken = false
    await world.db.sql`update leases set until = '-infinity'`
    await turnUntil(judge, NOON + 10 * MINUTE_MS)
    await judge.close()
    expect(await world.types()).toEqual(['suspected', 'confirmed'])
    const [incident, ...more] = await world.incidents()
    expect(more).toEqual([])
    expect(await voicesOf(incident!.id)).toHaveLength(60)
    expect(await explain(world.db, incident!.id)).toMatchObject({ verdict: 'same' })
  })
})
