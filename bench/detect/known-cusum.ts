import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createCusum, cusumThreshold } from '../rivals/cusum.ts'
import type { Alarm } from '../rivals/rival.ts'
import { isWithin, type Stretch } from './quiet-stretches.ts'

/** It is told how big an outage is; so many times the usual it is ready for. */
const MULTIPLES = [2.5, 5, 10, 20, 40, 80, 160, 320, 640, 1_280]
/** The detector waits for as many reporters at the least. */
const FLOOR = 5
/** In half a year of quiet stretches that is as near to one a year as whole numbers come. */
const ALLOWED = 1
const [LEAST_NATS, MOST_NATS] = [1, 20_000]
const HALVINGS = 14

/** `held`: to one false alarm in these very quiet stretches; `heldFloor`: the same, and waiting for five voices. */
export type Kind = 'held' | 'heldFloor'
export type KnownCusums = {
  /** `proven`: with the threshold that gives one a year were the voices Poisson. */
  quietAlarms: { proven: number; held: number; heldFloor: number }
  /** When the CUSUM that was told this surge speaks. */
  listen(voices: readonly number[]): (surgePerMinute: number, kind: Kind) => Alarm[]
}

/**
 * CUSUM that knows what nobody can: the usual rate of each hour, out of the whole recording; the size of what comes; and the threshold with which it
 * would have had one false alarm. What it finds is what there was to find.
 */
export function calibrate(
  voices: readonly number[],
  usual: (at: number) => number,
  quiet: readonly Stretch[],
): KnownCusums {
  const calm = voices.filter((at) => isWithin(quiet, at))
  const meanPerHour = calm.length / Math.max(1, quiet.reduce((sum, { from, to }) => sum + to - from, 0) / HOUR_MS)
  const run = (heard: readonly number[], surgePerMinute: number, threshold: number, reporters: number) => {
    const cusum = createCusum({ startAt: heard[0] ?? 0, usual, surgePerMinute, threshold, reporters })
    for (const at of heard) cusum.hear(at)
    return cusum.alarms
  }
  const surges = MULTIPLES.map((multiple) => (multiple * meanPerHour * MINUTE_MS) / HOUR_MS)
  const hold = (reporters: number) =>
    surges.map((surge) => holdTo(ALLOWED, (threshold) => run(calm, surge, threshold, reporters).length))
  const thresholds = { held: hold(1), heldFloor: hold(FLOOR) }
  const reporters = { held: 1, heldFloor: FLOOR }
  const middle = MULTIPLES.indexOf(80)
  const proven = cusumThreshold({ usualPerHour: meanPerHour, surgePerMinute: surges[middle]!, meanMs: 365 * DAY_MS })
  const count = (kind: Kind) => run(calm, surges[middle]!, thresholds[kind][middle]!, reporters[kind]).length
  return {
    quietAlarms: {
      proven: run(calm, surges[middle]!, proven, 1).length,
      held: count('held'),
      heldFloor: count('heldFloor'),
    },
    listen(heard) {
      const known = new Map<string, Alarm[]>()
      return (surgePerMinute, kind) => {
        const i = nearest(surges, surgePerMinute)
        const key = `${kind} ${i}`
        if (!known.has(key)) {
          const alarms = run(heard, surges[i]!, thresholds[kind][i]!, reporters[kind])
          known.set(
            key,
            alarms.map((at) => ({ at, until: at })),
          )
        }
        return known.get(key)!
      }
    },
  }
}

/** The lowest threshold, to a thousandth or so, with at most `allowed` alarms. */
export function holdTo(allowed: number, alarmsAt: (threshold: number) => number): number {
  let [low, high] = [LEAST_NATS, MOST_NATS]
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = Math.sqrt(low * high)
    if (alarmsAt(middle) > allowed) low = middle
    else high = middle
  }
  return high
}

function nearest(values: readonly number[], value: number): number {
  const distances = values.map((one) => Math.abs(Math.log(one / value)))
  return distances.indexOf(Math.min(...distances))
}
