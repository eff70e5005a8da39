import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PATIENCE_BEATS, startPulse, type Line } from './pulse.ts'

const BEAT_MS = 1_000
const lines: { asked: number; cut: boolean }[] = []
const silences: boolean[] = []
/** What the database does when it is asked. */
let mood: 'answers' | 'refuses' | 'stands still' = 'answers'

const open = (): Line => {
  const line = { asked: 0, cut: false }
  lines.push(line)
  const ask = () => {
    line.asked++
    if (mood === 'answers') return Promise.resolve()
    return mood === 'refuses' ? Promise.reject(new Error('refused')) : new Promise(() => {})
  }
  return { ask, cut: () => (line.cut = true) }
}
let pulse: ReturnType<typeof startPulse>
const beats = (n: number) => vi.advanceTimersByTimeAsync(n * BEAT_MS)

beforeEach(() => {
  vi.useFakeTimers()
  lines.length = silences.length = 0
  mood = 'answers'
  pulse = startPulse({ open, silent: (first) => silences.push(first), beatMs: BEAT_MS })
})
afterEach(() => {
  pulse.close()
  vi.useRealTimers()
})

describe('the pulse', () => {
  it('asks on one line as long as there are answers', async () => {
    await beats(100)
    expect(lines).toEqual([{ asked: 100, cut: false }])
    expect(silences).toEqual([])
  })

  it.each(['stands still', 'refuses'] as const)('tells on every beat of a database that %s', async (how) => {
    await beats(1)
    mood = how
    await beats(PATIENCE_BEATS - 1)
    expect(silences).toEqual([])
    await beats(3)
    expect(silences).toEqual([true, false, false])
    expect(lines.map((line) => line.cut)).toEqual([true, false])
  })

  it('is content with the first answer', async () => {
    mood = 'stands still'
    await beats(PATIENCE_BEATS)
    mood = 'answers'
    await beats(PATIENCE_BEATS) // The line opened last was asked before: it is opened anew after the same patience.
    const told = silences.length
    await beats(3 * PATIENCE_BEATS)
    expect(silences).toHaveLength(told)
    mood = 'stands still'
    await beats(PATIENCE_BEATS + 1)
    expect(silences.slice(told)[0]).toBe(true)
  })

  it('ends', async () => {
    pulse.close()
    mood = 'stands still'
    await beats(2 * PATIENCE_BEATS)
    expect(lines).toEqual([{ asked: 0, cut: true }])
    expect(silences).toEqual([])
  })
})
