import { expect, it } from 'vitest'
import { readRecording, recordedVoices } from '../catalogue/recording.ts'
import type { Change } from './change.ts'
import { createDetector } from './detector.ts'
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
