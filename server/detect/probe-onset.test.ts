import { describe, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { problem, seasoned } from '../test/spoken.ts'
import type { Change } from './change.ts'
import { type Detector, restoreDetector } from './detector.ts'
import type { HeardProbe } from './voice.ts'

// Two places ask every two minutes, the second half a minute after the first. 14 days at 4 an hour, at ten in the morning.
//
//   a:  up  .  up  .  up  .  FAILED ...
//   b:   up  .  up  .  up  .  FAILED ...
//                      ^last  ^first            (START)
const CALM = seasoned(14, 4).snapshot()
const START = CALM.at + 10 * HOUR_MS
const EVERY = 2 * MINUTE_MS
const SHIFT = 30 * SECOND_MS
const LAST_UP = START - EVERY + SHIFT

function quiet(): Detector {
  const detector = restoreDetector(CALM)!
  ask(detector, START - 40 * MINUTE_MS, START, 'up')
  return detector
}

function ask(detector: Detector, from: number, to: number, outcome: HeardProbe['outcome']): Change[] {
  const changes: Change[] = []
  for (let at = from; at < to; at += EVERY) {
    for (const [network, when] of [
      ['a', at],
      ['b', at + SHIFT],
    ] as const) {
      changes.push(...detector.advance(when))
      detector.probe({ at: when, network, outcome })
    }
  }
  return [...changes, ...detector.advance(to)]
}

const began = (changes: Change[]) => {
  const [{ startedAt, startedBetween } = { startedAt: 0, startedBetween: [0, 0] }] = changes
  return { startedAt, startedBetween }
}

describe('what probes alone have found', () => {
  it('began after the last of them that was answered, and before the first that was not', () => {
    const changes = ask(quiet(), START, START + 20 * MINUTE_MS, 'failed')
    expect(changes.map(({ type }) => type)).toEqual(['suspected', 'confirmed'])
    expect(began(changes)).toEqual({ startedAt: (LAST_UP + START) / 2, startedBetween: [LAST_UP, START] })
  })

  it('began then whoever speaks of it later', () => {
    const detector = quiet()
    ask(detector, START, START + 20 * MINUTE_MS, 'failed')
    for (let n = 0; n < 200; n += 1) detector.hear(problem(detector.at + n * 2 * SECOND_MS, `n${n}`))
    const changes = ask(detector, detector.at, detector.at + 20 * MINUTE_MS, 'failed')
    expect(changes.map(({ type }) => type)).toEqual(['heard'])
    expect(began(changes)).toEqual({ startedAt: (LAST_UP + START) / 2, startedBetween: [LAST_UP, START] })
  })

  it('did not begin when one place alone began to fail, hours before', () => {
    const detector = quiet()
    for (let at = START; at < START + 10 * HOUR_MS; at += EVERY) {
      detector.probe({ at, network: 'a', outcome: 'failed' })
      detector.probe({ at: at + SHIFT, network: 'b', outcome: 'up' })
      detector.advance(at + EVERY)
    }
    expect(detector.state).toBe('ok')
    const later = detector.at
    const changes = ask(detector, later, later + 20 * MINUTE_MS, 'failed')
    expect(began(changes).startedBetween).toEqual([later - EVERY + SHIFT, later + SHIFT])
  })

  it('began before that where many spoke while probes were still answered, though of too few networks to say so alone', () => {
    const detector = quiet()
    for (let n = 0; n < 60; n += 1) detector.hear(problem(START + n * 5 * SECOND_MS, `n${n % 5}`))
    const failsAt = START + 6 * MINUTE_MS
    expect(ask(detector, START, failsAt, 'up')).toEqual([])
    const { startedAt, startedBetween } = began(ask(detector, failsAt, failsAt + 20 * MINUTE_MS, 'failed'))
    const lastUp = failsAt - EVERY + SHIFT
    expect([startedAt < lastUp, startedBetween[0] < lastUp]).toEqual([true, true])
  })
})
