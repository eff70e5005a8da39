import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts'

/** Uniform on [0, 1), as `createRandom(seed)` gives it. */
export type Random = () => number

/** Counts are uneven over so long (clumps)… */
const CLUMP_MS = 5 * MINUTE_MS
/** …and an outage is talked of in waves of so long, each so far from its course (sd of the logarithm). */
const WAVE_MS = 20 * MINUTE_MS
const WAVE_SD = 0.3

export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** Between two bounds, each order of magnitude as likely. */
export function logUniform(random: Random, least: number, most: number): number {
  return least * (most / least) ** random()
}

/** One of `values`, each as likely as its weight says. */
export function pick<T>(random: Random, values: readonly (readonly [value: T, weight: number])[]): T {
  let left = random() * values.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [value, weight] of values) if ((left -= weight) < 0) return value
  return values.at(-1)![0]
}

/**
 * Instants of [from, to) in order of time: Poisson, at `perHourAt` (looked up at the start of every five minutes) times a chance of its own for
 * these minutes, so that counts scatter `dispersion` times as much. With `waves`, times a slower chance as well.
 */
export function* instants(
  random: Random,
  range: { from: number; to: number },
  perHourAt: (at: number) => number,
  { dispersion = 1, waves = false }: { dispersion?: number; waves?: boolean } = {},
): Generator<number> {
  let wave = 1
  for (let at = range.from; at < range.to; at += CLUMP_MS) {
    if (waves && (at - range.from) % WAVE_MS === 0) wave = Math.exp(WAVE_SD * normal(random) - WAVE_SD ** 2 / 2)
    const widthMs = Math.min(CLUMP_MS, range.to - at)
    const mean = (perHourAt(at) * wave * widthMs) / HOUR_MS
    if (!(mean > 0)) continue
    const lucky = dispersion > 1 ? gamma(random, mean / (dispersion - 1)) * (dispersion - 1) : mean
    let left = exponential(random)
    while (left < lucky) {
      yield Math.floor(at + (left / lucky) * widthMs)
      left += exponential(random)
    }
  }
}

const exponential = (random: Random) => -Math.log(1 - random())

/** Mean `shape` (Marsaglia and Tsang 2000). */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random()) ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const x = normal(random)
    const v = (1 + x / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - random()) < x ** 2 / 2 + d * (1 - v + Math.log(v))) return d * v
  }
}
