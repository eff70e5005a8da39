import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createRandom } from '../catalogue/recording.ts'
import type { Change } from '../detect/change.ts'
import { createDetector, type Detector } from '../detect/detector.ts'
import type { Voice } from '../detect/voice.ts'

export const MONDAY = Date.UTC(2024, 0, 1)
export const problem = (at: number, network?: string): Voice => ({ at, answer: 'problem', ...(network && { network }) })

/** Twice as busy in the afternoon as on average, nobody at two in the morning. */
export const daily = (at: number) => Math.max(0, 1 + Math.cos(((at / HOUR_MS - 14) / 12) * Math.PI))

/** Poisson voices by the minute; `rate` is what an instant brings in an hour, `told` what they say beside it. */
export function speak(
  detector: Detector,
  from: number,
  to: number,
  rate: (at: number) => number,
  seed = 7,
  told: Partial<Voice> = {},
): Change[] {
  const random = createRandom(seed)
  const changes: Change[] = []
  for (let hour = from; hour < to; hour += HOUR_MS) {
    const until = Math.min(to, hour + HOUR_MS)
    for (let at = hour; at < until; at += MINUTE_MS) {
      let left = rate(at) / 60 + Math.log(1 - random())
      for (; left > 0; left += Math.log(1 - random())) {
        detector.hear({ ...problem(at + Math.floor(random() * MINUTE_MS)), ...told })
      }
    }
    changes.push(...detector.advance(until))
  }
  return changes
}

/** A detector that has known a provider for so many days. */
export function seasoned(days: number, perHour: number): Detector {
  const detector = createDetector({ startAt: MONDAY })
  speak(detector, MONDAY, MONDAY + days * DAY_MS, (at) => perHour * daily(at))
  return detector
}

export const types = (changes: Change[]) => changes.map((c) => c.type)
