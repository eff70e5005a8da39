import { MINUTE_MS } from '../../shared/time.ts'
import { ONSET_COVER, SURGES_PER_MINUTE } from './rule.ts'

/** Voices at an instant, as they weigh, with what is usual then (voices an hour). */
export type Heard = { at: number; weight: number; ratePerHour: number }
export type Onset = { at: number; between: [from: number, to: number] }
/** Moments between two voices; `logs`: the likelihood of each surge at its newer end, which falls by `decays` a millisecond towards the older one. */
type Stretch = { from: number; to: number; logs: number[] }

/**
 * When the rise began, with its interval: the posterior over beginnings, each moment since `from` as likely as any other, the surge any of
 * the rule's. `voices` oldest first, none before `from`; `tempers` is 1/phi over each surge's window. The estimate is the median.
 */
export function estimateOnset(
  voices: readonly Heard[],
  { from, now }: { from: number; now: number },
  tempers: readonly number[],
): Onset {
  // Where the usual is more than a voice a second, surges are in its measure.
  const scale = Math.max(1, (voices.at(-1)?.ratePerHour ?? 0) / 3_600)
  const surges = SURGES_PER_MINUTE.map((perMinute) => perMinute * scale)
  const decays = surges.map((perMinute, k) => (tempers[k]! * perMinute) / MINUTE_MS)
  const said = surges.map(() => 0)
  const stretches: Stretch[] = []
  let to = now
  // From the newest back: what all voices after a moment say for it, and how little their number says.
  for (const { at, weight, ratePerHour } of [...voices.toReversed(), { at: from, weight: 0, ratePerHour: 1 }]) {
    if (to > at) stretches.push({ from: at, to, logs: said.map((sum, k) => sum - decays[k]! * (now - to)) })
    to = Math.min(to, at)
    const usual = Math.max(1e-9, ratePerHour / 60)
    for (const [k, surge] of surges.entries()) said[k]! += tempers[k]! * weight * Math.log1p(surge / usual)
  }
  const most = Math.max(...stretches.map(({ logs }) => Math.max(...logs)))
  const massOf = ({ logs }: Stretch, width: number) =>
    logs.reduce((sum, log, k) => sum - (Math.exp(log - most) * Math.expm1(-decays[k]! * width)) / decays[k]!, 0)
  const masses = stretches.map((stretch) => massOf(stretch, stretch.to - stretch.from))
  const total = masses.reduce((sum, mass) => sum + mass, 0)

  /** The moment after which this share of the posterior lies. */
  function after(share: number): number {
    let left = total * share
    for (const [i, stretch] of stretches.entries()) {
      if (masses[i]! < left) {
        left -= masses[i]!
        continue
      }
      let [low, high] = [0, stretch.to - stretch.from]
      while (high - low > 0.5) {
        const middle = (low + high) / 2
        if (massOf(stretch, middle) < left) low = middle
        else high = middle
      }
      return Math.round(stretch.to - high)
    }
    return from
  }
  const tail = (1 - ONSET_COVER) / 2
  return { at: after(0.5), between: [after(1 - tail), after(tail)] }
}
