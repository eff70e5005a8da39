/**
 * Log of the chance of at least `count` where the mean is `mean` and the variance `dispersion` times it (negative binomial; Poisson at 1).
 * Beyond the mean it is the sum of what follows; at or under it nobody asks, and it is 0, a chance of one.
 */
export function logNegativeBinomialTail(count: number, mean: number, dispersion: number): number {
  if (count <= mean || count <= 0) return 0
  const isPoisson = dispersion <= 1 + 1e-9
  const size = isPoisson ? Infinity : mean / (dispersion - 1)
  const first = isPoisson
    ? count * Math.log(mean) - mean - logGamma(count + 1)
    : logRise(size, count) -
      logGamma(count + 1) -
      size * Math.log1p(dispersion - 1) +
      count * Math.log1p(-1 / dispersion)
  let term = 1
  let sum = 1
  for (let k = count; term > sum * 1e-12; k += 1) {
    term *= isPoisson ? mean / (k + 1) : ((size + k) / (k + 1)) * (1 - 1 / dispersion)
    sum += term
  }
  return first + Math.log(sum)
}

/** From here on Stirling's series is good to 1e-12. */
const STIRLING_FROM = 15

/** Smaller arguments are brought to where the series is good by the recurrence. */
export function logGamma(x: number): number {
  let shift = 0
  for (; x < STIRLING_FROM; x += 1) shift += Math.log(x)
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + stirling(x) - shift
}

/** log Γ(x + n) − log Γ(x), which of a large x would be lost in the difference. */
function logRise(x: number, n: number): number {
  if (x < STIRLING_FROM) return logGamma(x + n) - logGamma(x)
  return (x - 0.5) * Math.log1p(n / x) + n * Math.log(x + n) - n + stirling(x + n) - stirling(x)
}

function stirling(x: number): number {
  const square = 1 / x ** 2
  return (1 / 12 - square * (1 / 360 - square * (1 / 1_260 - square / 1_680))) / x
}
