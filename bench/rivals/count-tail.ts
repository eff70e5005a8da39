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
    : logGamma(count + size) -
      logGamma(size) -
      logGamma(count + 1) -
      size * Math.log(dispersion) +
      count * Math.log1p(-1 / dispersion)
  let term = 1
  let sum = 1
  for (let k = count; term > sum * 1e-12; k += 1) {
    term *= isPoisson ? mean / (k + 1) : ((size + k) / (k + 1)) * (1 - 1 / dispersion)
    sum += term
  }
  return first + Math.log(sum)
}

/** Stirling's series, from where it is good to 1e-12; smaller arguments are brought there by the recurrence. */
export function logGamma(x: number): number {
  let shift = 0
  for (; x < 15; x += 1) shift += Math.log(x)
  const square = 1 / x ** 2
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1_260 - square / 1_680))) / x
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift
}
