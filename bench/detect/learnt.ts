import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import { createDetector, restoreDetector, type Detector } from '../../server/detect/detector.ts'
import { poissonProcess, type Random } from './draw.ts'

/** A Monday, so that weeks are whole. */
export const MONDAY = Date.UTC(2024, 0, 1)
export const LEARN_DAYS = 28
/** Moments at which a learnt detector is tried lie in so many days after its 28. */
const MOMENT_DAYS = 7

/** A detector that knows the truth: so many Poisson voices an hour, at every hour. */
export function knownDetector(perHour: number, startAt = MONDAY, suspectedPerYear?: number): Detector {
  return createDetector({ startAt, known: { ratePerHour: perHour }, ...(suspectedPerYear && { suspectedPerYear }) })
}

/** Feeds Poisson voices up to `to`, each of its own reporter and network, a day at a time. Gives whether anything was said. */
export function speak(detector: Detector, random: Random, to: number, perHour: number): boolean {
  let said = false
  while (detector.at < to) {
    const end = Math.min(to, detector.at + DAY_MS)
    for (const at of poissonProcess(random, [{ from: detector.at, to: end, perHour }])) {
      detector.hear({ at, answer: 'problem' })
    }
    said = detector.advance(end).length > 0 || said
  }
  return said
}

/**
 * Detectors that have learnt one history of 28 days of Poisson voices, at `count` moments of the week after it, each to be tried as often as one
 * likes (`restore`). Moments at which the detector is not `ok` are left out.
 */
export function learntDetectors(perHour: number, seed: number, count: number): (() => Detector)[] {
  const random = createRandom(seed)
  const detector = createDetector({ startAt: MONDAY })
  const end = MONDAY + LEARN_DAYS * DAY_MS
  speak(detector, random, end, perHour)
  const moments = Array.from({ length: count }, (_, i) => end + ((i + random()) / count) * MOMENT_DAYS * DAY_MS)
  const found: (() => Detector)[] = []
  for (const moment of moments) {
    speak(detector, random, Math.floor(moment / HOUR_MS) * HOUR_MS + HOUR_MS / 2, perHour)
    if (detector.state !== 'ok') continue
    const snapshot = detector.snapshot()
    found.push(() => restoreDetector(snapshot)!)
  }
  return found
}
