import { beforeAll, expect, it } from 'vitest'
import { readRecording, recordedVoices } from '../catalogue/recording.ts'
import type { Change } from './change.ts'
import { createDetector, type Detector } from './detector.ts'

// The real thing: five weeks of history, then 3 July 2019 from 12:00 to 04:00 on the 4th. Nothing of the rule is tuned to it.
const recording = readRecording()
const noon = Date.UTC(2019, 6, 3, 12)
const end = Date.UTC(2019, 6, 4, 4)
const day = new Map<string, { changes: Change[]; expectedAtNoon: number; detector: Detector }>()

beforeAll(() => {
  const voices = recordedVoices(recording, { from: recording.from, to: end })
  for (const provider of recording.providers) {
    const detector = createDetector({ startAt: recording.from })
    for (const v of voices) if (v.provider === provider) detector.hear({ at: v.at, answer: 'problem' })
    detector.advance(noon)
    const expectedAtNoon = detector.usual(noon).ratePerHour / 3
    day.set(provider, { expectedAtNoon, changes: detector.advance(end), detector })
  }
})

it('does not take the outages of the history for usual: Instagram at noon is under 8 per 20 minutes', () => {
  expect(day.get('instagram')!.expectedAtNoon).toBeGreaterThan(2)
  expect(day.get('instagram')!.expectedAtNoon).toBeLessThan(8)
})

it.each(['facebook', 'instagram', 'whatsapp', 'facebook-messenger'])(
  'finds one incident of %s, and its end',
  (name) => {
    const { changes, detector } = day.get(name)!
    const of = (type: Change['type']) => changes.filter((c) => c.type === type)
    expect([of('suspected').length, of('confirmed').length, of('reopened').length, of('resolved').length]).toEqual([
      1, 1, 0, 1,
    ])
    const [confirmed] = of('confirmed')
    const [resolved] = of('resolved')
    expect(confirmed!.startedAt).toBeGreaterThanOrEqual(Date.UTC(2019, 6, 3, 12, 35))
    expect(confirmed!.startedAt).toBeLessThanOrEqual(Date.UTC(2019, 6, 3, 14, 5))
    expect(confirmed!.detectedAt).toBe(of('suspected')[0]!.at)
    // The curve fell at about 22:20.
    expect(resolved!.at).toBeGreaterThan(Date.UTC(2019, 6, 3, 22, 20))
    expect(detector.state).toBe('ok')
  },
)

it('leaves Snapchat alone, which did not fail', () => {
  expect(day.get('snapchat')).toMatchObject({ changes: [], detector: { state: 'ok' } })
})
