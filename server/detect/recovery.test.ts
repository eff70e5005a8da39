import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { daily, MONDAY, problem, seasoned, speak, types } from '../test/spoken.ts'
import type { Change } from './change.ts'
import { restoreDetector, type Detector } from './detector.ts'
import { WORKS_NETWORKS } from './rule.ts'
import { SLOW_WORKS_NETWORKS } from './works.ts'

const usual = (at: number) => 20 * daily(at)
const SEASONED = seasoned(28, 20).snapshot()
const START = MONDAY + 28 * DAY_MS + 9 * HOUR_MS
const of = (changes: Change[], type: Change['type']) => changes.find((c) => c.type === type)

/** Four weeks of health, up to the beginning of what follows. */
function healthy(): Detector {
  const detector = restoreDetector(SEASONED)!
  speak(detector, detector.at, START, usual, 1)
  return detector
}

// 09:00              three days, their nights between               a day of silence
//  ok ── suspected, confirmed ──────────────────────── recovering ── …and no end of it
const NOON = START + 35 * DAY_MS
const threeDays = (() => {
  const detector = healthy()
  const end = START + 3 * DAY_MS
  const before = detector.usual(NOON).ratePerHour
  const during = speak(detector, START, end, (at) => 400 * daily(at), 2, { component: 'mail' })
  const drift = detector.usual(NOON).ratePerHour / before - 1
  const after = speak(detector, end, end + DAY_MS, usual, 3)
  return { end, during, after, drift, snapshot: detector.snapshot() }
})()
const silent = () => restoreDetector(threeDays.snapshot)!

it('keeps an outage of three days one incident through its nights, and learns nothing from it', () => {
  const { during, drift } = threeDays
  expect(types(during)).toEqual(['suspected', 'confirmed'])
  expect(Math.abs(during[1]!.startedAt - START)).toBeLessThan(20 * MINUTE_MS)
  expect(Math.abs(drift)).toBeLessThan(0.05)
})

it('calls it recovering within the hour, but takes a day of silence for no end: people tire', () => {
  const { end, after } = threeDays
  expect(types(after)).toEqual(['recovering'])
  expect(after[0]!.at - end).toBeLessThan(HOUR_MS)
  const detector = silent()
  expect(types(speak(detector, detector.at, detector.at + 3 * DAY_MS, usual, 4))).toEqual([])
  expect(detector.state).toBe('recovering')
})

it("ends it at the operator's word", () => {
  const detector = silent()
  detector.notice({ at: detector.at, says: 'restored' })
  expect(types(detector.advance(detector.at + MINUTE_MS))).toEqual(['resolved'])
  expect(detector.state).toBe('ok')
})

it('ends it when what people complained about answers, and not when something else does', () => {
  const hourOf = (component: string) => {
    const detector = silent()
    const from = detector.at
    for (let at = from; at < from + HOUR_MS; at += MINUTE_MS) {
      detector.probe({ at, network: 'as1', component, outcome: 'up' })
      detector.probe({ at, network: 'as2', component, outcome: 'up' })
    }
    return types(detector.advance(from + HOUR_MS))
  }
  expect(hourOf('website')).toEqual([])
  expect(hourOf('mail')).toEqual(['resolved'])
})

it('ends it when enough people say that it works', () => {
  const say = (networks: number) => {
    const detector = silent()
    const from = detector.at
    for (let n = 0; n < networks; n += 1) {
      const at = from + n * 6_000
      detector.hear({ at, answer: 'works', network: `n${n}`, reporter: `r${n}` })
    }
    return types(detector.advance(from + HOUR_MS))
  }
  expect(say(WORKS_NETWORKS - 1)).toEqual([])
  expect(say(20 * WORKS_NETWORKS)).toEqual(['resolved'])
})

describe('ended by few who say that it works, over a day', () => {
  /** Answers from so many networks over some hours, `times` from each; `problems`: an hour, beyond the usual. */
  const say = (networks: number, overHours: number, { times = 1, problems = 0 } = {}) => {
    const detector = silent()
    const from = detector.at
    for (let n = 0; n < networks * times; n += 1) {
      const at = from + Math.floor((n * overHours * HOUR_MS) / (networks * times - 1))
      detector.hear({ at, answer: 'works', network: `n${n % networks}`, reporter: `r${n}` })
    }
    return types(speak(detector, from, from + (overHours + 1) * HOUR_MS, (at) => usual(at) + problems, 6))
  }

  it.each([
    [SLOW_WORKS_NETWORKS, 8, {}, ['resolved']],
    [SLOW_WORKS_NETWORKS - 1, 8, {}, []],
    // All at once is no day: whoever lies has to come back.
    [SLOW_WORKS_NETWORKS, 4, {}, []],
    // Nobody says it all day long.
    [SLOW_WORKS_NETWORKS, 8, { times: 5 }, []],
    // While people still report.
    [SLOW_WORKS_NETWORKS, 8, { problems: 20 }, []],
  ])('%i networks in %i hours, %j: %j', (networks, hours, more, said) => {
    expect(say(networks, hours, more)).toEqual(said)
  })

  it('is no way to end it while it goes on, with five thousand answers from five hundred networks', () => {
    const detector = healthy()
    const from = START + 26 * HOUR_MS
    speak(detector, START, from, (at) => 400 * daily(at) + 40, 2)
    for (let n = 0; n < 5_000; n += 1)
      detector.hear({ at: from + n * 700, answer: 'works', network: `n${n % 500}`, reporter: `r${n}` })
    expect(types(speak(detector, from, from + 12 * HOUR_MS, (at) => 400 * daily(at) + 40, 3))).toEqual([])
    expect(detector.state).toBe('confirmed')
  })
})

it('gives a long incident up for unknown when nobody says anything for weeks', () => {
  const detector = silent()
  const changes = speak(detector, detector.at, START + 22 * DAY_MS, usual, 5)
  expect(changes.map(({ type, to }) => [type, to])).toEqual([['resolved', 'unknown']])
})

it('takes a night for no end, and a fall by day for one before it is all quiet', () => {
  const detector = healthy()
  const end = START + 6 * HOUR_MS
  speak(detector, START, end, () => 2_000, 2)
  // Half as many every half hour.
  const fall = (at: number) => usual(at) + 2_000 * 2 ** (-(at - end) / (30 * MINUTE_MS))
  const calm = end + 3 * HOUR_MS
  const changes = speak(detector, end, end + 5 * HOUR_MS, fall, 3)
  expect(types(changes)).toEqual(['recovering', 'resolved'])
  expect(changes[0]!.at).toBeGreaterThan(end + 30 * MINUTE_MS)
  expect(changes[0]!.at).toBeLessThan(calm)
  // Near normal for a tenth of its length, and at least a quarter of an hour.
  expect(changes[1]!.at - changes[0]!.at).toBeGreaterThan(15 * MINUTE_MS)
})

it('says `recovering` of a lull that ends, and takes it back', () => {
  const detector = healthy()
  speak(detector, START, START + 3 * HOUR_MS, () => 2_000, 2)
  const lull = speak(detector, START + 3 * HOUR_MS, START + 3.5 * HOUR_MS, usual, 3)
  expect(types(lull)).toEqual(['recovering'])
  expect(types(speak(detector, START + 3.5 * HOUR_MS, START + 6 * HOUR_MS, () => 2_000, 4))).toEqual(['relapsed'])
})

it('lets go of what echo keeps up once the outage is over', () => {
  const detector = healthy()
  const end = START + 3 * HOUR_MS
  const shown = (at: number) => (detector.state === 'ok' ? 1 : 5) * usual(at)
  speak(detector, START, end, () => 4_000, 2)
  const changes: Change[] = []
  for (let at = end; at < end + 4 * HOUR_MS; at += MINUTE_MS) {
    changes.push(...speak(detector, at, at + MINUTE_MS, shown, at))
  }
  expect(types(changes)).toEqual(['recovering', 'resolved'])
  expect(of(changes, 'resolved')!.at - end).toBeLessThan(2 * HOUR_MS)
})

it('goes on while an independent probe fails, however quiet it is', () => {
  const detector = healthy()
  const end = START + 2 * HOUR_MS
  speak(detector, START, end, () => 2_000, 2)
  const changes: Change[] = []
  detector.probe({ at: end - MINUTE_MS, network: 'as1', outcome: 'up' })
  for (let at = end; at < end + 3 * HOUR_MS; at += MINUTE_MS) {
    detector.probe({ at, network: 'as1', outcome: 'failed' })
    changes.push(...speak(detector, at, at + MINUTE_MS, usual, at))
  }
  expect(changes).toEqual([])
  expect(detector.state).toBe('confirmed')
})

it('lets a suspicion go that chance rang, and hears a real crowd after it', () => {
  const detector = restoreDetector(seasoned(28, 1).snapshot())!
  const start = detector.at + 12 * HOUR_MS
  for (let n = 0; n < 20; n += 1) detector.hear(problem(start + n * 1_000))
  const rang = detector.advance(start + DAY_MS)
  expect(types(rang)).toEqual(['suspected', 'faded'])
  expect(rang[1]!.at - rang[0]!.at).toBeLessThan(3 * HOUR_MS)
  const again = start + DAY_MS
  for (let n = 0; n < 200; n += 1) detector.hear(problem(again + n * 1_000))
  expect(types(detector.advance(again + 10 * MINUTE_MS))).toEqual(['suspected', 'confirmed'])
})
