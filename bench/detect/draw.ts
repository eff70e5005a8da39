import { HOUR_MS } from '../../shared/time.ts'

/** Uniform on [0, 1), as `createRandom(seed)` of server/catalogue/recording.ts gives it: every draw below is repeatable. */
export type Random = () => number

/** From this mean on a rejection is faster than counting. */
const LARGE_MEAN = 30
/** log k! of small k by multiplication, of others by Stirling's series (good to 1e-12 from here on). */
const STIRLING_FROM = 16

/** Mean 1 / rate. */
export function exponential(random: Random, rate: number): number {
  return -Math.log(1 - random()) / rate
}

export function normal(random: Random, mean = 0, sd = 1): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()))
  return mean + sd * radius * Math.cos(2 * Math.PI * random())
}

/** `mu` and `sigma` are of the logarithm. */
export function lognormal(random: Random, mu = 0, sigma = 1): number {
  return Math.exp(normal(random, mu, sigma))
}

/** Mean shape × scale (Marsaglia and Tsang 2000). */
export function gamma(random: Random, shape: number, scale = 1): number {
  if (shape < 1) return gamma(random, shape + 1, scale) * (1 - random()) ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const x = normal(random)
    const v = (1 + x / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - random()) < x ** 2 / 2 + d * (1 - v + Math.log(v))) return d * v * scale
  }
}

/** A count of this mean, however large. */
export function poisson(random: Random, mean: number): number {
  if (!(mean > 0)) return 0
  if (mean >= LARGE_MEAN) return largePoisson(random, mean)
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = 1 - random(); product > limit; product *= 1 - random()) count += 1
  return count
}

/** A count of this mean whose variance is `dispersion` times the mean; 1 is Poisson. */
export function negativeBinomial(random: Random, mean: number, dispersion: number): number {
  if (!(dispersion > 1) || !(mean > 0)) return poisson(random, mean)
  return poisson(random, gamma(random, mean / (dispersion - 1), dispersion - 1))
}

/** [from, to) in epoch milliseconds, with a constant rate of events an hour. */
export type Piece = { from: number; to: number; perHour: number }

/** The events of a Poisson process in order of time, whole milliseconds; pieces follow each other (gaps between them are silent). */
export function poissonProcess(random: Random, pieces: Iterable<Piece>): number[] {
  const events: number[] = []
  let left = exponential(random, 1)
  for (const { from, to, perHour } of pieces) {
    const perMs = Math.max(0, perHour) / HOUR_MS
    let at = from
    while (left < perMs * (to - at)) {
      at += left / perMs
      events.push(Math.min(Math.floor(at), to - 1))
      left = exponential(random, 1)
    }
    left -= perMs * (to - at)
  }
  return events
}

/** Transformed rejection (Hörmann 1993, PTRS): exact, two uniforms and seldom a logarithm. */
function largePoisson(random: Random, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean)
  const a = -0.059 + 0.02483 * b
  const inverse = 1.1239 + 1.1328 / (b - 3.4)
  const easy = 0.9277 - 3.6224 / (b - 2)
  for (;;) {
    const u = random() - 0.5
    const v = 1 - random()
    const us = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43)
    if (us >= 0.07 && v <= easy) return k
    if (k < 0 || (us < 0.013 && v > us)) continue
    const accept = k * Math.log(mean) - mean - logFactorial(k)
    if (Math.log((v * inverse) / (a / us ** 2 + b)) <= accept) return k
  }
}

function logFactorial(k: number): number {
  if (k < STIRLING_FROM) {
    let product = 1
    for (let i = 2; i <= k; i += 1) product *= i
    return Math.log(product)
  }
  const series = 1 / (12 * k) - 1 / (360 * k ** 3) + 1 / (1260 * k ** 5)
  return k * Math.log(k) - k + Math.log(2 * Math.PI * k) / 2 + series
}
