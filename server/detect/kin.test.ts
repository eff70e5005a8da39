import { expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createRandom, readRecording, recordedVoices } from '../catalogue/recording.ts'
import type { Change } from './change.ts'
import { seasoned, problem } from '../test/spoken.ts'
import { createDetector, restoreDetector } from './detector.ts'
import { createSite } from './site.ts'

// 3 July 2019 once more: four services of one operator, with five weeks of history each. Nothing of the rule is tuned to it.
const recording = readRecording()
const noon = Date.UTC(2019, 6, 3, 12)
const end = Date.UTC(2019, 6, 3, 18)
const FAMILY = ['facebook', 'instagram', 'whatsapp', 'facebook-messenger']

/** When each was first suspected that afternoon. */
function suspected(families: string[][]): Map<string, number> {
  const voices = recordedVoices(recording, { from: recording.from, to: end })
  const site = createSite({ relations: { families, depends: [] } })
  const members = recording.providers.map((key) => {
    const detector = createDetector({ startAt: recording.from })
    for (const voice of voices) if (voice.provider === key) detector.hear({ at: voice.at, answer: 'problem' })
    return {
      key,
      detector,
      advance: (to: number, view: Parameters<typeof detector.advance>[1]) => detector.advance(to, view),
    }
  })
  const first = new Map<string, number>()
  for (const { key, change } of site.advance<Change>(end, members)) {
    if (change.type === 'suspected' && change.at >= noon && !first.has(key)) first.set(key, change.at)
  }
  return first
}

it('hears the second of an operator sooner than it would hear it alone, the first no sooner, and nobody else', () => {
  const [apart, together] = [suspected([]), suspected([FAMILY])]
  const instants = FAMILY.map((key) => ({ apart: apart.get(key)!, together: together.get(key)! }))
  const [first, ...others] = instants.toSorted((a, b) => a.together - b.together)
  expect(first!.together).toBe(first!.apart)
  expect(others.filter((one) => one.together > one.apart)).toEqual([])
  expect(instants.filter((one) => one.together < one.apart).length).toBeGreaterThanOrEqual(2)
  expect(together.get('snapchat')).toEqual(apart.get('snapchat'))
  expect(together.get('twitter')).toEqual(apart.get('twitter'))
})

// Two services of one operator, and a sparse one whose name is like theirs; each heard for two weeks. Rates: voices an hour, from midnight on.
const CALM = new Map([
  ['mail', seasoned(14, 4).snapshot()],
  ['post', seasoned(14, 4).snapshot()],
  ['sealed', seasoned(14, 0.4).snapshot()],
])
const NIGHT = CALM.get('mail')!.at
type Rates = Record<string, (hour: number) => number>

function play(rates: Rates, hours: number, families: string[][] = [[...CALM.keys()]]) {
  const site = createSite({ relations: { families, depends: [] } })
  const members = [...CALM].map(([key, snapshot], i) => {
    const detector = restoreDetector(snapshot)!
    const random = createRandom(5 + i)
    for (let minute = 0; minute < hours * 60; minute += 1)
      for (let left = rates[key]!(minute / 60) / 60 + Math.log(1 - random()); left > 0; left += Math.log(1 - random()))
        detector.hear(problem(NIGHT + minute * MINUTE_MS + Math.floor(random() * MINUTE_MS)))
    return {
      key,
      detector,
      advance: (to: number, view: Parameters<typeof detector.advance>[1]) => detector.advance(to, view),
    }
  })
  const changes = site.advance<Change>(NIGHT + hours * HOUR_MS, members)
  return { changes, detectors: new Map(members.map(({ key, detector }) => [key, detector])) }
}
const from =
  (hour: number, perHour: number, before = 0) =>
  (at: number) =>
    at < hour ? before : perHour

it('calls what one operator runs one group, though the second was noticed in the morning only', () => {
  const rates = { mail: from(1, 900), post: from(8, 600), sealed: from(0, 0) }
  const { detectors } = play(rates, 10)
  expect(detectors.get('mail')!.cause).toMatchObject({ kind: 'group', of: ['post'] })
  expect(detectors.get('post')!.cause).toMatchObject({ kind: 'group', of: ['mail'] })
  const apart = play(rates, 10, []).detectors
  expect(['mail', 'post'].map((key) => apart.get(key)!.cause!.kind)).toEqual(['own', 'own'])
})

it('is no group with what began the day before', () => {
  const { detectors } = play({ mail: from(1, 900), post: from(15, 600), sealed: from(0, 0) }, 17)
  expect(detectors.get('post')!.state).toBe('confirmed')
  expect(detectors.get('post')!.cause!.kind).toBe('own')
})

it('expects some to press the wrong button while a sister fails, and hears it when more do', () => {
  const sister = from(1, 1200)
  const of = (perHour: number, families?: string[][]) => {
    const { changes } = play({ mail: sister, post: from(0, 0), sealed: from(3, perHour) }, 9, families)
    return changes.filter(({ key }) => key === 'sealed').map(({ change }) => change.type)
  }
  expect(of(5)).toEqual([])
  expect(of(5, [])).toContain('suspected')
  expect(of(60)).toContain('confirmed')
})
