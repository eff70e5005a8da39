import { expect, it } from 'vitest'
import { readRecording, recordedMinutes, recordedVoices } from './recording.ts'

const recording = readRecording()
const noon = Date.UTC(2019, 6, 3, 12)

it('holds six providers from 29 May to 4 July 2019', () => {
  expect(recording.providers).toEqual([
    'facebook',
    'instagram',
    'whatsapp',
    'facebook-messenger',
    'twitter',
    'snapchat',
  ])
  expect(new Date(recording.from).toISOString()).toBe('2019-05-29T00:00:00.000Z')
  expect(new Date(recording.to).toISOString()).toBe('2019-07-05T00:00:00.000Z')
})

it('spreads a bucket the same way whatever the range, and loses nobody', () => {
  const whole = recordedVoices(recording, { from: recording.from, to: recording.to })
  const total = recording.buckets.flatMap((b) => b.counts).reduce<number>((sum, n) => sum + (n ?? 0), 0)
  expect(whole).toHaveLength(total)
  const middle = noon + 7 * 60_000
  const halves = [
    ...recordedVoices(recording, { from: recording.from, to: middle }),
    ...recordedVoices(recording, { from: middle, to: recording.to }),
  ]
  expect(halves).toEqual(whole)
})

it('counts the same voices by the minute', () => {
  const range = { from: noon, to: noon + 2 * 3_600_000 }
  const minutes = recordedMinutes(recording, range)
  expect(minutes.reduce((sum, m) => sum + m.problems, 0)).toBe(recordedVoices(recording, range).length)
  expect(minutes.every((m) => m.minute % 60_000 === 0)).toBe(true)
})
