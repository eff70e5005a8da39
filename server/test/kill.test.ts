import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { MINUTE_MS } from '../../shared/time.ts'
import { createRandom, readRecording, recordedVoices } from '../catalogue/recording.ts'
import { drawReporter } from '../commands/demo/reporters.ts'
import { explain } from '../commands/why/explanation.ts'
import type { Database } from '../store/db.ts'
import { readIncidents } from '../store/incidents.ts'
import { useTestDb } from './db.ts'
import type { ReplayReport, ReplayStart } from './replay-child.ts'

const CHILD = path.join(import.meta.dirname, 'replay-child.ts')
const from = Date.UTC(2019, 6, 3, 13)
const until = Date.UTC(2019, 6, 3, 17)
const killedAt = Date.UTC(2019, 6, 3, 15)
const STEP_MS = 2 * MINUTE_MS
/** Real time. Domain time runs this much faster, at most. */
const PACE_MS = 60
const SPEED = STEP_MS / PACE_MS
const GIVE_UP_MS = 120_000

type Press = { id: string; provider: string; address: string; userAgent: string }

/** A server in a process of its own, whose clock is ours. */
class Replayed {
  #child: ChildProcess | undefined
  #report: ReplayReport | undefined
  readonly #start: Omit<ReplayStart, 'now' | 'withHistory'>

  constructor(start: Omit<ReplayStart, 'now' | 'withHistory'>) {
    this.#start = start
  }

  async start(now: number, withHistory: boolean): Promise<void> {
    const start: ReplayStart = { ...this.#start, now, withHistory }
    const child = fork(CHILD, [JSON.stringify(start)], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#child = child
    this.#report = undefined
    child.on('message', (report) => void (this.#report = report as ReplayReport))
    await this.judged(now)
  }

  set now(at: number) {
    this.#child?.send(at)
  }

  async judged(at: number): Promise<void> {
    for (const since = performance.now(); !((this.#report?.judgedUntil ?? -Infinity) >= at);) {
      if (performance.now() - since > GIVE_UP_MS) throw new Error('the server does not come to that')
      await sleep(10)
    }
  }

  /** Undefined: cut off. */
  async press({ id, provider, address, userAgent }: Press): Promise<boolean> {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': address, 'user-agent': userAgent }
    const body = JSON.stringify({ id, provider, problem: 'other' })
    const response = await fetch(`${this.#report!.url}/api/v1/reports`, { method: 'POST', headers, body }).catch(
      () => undefined,
    )
    const receipt = (await response?.json().catch(() => undefined)) as { counted?: boolean } | undefined
    return receipt?.counted === true
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child || child.exitCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const whole = useTestDb()
const broken = useTestDb()
let servers: Replayed[] = []
afterAll(async () => void (await Promise.all(servers.map((server) => server.end('SIGKILL')))))

async function verdicts(db: Database) {
  const events = await db.sql`
    select p.slug, e.at, e.type, e.from_state, e.to_state, (e.evidence->>'reporters')::int as reporters
    from incident_events e join providers p on p.id = e.provider_id where e.at >= ${new Date(from)} order by e.at, p.slug, e.id`
  const states =
    await db.sql`select p.slug, s.state from detector_states s join providers p on p.id = s.provider_id order by 1`
  const incidents = await readIncidents(db, { since: from, limit: 100 })
  const again = await Promise.all(incidents.map(({ id }) => explain(db, id)))
  return {
    events: [...events],
    states: [...states],
    incidents: incidents.map(({ slug, state, startedAt, peak }) => ({ slug, state, startedAt, peak })),
    again: again.map((e) => ({ provider: e?.incident.provider, differences: e?.differences, verdict: e?.verdict })),
  }
}

it('has the same states after kill -9 in the middle of 3 July 2019 as without', { timeout: 300_000 }, async () => {
  const dataDir = path.join(tmpdir(), 'brusio-test-tables')
  servers = [whole, broken].map(({ connection }) => new Replayed({ connection, dataDir, speed: SPEED }))
  const [, victim] = servers
  await Promise.all(servers.map((server) => server.start(from, true)))

  const random = createRandom(3)
  const voices = recordedVoices(readRecording(), { from, to: until })
  let next = 0
  for (let now = from; now < until; now += STEP_MS) {
    const presses: Press[] = []
    for (; next < voices.length && voices[next]!.at < now + STEP_MS; next += 1)
      presses.push({ id: v7({ msecs: now }), provider: voices[next]!.provider, ...drawReporter(random) })
    const paced = sleep(PACE_MS)
    const sending = servers.map((server) => Promise.all(presses.map((press) => server.press(press))))
    if (now === killedAt) {
      await victim!.end('SIGKILL')
      const counted = (await sending[1])!
      await victim!.start(now, false)
      // What was cut off is sent again, as a client would: its id makes the repeat harmless.
      await Promise.all(presses.filter((_, i) => !counted[i]).map((press) => victim!.press(press)))
    }
    await Promise.all(sending)
    await paced
    for (const server of servers) server.now = now + STEP_MS
  }
  await Promise.all(servers.map((server) => server.judged(until)))
  await Promise.all(servers.map((server) => server.end('SIGTERM')))

  const expected = await verdicts(whole.db)
  expect(await verdicts(broken.db)).toEqual(expected)
  expect(expected.incidents.map(({ slug }) => slug)).toEqual(
    expect.arrayContaining(['facebook', 'instagram', 'whatsapp']),
  )
  expect(expected.again.filter(({ verdict }) => verdict !== 'same')).toEqual([])
})
