import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'

/** A CUSUM's grid: so many points for what one voice adds, over levels up to this many nats. */
const POINTS_PER_VOICE = 256
const HIGHEST_NATS = 40

export type CusumSettings = {
  startAt: number
  /** Voices an hour when nothing is wrong, as it truly is: a number, or the rate of an instant (it knows the season then). */
  usual: number | ((at: number) => number)
  /** Voices a minute that come on top when something is; it knows that too. */
  surgePerMinute: number
  /** Nats at which it speaks: `cusumThreshold`. */
  threshold: number
  /** It waits for so many voices, each of another reporter, since it last had no suspicion at all. */
  reporters?: number
}
export type Cusum = {
  /** A voice at this instant (epoch milliseconds, never falling). True: it speaks, and begins anew. */
  hear(at: number): boolean
  readonly alarms: readonly number[]
}

/**
 * Page's CUSUM in continuous time for Poisson voices with known rates: no detector with as few false alarms is faster on average (Moustakides
 * 1986). Given the mean of a week as a number it is the same without season.
 */
export function createCusum({ startAt, usual, surgePerMinute, threshold, reporters = 1 }: CusumSettings): Cusum {
  const perMs = surgePerMinute / MINUTE_MS
  const rateOf = typeof usual === 'number' ? () => usual : usual
  const alarms: number[] = []
  let [score, voices, last] = [0, 0, startAt]
  return {
    hear(at) {
      score -= perMs * (at - last)
      last = at
      if (score <= 0) score = voices = 0
      score += Math.log1p((perMs * HOUR_MS) / rateOf(at))
      voices += 1
      if (score < threshold || voices < reporters) return false
      alarms.push(at)
      score = voices = 0
      return true
    },
    alarms,
  }
}

/**
 * The threshold, in nats, that gives one false alarm in `meanMs` on average while voices come at `usualPerHour`.
 *
 * Voices push the score up by z = ln((usual + surge) / usual), time pulls it down by `surge`, and it never falls under 0. Seen from above it is a
 * process with jumps in one direction, whose mean time to pass h is W(h)² / W'(h) − ∫₀ʰ W, W being its scale function: the
 * solution of surge · W'(x) = usual · (W(x) − W(x − z)), W(0) = 1 / surge (Kyprianou 2014, chapter 8).
 */
export function cusumThreshold({
  usualPerHour,
  surgePerMinute,
  meanMs,
}: {
  usualPerHour: number
  surgePerMinute: number
  meanMs: number
}): number {
  const surge = surgePerMinute / (MINUTE_MS / SECOND_MS)
  const ratio = usualPerHour / (HOUR_MS / SECOND_MS) / surge
  const step = Math.log1p(1 / ratio) / POINTS_PER_VOICE
  const scale = [1 / surge]
  const area = [0]
  for (let i = 1; i * step <= HIGHEST_NATS; i += 1) {
    const [before, sum] = [scale[i - 1]!, area[i - 1]!]
    const reach = sum + (step / 2) * before - (area[i - POINTS_PER_VOICE] ?? 0)
    const here = (1 / surge + ratio * reach) / (1 - (ratio * step) / 2)
    scale.push(here)
    area.push(sum + (step / 2) * (before + here))
    const slope = ratio * (here - (scale[i - POINTS_PER_VOICE] ?? 0))
    // A hair above: whole voices may add up to a point of the grid, and the mean is that of passing it.
    if (here ** 2 / slope - area[i]! >= meanMs / SECOND_MS) return i * step * (1 + 1e-9)
  }
  throw new Error(`no threshold under ${HIGHEST_NATS} nats gives a false alarm in ${meanMs} ms`)
}
