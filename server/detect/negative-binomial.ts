/**
 * The counts we expect are negative binomial: clumps give variance = dispersion × mean, and a level that is only
 * estimated (a Gamma of this shape) adds mean² / shape.
 */
export type Spread = { dispersion: number; shape: number }

/** Size r of the negative binomial with this mean: variance = mean + mean² / r. Infinity: Poisson. */
export function sizeOf(mean: number, { dispersion, shape }: Spread): number {
  const excess = dispersion - 1 + mean / shape
  return excess > 1e-9 ? mean / excess : Infinity
}

export function varianceOf(mean: number, { dispersion, shape }: Spread): number {
  return Math.max(1, dispersion) * mean + (mean * mean) / shape
}

/**
 * Evidence in nats that `count` is more than `mean` explains: Chernoff's bound, so the chance of so many or more is at
 * most exp(-surprise). 0 where the count is not above the mean.
 */
export function surprise(count: number, mean: number, spread: Spread): number {
  if (!(count > mean) || !(mean > 0)) return 0
  const r = sizeOf(mean, spread)
  const own = count * Math.log(count / mean)
  if (r === Infinity || r > 1e9 * count) return Math.max(0, own - (count - mean))
  return Math.max(0, own - (count + r) * Math.log1p((count - mean) / (mean + r)))
}
