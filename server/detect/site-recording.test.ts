import { beforeAll, expect, it } from 'vitest'
import { readRecording, recordedVoices } from '../catalogue/recording.ts'
import type { Change } from './change.ts'
import { createDetector, type Detector } from './detector.ts'
import { createSite, type Member } from './site.ts'

// 3 July 2019 with what was known then: four of the six are run by one operator. Nothing of the rule is tuned to it.
const FAMILY = ['facebook', 'facebook-messenger', 'instagram', 'whatsapp']
const recording = readRecording()
const noon = Date.UTC(2019, 6, 3, 12)
const end = Date.UTC(2019, 6, 4, 4)
const detectors = new Map<string, Detector>()
const day: { key: string; change: Change }[] = []

beforeAll(() => {
  const site = createSite({ relations: { families: [FAMILY], depends: [] } })
  const voices = new Map<string, number[]>(recording.providers.map((key) => [key, []]))
  for (const { provider, at } of recordedVoices(recording, { from: recording.from, to: end }))
    voices.get(provider)!.push(at)
  const members = recording.providers.map((key): Member<Change> => {
    const detector = createDetector({ startAt: recording.from })
    detectors.set(key, detector)
    for (const at of voices.get(key)!) detector.hear({ at, answer: 'problem' })
    return { key, detector, advance: (to, view) => detector.advance(to, view) }
  })
  site.advance(noon, members)
  day.push(...site.advance(end, members))
}, 120_000)

const of = (key: string) => day.filter((one) => one.key === key).map(({ change }) => change)

it.each(FAMILY)('confirms %s, and holds it back for none of its sisters', (key) => {
  expect(of(key).filter(({ type }) => type === 'confirmed').length).toBe(1)
  expect(of(key).map(({ cause }) => cause.kind)).not.toContain('collateral')
})

it('tells of one group of one operator', () => {
  for (const key of FAMILY) {
    const group = of(key).findLast(({ cause }) => cause.kind === 'group')?.cause
    expect(group, key).toBeDefined()
    for (const other of group!.of) expect(FAMILY.filter((name) => name !== key)).toContain(other)
  }
})

it('makes neither Twitter nor Snapchat one of them', () => {
  for (const key of ['twitter', 'snapchat']) expect(of(key).map(({ cause }) => cause.kind)).not.toContain('group')
  expect(of('snapchat')).toEqual([])
})
