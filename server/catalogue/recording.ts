import { readFileSync } from 'node:fs'
import { bucketStart, MINUTE_MS } from '../../shared/time.ts'

const FILE = new URL('./recordings/outage-2019-07-03.csv', import.meta.url)
const WIDTH_MS = 20 * MINUTE_MS
const SEED = 20190703

/** `counts`: reports of each provider, in the order of `providers`; null: the source has no value. */
export type Recording = {
  providers: readonly string[]
  from: number
  to: number
  buckets: readonly { at: number; counts: readonly (number | null)[] }[]
}
export type RecordedVoice = { provider: string; at: number }
export type RecordedMinute = { provider: string; minute: number; problems: number }

/** The outage of 3 July 2019 with the five weeks before it; its source is named in recordings/README.md. */
export function readRecording(): Recording {
  const [head, ...lines] = readFileSync(FILE, 'utf8').trim().split('\n')
  const providers = head!.split(',').slice(1)
  const buckets = lines.map((line) => {
    const [start, ...counts] = line.split(',')
    return { at: Date.parse(start!.replace('Z', ':00Z')), counts: counts.map((n) => (n === '' ? null : Number(n))) }
  })
  return { providers, from: buckets[0]!.at, to: buckets.at(-1)!.at + WIDTH_MS, buckets }
}

/**
 * Every report of [from, to) in order of time, spread at random inside its bucket. A bucket is always spread the same way,
 * whatever the range, so that a history and a replay fit together.
 */
export function recordedVoices(recording: Recording, range: { from: number; to: number }): RecordedVoice[] {
  const voices: RecordedVoice[] = []
  for (const { at, counts } of recording.buckets) {
    if (at + WIDTH_MS <= range.from || at >= range.to) continue
    for (const [i, provider] of recording.providers.entries()) {
      const random = createRandom(SEED ^ Math.imul(at / WIDTH_MS, 31 + i))
      for (let n = counts[i] ?? 0; n > 0; n -= 1) {
        const voice = { provider, at: at + Math.floor(random() * WIDTH_MS) }
        if (voice.at >= range.from && voice.at < range.to) voices.push(voice)
      }
    }
  }
  return voices.toSorted((a, b) => a.at - b.at)
}

/** The same reports by the minute, for a history; minutes without any are left out. */
export function recordedMinutes(recording: Recording, range: { from: number; to: number }): RecordedMinute[] {
  const minutes = new Map<string, RecordedMinute>()
  for (const { provider, at } of recordedVoices(recording, range)) {
    const minute = bucketStart(at)
    const key = `${provider} ${minute}`
    const found = minutes.get(key)
    if (found) found.problems += 1
    else minutes.set(key, { provider, minute, problems: 1 })
  }
  return [...minutes.values()]
}

/** Mulberry32: small, even enough for this, and the same on every machine. Gives [0, 1). */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
