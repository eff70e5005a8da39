import { afterAll, beforeAll, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import type { RunningServer } from '../main.ts'
import { importMinutes } from '../store/import.ts'
import { readStates } from '../store/states.ts'
import { aLineTo, type CutLine } from './cut-line.ts'
import { useTestDb } from './db.ts'
import { followEvents, followSockets, type Follower } from './live-followers.ts'
import { createManualClock } from './manual-clock.ts'
import { aRunningServer, press } from './running-server.ts'
import { until } from './until.ts'

// The whole program, its detector and its database, and two ways of following it: our client over a socket and an EventSource that is not ours.
// Of each there is one with a line of its own that is cut; time is moved by hand, half a minute at a time:
//
//   quiet weeks ── people press ── ✂ 30 s, opened ✚ ── ✂ many minutes, calmed ✚ resolved ── another run of the server
const SEVEN = Date.UTC(2026, 0, 13, 7)
const QUIET_MS = 21 * DAY_MS
const STEP_MS = 30 * SECOND_MS
const PEOPLE_A_STEP = 6
const MOST_STEPS = 240
const PATIENCE_MS = 240_000
const patient = { timeout: PATIENCE_MS }

const test = useTestDb()
/** Its speed is about what it is moved with, so that a verdict of the step before is still one of now. */
const clock = { ...createManualClock(SEVEN), speed: 60 }
let server: RunningServer
let line: CutLine
let whole: Follower[]
let broken: Follower[]

const started = async (prepare?: Parameters<typeof aRunningServer>[1]) => {
  const running = await aRunningServer(test.connection, { clock, ...prepare })
  await until(() => running.detector.judgedUntil !== undefined)
  return running
}

beforeAll(async () => {
  server = await started({
    async prepare(db, directory) {
      const providerId = directory.bySlug('libero-mail')?.id ?? 0
      const hours = Array.from({ length: QUIET_MS / HOUR_MS }, (_, i) => SEVEN - QUIET_MS + i * HOUR_MS)
      const rows = hours.map((hour, i) => ({ providerId, minute: hour + ((i * 17) % 60) * MINUTE_MS, problems: 1 }))
      await importMinutes(db, rows, SEVEN - QUIET_MS, SEVEN)
    },
  })
  line = await aLineTo(server.url)
  const { host } = new URL(server.url)
  whole = [followSockets(host), followEvents(host)]
  broken = [followSockets(line.host), followEvents(line.host)]
  await until(() => [...whole, ...broken].every(({ told }) => told.length === 2))
}, PATIENCE_MS)
afterAll(async () => {
  for (const one of [...(whole ?? []), ...(broken ?? [])]) one.close()
  await line?.close()
  await server?.close()
})

let people = 0
/** Half a minute, judged to its end. */
async function step(pressing: boolean): Promise<void> {
  const last = pressing ? people + PEOPLE_A_STEP : people
  while (people < last) {
    people += 1
    const body = { provider: 'libero-mail', problem: 'cannot-open' }
    expect((await press(server.url, `93.${people}.7.9`, body)).status).toBe(200)
  }
  clock.set(clock.now() + STEP_MS)
  const minute = Math.floor(clock.now() / MINUTE_MS) * MINUTE_MS
  await until(() => (server.detector.judgedUntil ?? 0) >= minute)
}

const newest = () => JSON.stringify(whole[0]!.state())
/** Steps until the incident has got so far, as the one hears who never breaks. */
async function stepUntil(isThere: (known: string) => boolean, pressing: boolean): Promise<void> {
  for (let steps = 0; !isThere(newest()); steps++) {
    if (steps > MOST_STEPS) throw new Error(`it did not come to that: ${newest()}`)
    await step(pressing)
    await told()
  }
}
/** What was judged is told by a turn of its own. */
const told = () =>
  until(async () => {
    const { rows } = await readStates(server.db, { now: clock.now(), speed: clock.speed })
    return is(rows.find(({ slug }) => slug === 'libero-mail')!.state)(newest())
  })
const is = (state: string) => (known: string) => known.includes(`"slug":"libero-mail","state":"${state}"`)
const settled = () => until(() => [...whole, ...broken].every((one) => JSON.stringify(one.state()) === newest()))
const gapless = (numbers: readonly number[]) => numbers.every((seq, i) => i === 0 || seq === numbers[i - 1]! + 1)

it(
  'ends, after a break of 30 s in which the incident is confirmed, with the same as one that never broke',
  patient,
  async () => {
    await stepUntil(is('suspected'), true)
    await settled()
    // To the step in which it is confirmed nobody knows how many there are: each of them is a break of its own.
    for (let steps = 0; !is('confirmed')(newest()); steps++) {
      if (steps > MOST_STEPS) throw new Error('it was not confirmed')
      const before = broken.map((one) => one.told.length)
      line.cut()
      await step(true)
      await told()
      expect(broken.map((one) => one.told.length)).toEqual(before)
      line.mend()
      await settled()
    }
  },
)

it('and the same after a long one, in which it calms down and ends', patient, async () => {
  const made = line.made
  line.cut()
  await stepUntil(is('ok'), false)
  line.mend()
  await settled()
  expect(line.made).toBeGreaterThan(made)
})

it('has missed no number, has heard none twice, and was told everything only once', () => {
  for (const one of [...whole, ...broken]) {
    for (const topic of ['states', 'incidents']) {
      const numbers = one.numbers(topic)
      expect(numbers.length, topic).toBeGreaterThan(3)
      expect(gapless(numbers), `${topic} ${numbers.join()}`).toBe(true)
    }
    expect(one.told.filter((word) => word.includes('snapshot'))).toHaveLength(2)
    expect(one.told.toSorted()).toEqual(whole[0]!.told.toSorted())
  }
})

it('begins anew with another run of the server, and knows the same', patient, async () => {
  const known = (one: Follower) => ({ ...(one.state() as Record<string, unknown>), at: undefined })
  const before = known(whole[0]!)
  const { run } = broken[0]!
  line.cut()
  await server.close()
  server = await started()
  line.mend(server.url)
  await until(() => broken.every((one) => one.run !== run && one.told.length > whole[0]!.told.length))
  for (const one of broken) {
    await until(() => one.numbers('states').length > 0 && one.numbers('incidents').length > 0)
    expect(one.told.slice(-2).map((word) => word.split(' ')[1])).toEqual(['snapshot', 'snapshot'])
    expect(known(one)).toEqual(before)
  }
})
