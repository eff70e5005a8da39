import { expect, it } from 'vitest'
import { UNNAMED_PAGE } from '../../shared/report.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { createRandom } from '../catalogue/recording.ts'
import { daily, MONDAY, seasoned, speak, types } from '../test/spoken.ts'
import type { Change } from './change.ts'
import { restoreDetector, type createDetector } from './detector.ts'
import { ECHO_HOSTS, PressEcho } from './press-echo.ts'
import { AMPLIFIED_MS, AMPLIFIED_VOICES } from './rule.ts'

type Detector = ReturnType<typeof createDetector>
const start = MONDAY + 40 * DAY_MS + 10 * HOUR_MS
const PAPER = 'paper.example'

/** Knows the page for longer than four weeks: without this rule its readers could open an incident by themselves. */
function known(usual = 20): Detector {
  const detector = seasoned(5, usual)
  const from = MONDAY + 5 * DAY_MS
  detector.hear({ at: from + HOUR_MS, answer: 'problem', host: PAPER })
  speak(detector, from, start, (at) => usual * daily(at), 8)
  return detector
}

/** So many voices a minute, the share of them through the page, each from a network of its own. */
function crowd(detector: Detector, from: number, to: number, perMinute: number, share: number, seed = 1): Change[] {
  const random = createRandom(seed)
  const changes: Change[] = []
  let n = 0
  for (let at = from; at < to; at += MINUTE_MS / perMinute) {
    n += 1
    const host = random() < share ? PAPER : undefined
    detector.hear({ at, answer: 'problem', network: `${seed}n${n}`, reporter: `${seed}r${n}`, host })
    changes.push(...detector.advance(at + SECOND_MS))
  }
  return changes
}

it('hears a page that brings most of the complaints of ten minutes, and no longer', () => {
  const echo = new PressEcho()
  for (let i = 1; i < AMPLIFIED_VOICES; i += 1) expect(echo.hear({ at: start + i, host: PAPER })).toBe(false)
  expect(echo.hear({ at: start + MINUTE_MS, host: PAPER })).toBe(true)
  expect(echo.loudest(start + MINUTE_MS)).toEqual({ host: null, share: 1, others: 0 })
  // 6 of 10 are not more than 60 %.
  for (let i = 0; i < 4; i += 1) expect(echo.hear({ at: start + MINUTE_MS + i })).toBe(false)
  expect(echo.hear({ at: start + 2 * MINUTE_MS, host: PAPER })).toBe(false)
  expect(echo.hear({ at: start + 2 * MINUTE_MS, host: PAPER })).toBe(true)
  expect(echo.loudest(start + AMPLIFIED_MS + 3 * MINUTE_MS)).toBeUndefined()
})

it('tells so many pages of a minute apart, and survives being written down', () => {
  const echo = new PressEcho()
  for (let i = 0; i < 2 * ECHO_HOSTS; i += 1) echo.hear({ at: start, host: `invented-${i}.example` })
  const state = JSON.parse(JSON.stringify(echo.state()))
  expect(state.minutes[0][1]).toBe(2 * ECHO_HOSTS)
  expect(state.minutes[0][2].length).toBe(ECHO_HOSTS)
  expect(new PressEcho(state).state()).toEqual(echo.state())
})

it('raises no state on the readers of one page, however many, and does where nobody brought them', () => {
  const plain = known()
  expect(types(crowd(plain, start, start + 30 * MINUTE_MS, 20, 0))).toEqual(['suspected', 'confirmed'])
  const loud = known()
  expect(types(crowd(loud, start, start + 30 * MINUTE_MS, 20, 0.97))).toEqual([])
  expect(loud.state).toBe('ok')
})

it('takes pages that are not named for one, and names it nowhere', () => {
  const detector = known()
  detector.hear({ at: start - 30 * DAY_MS, answer: 'problem', host: UNNAMED_PAGE })
  const unnamed = (at: number, n: number) =>
    detector.hear({ at, answer: 'problem', network: `u${n}`, reporter: `u${n}`, host: UNNAMED_PAGE })
  const changes: Change[] = []
  for (let n = 0; n < 300; n += 1) {
    const at = start + n * 5 * SECOND_MS
    unnamed(at, n)
    changes.push(...detector.advance(at + SECOND_MS))
  }
  expect(changes).toEqual([])
  const [first] = crowd(detector, start + 25 * MINUTE_MS, start + 35 * MINUTE_MS, 8, 0, 5)
  expect(first?.type).toBe('suspected')
  expect(first?.evidence.amplified?.host).toBeNull()
})

it('still finds an outage of which one page brings most, on the voices of the others', () => {
  const detector = known()
  const changes = crowd(detector, start, start + 30 * MINUTE_MS, 40, 0.75)
  expect(types(changes)).toContain('suspected')
  expect(changes[0]!.evidence.amplified?.host).toBe(PAPER)
  expect(changes[0]!.evidence.amplified?.share).toBeGreaterThan(0.6)
})

it('makes no crowd of a page’s readers and a few networks beside them', () => {
  const beside = (networks: number) => {
    const detector = known(4)
    const changes: Change[] = []
    for (let n = 0; n < 600; n += 1) {
      const at = start + n * 2 * SECOND_MS
      detector.hear({ at, answer: 'problem', network: `p${n}`, reporter: `p${n}`, host: PAPER })
      if (n % 7 === 0) detector.hear({ at, answer: 'problem', network: `a${n % networks}`, reporter: `a${n}` })
      changes.push(...detector.advance(at + SECOND_MS))
    }
    return types(changes)
  }
  expect(beside(5)).toEqual([])
  expect(beside(11)).toEqual(['suspected'])
  expect(beside(10_000)).toEqual(['suspected', 'confirmed'])
})

it('confirms no suspicion on one page that then becomes loud', () => {
  const detector = known(4)
  const through = start + 2 * MINUTE_MS
  expect(types(crowd(detector, start, through, 4.5, 0))).toEqual(['suspected'])
  const sent = restoreDetector(JSON.parse(JSON.stringify(detector.snapshot())))!
  expect(types(crowd(detector, through, through + 10 * MINUTE_MS, 60, 0, 2))).toEqual(['confirmed'])
  expect(types(crowd(sent, through, through + 10 * MINUTE_MS, 60, 0.99, 2))).toEqual([])
  expect(sent.state).toBe('suspected')
})

it('goes on as usual after the page has gone', () => {
  const detector = known()
  crowd(detector, start, start + 30 * MINUTE_MS, 20, 0.97)
  const later = start + 12 * HOUR_MS
  expect(types(speak(detector, start + 30 * MINUTE_MS, later, (at) => 20 * daily(at), 3))).toEqual([])
  expect(types(crowd(detector, later, later + 20 * MINUTE_MS, 20, 0, 4))).toContain('confirmed')
})
