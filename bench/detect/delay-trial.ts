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
/** Mean times between false alarms of the CUSUMs a curve is drawn of. */
export const CURVE_YEARS = [1 / 52, 1 / 12, 1 / 4, 1, 4, 12]

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
/** Mean seconds from the surge to the first word. `said`: trials that had a word before it, which are left out. */
export type Delay = {
  ours: number
  cusum: number
  limit: number
  curve: [perYear: number, seconds: number][]
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
  let [ours, tried, said, late] = [0, 0, 0, 0]
  for (let trial = 0; trial < trials && begin.length > 0; trial += 1) {
    const detector = begin[trial % begin.length]!()
    const from = detector.at
    const surgeAt = from + BEFORE_MS + Math.floor(random() * MINUTE_MS)
    const listeners = rivals.map((rival) => rival(from))
    const voices = (since: number, to: number, rate: number) =>
      poissonProcess(random, [{ from: since, to, perHour: rate }])
    const calm = voices(from, surgeAt, perHour)
    for (const at of calm) detector.hear({ at, answer: 'problem' })
    const changes = detector.advance(surgeAt)
    // A word of a CUSUM about the usual is its false alarm, after which it begins anew: nobody's delay.
    for (const listener of listeners) for (const at of calm) listener.hear(at)
    if (changes.length > 0 || detector.state !== 'ok') {
      said += 1
      continue
    }
    const spoken: (number | undefined)[] = listeners.map(() => undefined)
    let mine: number | undefined
    const isWaiting = () => mine === undefined || spoken.includes(undefined)
    for (let [since, length] = [surgeAt, MINUTE_MS]; isWaiting() && since < surgeAt + LONGEST_MS; length *= 2) {
      const to = Math.min(since + length, surgeAt + LONGEST_MS)
      const surge = voices(since, to, perHour + 60 * surgePerMinute)
      for (const [i, listener] of listeners.entries()) {
        spoken[i] ??= surge.find((at) => listener.hear(at))
      }
      mine ??= listen(detector, surge, to)
      since = to
    }
    tried += 1
    if (mine === undefined) late += 1
    ours += ((mine ?? surgeAt + LONGEST_MS) - surgeAt) / 1_000
    for (const [i, at] of spoken.entries()) sums[i]! += ((at ?? surgeAt + LONGEST_MS) - surgeAt) / 1_000
  }
  const [rival, limit, ...others] = sums.map((sum) => sum / tried)
  return {
    ours: ours / tried,
    cusum: rival!,
    limit: limit!,
    curve: CURVE_YEARS.map((years, i) => [1 / years, others[i]!]),
    trials: tried,
    said,
    late,
  }
}

function starts({ perHour, histories, moments, seed }: DelayJob): (() => Detector)[] {
  if (histories === 0) return [() => knownDetector(perHour)]
  return Array.from({ length: histories }, (_, i) => learntDetectors(perHour, seed + 1_000 * (i + 1), moments)).flat()
}

/** When the detector first speaks of a surge whose voices up to `to` it hears. */
function listen(detector: Detector, voices: number[], to: number): number | undefined {
  for (const at of voices) detector.hear({ at, answer: 'problem' })
  return detector.advance(to).find((change) => change.to === 'suspected' || change.to === 'confirmed')?.at
}
