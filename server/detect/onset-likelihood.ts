import { MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { SURGES_PER_MINUTE } from './rule.ts'

/** Voices of an instant, or evenly of the `lengthMs` from it on, as they weigh, with what is usual then (voices an hour). */
export type Heard = { at: number; lengthMs?: number; weight: number; ratePerHour: number }
export type Span = { from: number; now: number }

/** How long a rise takes to its height, in a straight line, and how likely that is: recorded ones take 15, 30, 165 minutes (10, 50, 90 %). */
const SHAPES = [
  { rampMs: 0, logPrior: Math.log(0.4) },
  ...[4, 8, 16, 32, 64, 128].map((minutes) => ({ rampMs: minutes * MINUTE_MS, logPrior: Math.log(0.1) })),
]
/** Surges are tried twice as fine as the alarm listens for them. */
const RATIO = Math.sqrt(2.5)
/** A ramp is a staircase: each stair this much higher than the one before, the last its height. */
const STAIRS = 10
const SURGES = 2 * SURGES_PER_MINUTE.length - 1
const LEVELS = Array.from({ length: STAIRS + SURGES }, (_, i) => SURGES_PER_MINUTE[0]! * RATIO ** (i - STAIRS))
/** Where a ramp passes from the stair below to this one, as a share of its length; 0: its beginning. */
const PASSES = Array.from({ length: STAIRS + 1 }, (_, i) => (i === STAIRS ? 0 : (RATIO ** -i + RATIO ** -(i + 1)) / 2))
/** What is so many nats less likely makes no difference. */
const NEVER = 30

/** The logarithm of how likely a beginning is, up to a constant. */
export function logPosterior(
  voices: readonly Heard[],
  { from, now }: Span,
  tempers: readonly number[],
): (at: number) => number {
  // Where the usual is more than a voice a second, surges are in its measure.
  const scale = Math.max(1, (voices.at(-1)?.ratePerHour ?? 0) / 3_600)
  const said = saidBefore(voices, scale)
  const placeOf = placing(voices, from, now)
  const temperOf = Array.from({ length: SURGES }, (_, k) => {
    const [low, high] = [tempers[k >> 1]!, tempers[(k + 1) >> 1]!]
    return (low + high) / 2
  })
  const perMs = LEVELS.slice(STAIRS).map((level) => (level * scale) / MINUTE_MS)
  const gains = new Float64Array(SURGES)
  const logs = new Float64Array(SHAPES.length * SURGES)

  return (begin) => {
    let most = -Infinity
    for (const [shape, { rampMs, logPrior }] of SHAPES.entries()) {
      gains.fill(0)
      // What the ramp brings, in the time its height would take to bring it.
      let time = 0
      let to = now
      let high = voices.length
      for (let stair = 0; stair <= STAIRS && to > begin; stair += 1) {
        const since = Math.min(now, begin + rampMs * (rampMs === 0 ? 0 : PASSES[stair]!))
        if (since >= to) continue
        const low = placeOf(since)
        addGains(gains, said, STAIRS - stair, low, high)
        time += (to - since) * RATIO ** -stair
        to = since
        high = low
      }
      for (let k = 0; k < SURGES; k += 1) {
        const log = logPrior + temperOf[k]! * (gains[k]! - perMs[k]! * time)
        logs[shape * SURGES + k] = log
        if (log > most) most = log
      }
    }
    let likely = 0
    for (const log of logs) if (log > most - NEVER) likely += Math.exp(log - most)
    return most + Math.log(likely)
  }
}

/** What the voices before each one, and all of them, say for each level: rows of LEVELS. */
function saidBefore(voices: readonly Heard[], scale: number): Float64Array {
  const said = new Float64Array((voices.length + 1) * LEVELS.length)
  let rate = -1
  let perVoice: number[] = []
  let at = 0
  for (const { weight, ratePerHour } of voices) {
    if (ratePerHour !== rate) {
      rate = ratePerHour
      const usual = Math.max(1e-9, rate / 60)
      perVoice = LEVELS.map((level) => Math.log1p((level * scale) / usual))
    }
    for (let level = 0; level < LEVELS.length; level += 1, at += 1) {
      said[at + LEVELS.length] = said[at]! + weight * perVoice[level]!
    }
  }
  return said
}

/** For each surge, what was said between two places at its level of this stair. */
function addGains(gains: Float64Array, said: Float64Array, offset: number, low: number, high: number): void {
  add(gains, said, offset, high, 1)
  add(gains, said, offset, low, -1)
}

function add(gains: Float64Array, said: Float64Array, offset: number, place: number, sign: number): void {
  const row = Math.floor(place) * LEVELS.length + offset
  const share = place % 1
  if (share === 0) for (let k = 0; k < SURGES; k += 1) gains[k]! += sign * said[row + k]!
  else {
    for (let k = 0; k < SURGES; k += 1) {
      const here = said[row + k]!
      gains[k]! += sign * (here + share * (said[row + k + LEVELS.length]! - here))
    }
  }
}

/** How many voices (cells and a part of one) lie before an instant. */
function placing(voices: readonly Heard[], from: number, now: number): (at: number) => number {
  const seconds = Math.max(0, Math.ceil((now - from) / SECOND_MS)) + 1
  /** The first voice at or after each second. */
  const firsts = new Int32Array(seconds + 1)
  let next = 0
  for (let second = 0; second <= seconds; second += 1) {
    while (next < voices.length && voices[next]!.at < from + second * SECOND_MS) next += 1
    firsts[second] = next
  }
  return (at) => {
    let place = firsts[Math.min(seconds, Math.max(0, Math.floor((at - from) / SECOND_MS)))]!
    // One that began in the second before may reach into this one.
    if (place > 0 && voices[place - 1]!.at + (voices[place - 1]!.lengthMs ?? 0) > at) place -= 1
    for (; place < voices.length; place += 1) {
      const { at: start, lengthMs = 0 } = voices[place]!
      if (start >= at) return place
      if (start + lengthMs > at) return place + (at - start) / lengthMs
    }
    return place
  }
}
