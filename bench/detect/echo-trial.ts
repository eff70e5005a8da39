import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import type { Change } from '../../server/detect/change.ts'
import { logUniform, rateAt, settle } from './outage.ts'
import { STEP_MS } from './recovery-trial.ts'

/** Who is not let go of after so long is counted as this long. */
const LONGEST_MS = 2 * DAY_MS
/** A chance that has not rung by then is no false alarm. */
const CHANCE_MS = 3 * HOUR_MS

export type EchoJob = { perHour: number; echo: number; seed: number }
/** A false alarm: did it become `confirmed`, and how long was something shown (minutes)? Null: chance brought none. */
export type Echoed = { confirmed: boolean; shownMin: number; ended: boolean }

/**
 * A provider that is well. Chance brings voices, some minutes' worth at a time, until the alarm rings, and stops with it: so are nearly all
 * false alarms, which barely pass the limit. From then on there are the usual presses, multiplied while something is shown.
 */
export function ring({ perHour, echo, seed }: EchoJob): Echoed | null {
  const { world, detector, voices } = settle(perHour, seed)
  const random = createRandom(seed + 500_000)
  // What it takes in so long to ring: from a burst of a minute to a slow hour.
  const lengthMin = logUniform(random, 1, 60)
  const from = detector.at + Math.floor(random() * 60) * MINUTE_MS
  const changes: Change[] = []
  const listen = (stepMs: number, perHourAt: (at: number) => number) => {
    const { at } = detector
    for (const spoken of voices(at, at + stepMs, perHourAt)) detector.hear({ at: spoken, answer: 'problem' })
    changes.push(...detector.advance(at + stepMs))
  }
  while (detector.at < from) listen(from - detector.at, (at) => rateAt(world, at))
  const usual = rateAt(world, from)
  // Each burst is a little larger than the one before, until one is large enough.
  for (let size = 6; changes.length === 0 && detector.at < from + CHANCE_MS; size *= 1.3) {
    const until = detector.at + lengthMin * MINUTE_MS
    const burst = usual + (size * 60) / lengthMin
    while (changes.length === 0 && detector.at < until) listen(STEP_MS, () => burst)
  }
  const [alarm] = changes
  if (!alarm) return null
  while (detector.state !== 'ok' && detector.at < alarm.at + LONGEST_MS) {
    listen(STEP_MS, (at) => echo * rateAt(world, at))
  }
  return {
    confirmed: changes.some((change) => change.to === 'confirmed'),
    shownMin: (detector.at - alarm.at) / MINUTE_MS,
    ended: detector.state === 'ok',
  }
}
