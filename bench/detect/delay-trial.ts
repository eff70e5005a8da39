import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import type { Detector } from '../../server/detect/detector.ts'
import { createCusum, cusumThreshold } from '../rivals/cusum.ts'
import { poissonProcess } from './draw.ts'
import { knownDetector, learntDetectors } from './learnt.ts'

/** Before the surge both hear the usual for so long, and a part of it more. */
const BEFORE_MS = HOUR_MS
/** Who has not spoken by then is taken to speak then. */
const LONGEST_MS = 12 * HOUR_MS
/** What the detector's null has on top of the usual, at the least; the CUSUM it is measured against has the same. */
export const NULL_MARGIN = 1.25
const YEAR_MS = 365 * DAY_MS
/** Mean times between false alarms that a curve is drawn through. */
const CURVE_YEARS = [1 / 52, 1 / 12, 1 / 4, 1, 4, 12]

/** One base rate and surge: `histories` learnt ones with `moments` each, tried in turn; or the known rate, where there are none. */
export type DelayJob = {
  perHour: number
  surgePerMinute: number
  reporters: number
  trials: number
  histories: number
  moments: number
  seed: number
}
type Point = [perYear: number, seconds: number]
/** Mean seconds from the surge to the first word. `said`: trials that had a word before it, which are left out. */
export type Delay = {
  ours: number
  cusum: number
  limit: number
  /** The same at other false alarm rates; ours only where the usual is known. */
  curve: { ours: Point[]; cusum: Point[] }
  trials: number
  said: number
  late: number
}

/** The same voices for the detector and for each CUSUM, surge by surge. */
export function measureDelay(job: DelayJob): Delay {
  const { perHour, surgePerMinute, reporters, trials } = job
  const begin = starts(job)
  const random = createRandom(job.seed)
  const cusum = (margin: number, years: number, floor: number) => {
    const usual = margin * perHour
    const threshold = cusumThreshold({ usualPerHour: usual, surgePerMinute, meanMs: years * YEAR_MS })
    return (startAt: number) => createCusum({ startAt, usual, surgePerMinute, threshold, reporters: floor })
  }
  // The rival, the plain limit (no margin, no floor), and the rival at other false alarm rates.
  const rivals = [
    cusum(NULL_MARGIN, 1, reporters),
    cusum(1, 1, 1),
    ...CURVE_YEARS.map((years) => cusum(NULL_MARGIN, years, reporters)),
  ]
  const sums = rivals.map(() => 0)
  const patience = job.histories === 0 ? CURVE_YEARS : []
  const ours = Array.from({ length: 1 + patience.length }, () => 0)
  let [tried, said, late] = [0, 0, 0]
  for (let trial = 0; trial < trials && begin.length > 0; trial += 1) {
    const detector = begin[trial % begin.length]!()
    const from = detector.at
    const surgeAt = from + BEFORE_MS + Math.floor(random() * MINUTE_MS)
    const detectors = [detector, ...patience.map((years) => knownDetector(perHour, from, 1 / years))]
    const listeners = rivals.map((rival) => rival(from))
    const voices = (since: number, to: number, rate: number) =>
      poissonProcess(random, [{ from: since, to, perHour: rate }])
    const calm = voices(from, surgeAt, perHour)
    const words = detectors.map((one) => listen(one, calm, surgeAt))
    // A word of a CUSUM about the usual is its false alarm, after which it begins anew: nobody's delay.
    for (const listener of listeners) for (const at of calm) listener.hear(at)
    if (words.some((word) => word !== undefined) || detectors.some((one) => one.state !== 'ok')) {
      said += 1
      continue
    }
    const spoken: (number | undefined)[] = listeners.map(() => undefined)
    const isWaiting = () => words.includes(undefined) || spoken.includes(undefined)
    for (let [since, length] = [surgeAt, MINUTE_MS]; isWaiting() && since < surgeAt + LONGEST_MS; length *= 2) {
      const to = Math.min(since + length, surgeAt + LONGEST_MS)
      const surge = voices(since, to, perHour + 60 * surgePerMinute)
      for (const [i, listener] of listeners.entries()) spoken[i] ??= surge.find((at) => listener.hear(at))
      for (const [i, one] of detectors.entries()) words[i] ??= listen(one, surge, to)
      since = to
    }
    const seconds = (at: number | undefined) => ((at ?? surgeAt + LONGEST_MS) - surgeAt) / 1_000
    tried += 1
    if (words[0] === undefined) late += 1
    for (const [i, at] of words.entries()) ours[i]! += seconds(at)
    for (const [i, at] of spoken.entries()) sums[i]! += seconds(at)
  }
  const [mine, ...myOthers] = ours.map((sum) => sum / tried)
  const [rival, limit, ...others] = sums.map((sum) => sum / tried)
  const toPoints = (means: number[]) => means.map((mean, i): Point => [1 / CURVE_YEARS[i]!, mean])
  return {
    ours: mine!,
    cusum: rival!,
    limit: limit!,
    curve: { ours: toPoints(myOthers), cusum: toPoints(others) },
    trials: tried,
    said,
    late,
  }
}

function starts({ perHour, histories, moments, seed }: DelayJob): (() => Detector)[] {
  if (histories === 0) return [() => knownDetector(perHour)]
  return Array.from({ length: histories }, (_, i) => learntDetectors(perHour, seed + 1_000 * (i + 1), moments)).flat()
}

/** When the detector first speaks of a rise, of the voices up to `to`. */
function listen(detector: Detector, voices: number[], to: number): number | undefined {
  for (const at of voices) detector.hear({ at, answer: 'problem' })
  return detector.advance(to).find((change) => change.to === 'suspected' || change.to === 'confirmed')?.at
}
