import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import type { Change } from '../../server/detect/change.ts'
import type { Detector } from '../../server/detect/detector.ts'
import { type Piece, poissonProcess, type Random } from './draw.ts'
import { learntDetectors } from './learnt.ts'

/** A rise of this much at its height; `rampMs`: it gets there in a straight line, 0: at once. */
export type Rise = { surgePerMinute: number; rampMs: number }
export type StartJob = {
  perHour: number
  rises: Rise[]
  trials: number
  histories: number
  moments: number
  seed: number
}
/** What was said of one beginning: the first word of it, and the last. Milliseconds; `error` is signed, late is positive. */
export type Said = { rise: Rise; first: Estimate; last: Estimate }
export type Estimate = { covers: boolean; widthMs: number; errorMs: number }
export type StartResult = { said: Said[]; unfound: number }

/** Usual voices before the rise. */
const BEFORE_MS = HOUR_MS
/** A rise that is not found by then is not found; what is said of one that is found is followed for so long. */
const LONGEST_MS = 6 * HOUR_MS
const FOLLOWED_MS = HOUR_MS
/** A ramp is drawn as so many steps. */
const RAMP_STEPS = 30

/** Rises of all sizes in front of a detector that has learnt this usual rate. */
export function measureStarts({ perHour, rises, trials, histories, moments, seed }: StartJob): StartResult {
  const begin = Array.from({ length: histories }, (_, i) => learntDetectors(perHour, seed + i + 1, moments)).flat()
  const random = createRandom(seed)
  const result: StartResult = { said: [], unfound: 0 }
  for (const rise of begin.length > 0 ? rises : []) {
    for (let trial = 0; trial < trials; trial += 1) {
      const detector = begin[trial % begin.length]!()
      const startedAt = detector.at + BEFORE_MS + Math.floor(random() * MINUTE_MS)
      const changes = follow(detector, random, perHour, startedAt, rise)
      const [first, last] = [changes[0], changes.at(-1)]
      if (first && last) result.said.push({ rise, first: judge(first, startedAt), last: judge(last, startedAt) })
      else result.unfound += 1
    }
  }
  return result
}

export function judge(
  { startedAt, startedBetween: [from, to] }: Pick<Change, 'startedAt' | 'startedBetween'>,
  truth: number,
) {
  return { covers: from <= truth && truth <= to, widthMs: to - from, errorMs: startedAt - truth }
}

/** Changes that tell of the rise, up to the last within an hour of the first. */
function follow(detector: Detector, random: Random, perHour: number, startedAt: number, rise: Rise): Change[] {
  const end = startedAt + LONGEST_MS
  const changes: Change[] = []
  const voices = poissonProcess(random, [
    { from: detector.at, to: startedAt, perHour },
    ...toPieces(startedAt, end, perHour, rise),
  ])
  let next = 0
  while (detector.at < end && detector.at < (changes[0]?.at ?? end) + FOLLOWED_MS) {
    const to = detector.at + MINUTE_MS
    for (; next < voices.length && voices[next]! < to; next += 1)
      detector.hear({ at: voices[next]!, answer: 'problem' })
    changes.push(...detector.advance(to).filter((change) => change.to === 'suspected' || change.to === 'confirmed'))
    // What was said before the rise is not about it.
    if (changes[0] && changes[0].at < startedAt) return []
  }
  return changes
}

export function toPieces(from: number, to: number, perHour: number, { surgePerMinute, rampMs }: Rise): Piece[] {
  const surge = 60 * surgePerMinute
  const pieces = Array.from({ length: rampMs > 0 ? RAMP_STEPS : 0 }, (_, i) => ({
    from: from + (i / RAMP_STEPS) * rampMs,
    to: from + ((i + 1) / RAMP_STEPS) * rampMs,
    perHour: perHour + (surge * (i + 0.5)) / RAMP_STEPS,
  }))
  return [...pieces, { from: from + rampMs, to, perHour: perHour + surge }]
}
