import { expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { problem, seasoned, types } from '../test/spoken.ts'
import type { Change } from './change.ts'
import { type Detector, restoreDetector } from './detector.ts'
import { FAILING_NATS, VERIFY_NETWORKS } from './rule.ts'
import type { HeardProbe } from './voice.ts'

// What people had said, our own probes or the operator say later: 14 days at 4 an hour, at ten in the morning.
const CALM = seasoned(14, 4).snapshot()
const START = CALM.at + 10 * HOUR_MS
const NETWORKS = ['a', 'b']
type Seen = HeardProbe['outcome'] | null

/** Minute by minute, with so many voices in each; probes bring the same from these networks, or nothing. */
function go(detector: Detector, minutes: number, { outcome = null as Seen, voices = 40, networks = NETWORKS } = {}) {
  const changes: Change[] = []
  for (let i = 0; i < minutes; i += 1) {
    const { at } = detector
    if (outcome) for (const network of networks) detector.probe({ at, network, outcome })
    for (let n = 0; n < voices; n += 1) detector.hear(problem(at + n * SECOND_MS, `n${at} ${n}`))
    changes.push(...detector.advance(at + MINUTE_MS))
  }
  return changes
}

/** Confirmed by people alone, while probes were well half an hour before. */
function confirmed(): Detector {
  const detector = restoreDetector(CALM)!
  detector.advance(START - 30 * MINUTE_MS)
  go(detector, 30, { outcome: 'up', voices: 0 })
  expect(types(go(detector, 20))).toEqual(['suspected', 'confirmed'])
  expect(detector.verified).toBe(false)
  return detector
}

it('tells that probes of two networks bear people out, with what they had, and the state stays', () => {
  const detector = confirmed()
  expect(go(detector, 5, { outcome: 'failed', networks: ['a'] })).toEqual([])
  const [change, ...more] = go(detector, 5, { outcome: 'failed' })
  expect(more).toEqual([])
  expect(change).toMatchObject({ type: 'verified', from: 'confirmed', to: 'confirmed', verified: true })
  const { score, threshold, probe_nats: nats, reporters } = change!.evidence
  expect(threshold).toBe(VERIFY_NETWORKS * FAILING_NATS)
  expect(score).toBeGreaterThan(threshold)
  expect([nats, reporters > 25]).toEqual([score, true])
  expect(detector.verified).toBe(true)
})

it('tells the same of silence, where people complain: it reaches what is asked for as well', () => {
  const [change] = go(confirmed(), 5, { outcome: 'silent' })
  expect(change).toMatchObject({ type: 'verified' })
  expect(change!.evidence.score).toBeGreaterThanOrEqual(change!.evidence.threshold)
})

it('tells the word of the operator, which is asked for no evidence', () => {
  const detector = confirmed()
  detector.notice({ at: detector.at, says: 'problem' })
  const changes = go(detector, 10)
  expect(types(changes)).toEqual(['verified'])
  expect(changes[0]!.evidence).toMatchObject({ score: 0, threshold: 0 })
})

it('is not verified before that is told, whatever was heard already', () => {
  const detector = confirmed()
  for (const network of NETWORKS) detector.probe({ at: detector.at, network, outcome: 'failed' })
  expect(detector.verified).toBe(false)
  expect(types(detector.advance(detector.at + SECOND_MS))).toEqual(['verified'])
  expect(detector.verified).toBe(true)
})

it('tells it once, however often probes change their mind and the process is restarted', () => {
  let detector = confirmed()
  const changes: Change[] = []
  for (let n = 0; n < 6; n += 1) {
    changes.push(...go(detector, 10, { outcome: n % 2 === 0 ? 'failed' : 'up' }))
    // Whoever goes on from what was written knows of it.
    detector = restoreDetector(detector.snapshot())!
  }
  expect(types(changes)).toEqual(['verified'])
})

it('does not tell what was said when it was confirmed', () => {
  const detector = restoreDetector(CALM)!
  detector.advance(START - 30 * MINUTE_MS)
  go(detector, 30, { outcome: 'up', voices: 0 })
  const changes = go(detector, 60, { outcome: 'failed' })
  expect(changes.find(({ type }) => type === 'confirmed')!.verified).toBe(true)
  expect(types(changes)).not.toContain('verified')
})

/** Until it is over, with probes that are well. */
function end(detector: Detector): void {
  for (let i = 0; detector.state !== 'ok' && i < 300; i += 1) go(detector, 1, { outcome: 'up', voices: 0 })
  expect(detector.state).toBe('ok')
}

it.each<[string, Seen, string[]]>([
  ['was not verified before', 'up', ['verified']],
  ['was verified before', 'failed', []],
])('of what is opened again and %s tells it anew: %s', (_, before, told) => {
  const detector = confirmed()
  go(detector, 5, { outcome: before })
  end(detector)
  expect(types(go(detector, 20))).toContain('reopened')
  expect(types(go(detector, 5, { outcome: 'failed' }))).toEqual(told)
})

it('tells it while reports fall', () => {
  const detector = confirmed()
  for (let i = 0; detector.state !== 'recovering' && i < 120; i += 1) go(detector, 1, { voices: 0 })
  detector.notice({ at: detector.at, says: 'problem' })
  expect(go(detector, 2, { voices: 0 })).toMatchObject([{ type: 'verified', from: 'recovering', to: 'recovering' }])
})

it('goes on from what was written before there was such a change, and does not take it for said', () => {
  const written = confirmed().snapshot()
  const { isVerified: _, ...rise } = written.standing.rise!
  const detector = restoreDetector({ ...written, standing: { ...written.standing, rise } })!
  expect(types(go(detector, 5, { outcome: 'failed' }))).toEqual(['verified'])
})
