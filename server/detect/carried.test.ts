import { expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { problem, seasoned } from '../test/spoken.ts'
import type { Change } from './change.ts'
import { type Detector, restoreDetector } from './detector.ts'
import type { HeardProbe } from './voice.ts'

// What probes have found alone, in the night: whether people say it too, and when it is over.
const CALM = seasoned(14, 4).snapshot()
const NETWORKS = ['a', 'b']

/** Minute by minute, probes from both networks bringing the same. */
function go(detector: Detector, minutes: number, outcome: HeardProbe['outcome']): Change[] {
  const changes: Change[] = []
  for (let i = 0; i < minutes; i += 1) {
    for (const network of NETWORKS) detector.probe({ at: detector.at, network, outcome })
    changes.push(...detector.advance(detector.at + MINUTE_MS))
  }
  return changes
}

/** Confirmed by probes at three in the morning, with nobody awake. */
function found(): Detector {
  const detector = restoreDetector(CALM)!
  detector.advance(CALM.at + 2 * HOUR_MS)
  go(detector, HOUR_MS / MINUTE_MS, 'up')
  const changes = go(detector, 20, 'failed')
  expect(changes.map(({ type }) => type)).toEqual(['suspected', 'confirmed'])
  expect(changes.at(-1)!.evidence.reporters).toBe(0)
  return detector
}

it('tells once when people say it as well', () => {
  const detector = found()
  for (let n = 0; n < 60; n += 1) detector.hear(problem(detector.at + n * SECOND_MS, `n${n}`))
  const changes = go(detector, 30, 'failed')
  expect(changes).toMatchObject([{ type: 'heard', from: 'confirmed', to: 'confirmed' }])
  expect(changes[0]!.evidence.reporters).toBeGreaterThan(5)
  expect(detector.testimony()).toMatchObject({ crowd: 'problem', probes: 'failing' })
})

it('says nothing of people when a crowd has found it', () => {
  const detector = restoreDetector(CALM)!
  for (let n = 0; n < 200; n += 1) detector.hear(problem(CALM.at + 10 * HOUR_MS + n * 2 * SECOND_MS, `n${n}`))
  const changes = detector.advance(CALM.at + 10.5 * HOUR_MS)
  expect(changes.map(({ type }) => type)).toEqual(['suspected', 'confirmed', 'recovering'])
})

it('ends with the probes where nobody else has spoken', () => {
  const detector = found()
  const changes = go(detector, 40, 'up')
  expect(changes.map(({ type }) => type)).toEqual(['recovering', 'resolved'])
})

it('does not end with the probes where people go on', () => {
  const detector = found()
  const changes: Change[] = []
  for (let hour = 0; hour < 2; hour += 1) {
    for (let n = 0; n < 90; n += 1) detector.hear(problem(detector.at + n * 40 * SECOND_MS, `n${hour} ${n}`))
    changes.push(...go(detector, 60, hour === 0 ? 'failed' : 'up'))
  }
  expect(changes.map(({ type }) => type)).toEqual(['heard'])
})
