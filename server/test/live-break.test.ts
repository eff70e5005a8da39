import { once } from 'node:events'
import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { ServerMessage } from '../../shared/live.ts'
import { IncidentsLive, StatesLive } from '../../shared/live-topics.ts'
import { createDirectory } from '../catalogue/directory.ts'
import { createSnapshots, tellTopics } from '../jobs/live.ts'
import { createTopicReader } from '../jobs/live-topics.ts'
import { readProviders } from '../store/providers.ts'
import { aLiveSite } from './live-site.ts'
import { NOW, useLiveRows } from './live-rows.ts'
import { readEvents } from './live-streams.ts'
import { createManualClock } from './manual-clock.ts'
import { until } from './until.ts'

// An incident of forty seconds, told once a second; whoever breaks is away from the fifth to the thirty-fifth:
//
//   0 listens ── 3 opened ── 5 ✂ ── 10 heard ── 15 recovering ── 20 relapsed ── 25 corrected ── 30 another ── 35 back ── 38 resolved
const BREAK_FROM_S = 5
const BREAK_TO_S = 35
const END_S = 40
const TOPICS = ['incidents', 'states']
const EVIDENCE = {
  rule: '1',
  window_ms: 0,
  observed: 1,
  expected: 1,
  dispersion: 1,
  score: 1,
  threshold: 1,
  reporters: 1,
}

const rows = useLiveRows()
const clock = createManualClock(NOW)
let real = 0
let site: Awaited<ReturnType<typeof aLiveSite>>
let read: ReturnType<typeof createTopicReader>

beforeEach(async () => {
  read = createTopicReader({ db: rows.db, clock, directory: createDirectory(await readProviders(rows.db)) })
  site = await aLiveSite({ clock, realNow: () => real, snapshot: createSnapshots(read) })
})
afterEach(() => site.close())

/** What a listener makes of what it hears: each message with a number once, in the order of the numbers. */
class Listener {
  readonly kinds: string[] = []
  seq: Record<string, number> = {}
  run = ''
  #states = new Map<string, unknown>()
  #incidents = new Map<string, unknown>()

  hear(message: ServerMessage): void {
    if (!('seq' in message)) throw new Error(JSON.stringify(message))
    const { type, topic, run, seq } = message
    this.kinds.push(`${topic} ${type}`)
    if (type === 'update' && seq !== (this.seq[topic] ?? NaN) + 1) throw new Error(`${seq} after ${this.seq[topic]}`)
    if (type === 'heartbeat' && seq !== this.seq[topic]) throw new Error(`${this.seq[topic]}, not ${seq}`)
    this.seq = { ...(run === this.run ? this.seq : {}), [topic]: seq }
    this.run = run
    if (type === 'heartbeat') return
    if (topic === 'states') {
      if (type === 'snapshot') this.#states.clear()
      for (const one of StatesLive.parse(message.data).states) this.#states.set(one.slug, one)
    } else {
      if (type === 'snapshot') this.#incidents.clear()
      for (const one of IncidentsLive.parse(message.data).events) this.#incidents.set(one.incident.id, one)
    }
  }

  get state() {
    const byName = (of: Map<string, unknown>) => [...of].toSorted(([a], [b]) => (a < b ? -1 : 1))
    return { seq: this.seq, states: byName(this.#states), incidents: byName(this.#incidents) }
  }
}

type Line = { cut(): void }
/** Both ways to listen; the listener says how far it has heard, if it has. */
const ways: Record<string, (listener: Listener) => Promise<Line>> = {
  async WebSocket(listener) {
    const ws = new WebSocket(site.socketUrl)
    ws.on('message', (data: Buffer) => listener.hear(ServerMessage.parse(JSON.parse(data.toString()))))
    await once(ws, 'open')
    const { run, seq } = listener
    const since = run === '' ? {} : { since: { run, seq } }
    ws.send(JSON.stringify({ type: 'subscribe', topics: TOPICS, ...since }))
    return { cut: () => ws.terminate() }
  },
  async 'an event stream'(listener) {
    const id = [listener.run, ...Object.entries(listener.seq).flat()].join('/')
    const reader = await readEvents(site.eventsUrl(TOPICS.join(',')), {
      headers: id === '' ? {} : { 'last-event-id': id },
    })
    let heard = 0
    reader.response.on('data', () => {
      for (const message of reader.messages.slice(heard)) listener.hear(message)
      heard = reader.messages.length
    })
    return { cut: () => reader.cut() }
  },
}

async function happens(id: string, type: string, to: string, reason: string | null = null) {
  await rows.db.sql`
    insert into incident_events (incident_id, provider_id, at, type, from_state, to_state, evidence, reason)
    values (${id}, ${rows.id('alpha')}, ${clock.now()}::timestamptz, ${type}, 'confirmed', ${to},
      ${JSON.stringify(EVIDENCE)}::text::jsonb, ${reason})`
  await rows.db
    .sql`update detector_states set state = ${to}, since = case when ${to} <> 'ok' then ${NOW}::timestamptz end
    where provider_id = ${rows.id('alpha')}`
}

async function theIncident() {
  const id = uuidv7()
  await rows.db
    .sql`insert into incidents (id, provider_id, state, verified, started_at, detected_at, confirmed_at, peak, rule)
    values (${id}, ${rows.id('alpha')}, 'confirmed', false, ${NOW}::timestamptz, ${NOW}::timestamptz, ${NOW}::timestamptz, 40, '1')`
  const course: Record<number, () => Promise<unknown>> = {
    3: () => happens(id, 'confirmed', 'confirmed'),
    10: () => happens(id, 'heard', 'confirmed'),
    15: () => happens(id, 'recovering', 'recovering'),
    20: () => happens(id, 'relapsed', 'confirmed'),
    25: () => happens(id, 'corrected', 'confirmed', 'It began earlier.'),
    30: () => rows.judge('beta', 'suspected', NOW),
    38: async () => {
      await rows.db.sql`update incidents set resolved_at = ${clock.now()}::timestamptz, state = 'ok' where id = ${id}`
      await happens(id, 'resolved', 'ok')
    },
  }
  return (second: number) => course[second]?.()
}

it.each([
  ['WebSocket', 'the same server'],
  ['an event stream', 'the same server'],
  ['WebSocket', 'another run'],
  ['an event stream', 'another run'],
] as const)(
  'over %s, a break of 30 s in an incident, then %s: ends with the same as one that never broke',
  async (way, after) => {
    await rows.judge('alpha', 'suspected', NOW)
    const course = await theIncident()
    const listen = ways[way]!
    const [whole, broken] = [new Listener(), new Listener()]
    const line = await listen(whole)
    let other: Line | undefined = await listen(broken)
    await until(() => [whole, broken].every(({ seq }) => TOPICS.every((topic) => topic in seq)))

    const inStep = (listener: Listener) => until(() => JSON.stringify(listener.seq) === JSON.stringify(whole.seq))
    for (let second = 1; second <= END_S; second++) {
      real += 1_000
      clock.set(NOW + second * 1_000)
      await rows.judged(clock.now())
      await course(second)
      if (second === BREAK_FROM_S) {
        other?.cut()
        await until(() => site.hub.sockets === 1)
        other = undefined
      }
      if (second === BREAK_TO_S) {
        if (after === 'another run') broken.run = 'another'
        broken.kinds.length = 0
        other = await listen(broken)
      }
      await tellTopics({ hub: site.hub, read })
      if (other) await inStep(broken)
    }

    expect(broken.state).toEqual(whole.state)
    expect(broken.seq).toEqual({ incidents: 7, states: 6 })
    expect(whole.kinds.filter((kind) => kind.endsWith('snapshot'))).toHaveLength(2)
    // Of another run there is a snapshot of each; of this one, what was missed.
    expect(broken.kinds.filter((kind) => kind.endsWith('snapshot'))).toHaveLength(after === 'another run' ? 2 : 0)
    line.cut()
    other?.cut()
  },
)
