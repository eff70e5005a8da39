/** Minutes are put together: a minute's voices are few. */
const BIN = 5
/** A share that hardly matters stays near this; nats are too big a word: it weighs like so many squared voices per squared share. */
const PRIOR_SHARE = 0.035
const ROUNDS = 50

/**
 * Least squares of `target` by shares of the curves, each between 0 and its most, from index `begin` on: coordinate descent, which for
 * bounds alone finds the optimum. Where curves look alike a weak prior keeps their shares alike.
 */
export function fitShares(
  target: Float64Array,
  curves: readonly Float64Array[],
  most: readonly number[],
  begin: number,
): { shares: number[]; error: number } {
  const y = binned(target, begin)
  const xs = curves.map((curve) => binned(curve, begin))
  const shares = most.map((m) => Math.min(m, PRIOR_SHARE))
  const left = y.map((value, t) => xs.reduce((rest, x, i) => rest - shares[i]! * x[t]!, value))
  // A hundredth of what the curves themselves weigh: enough to part twins, too little to move a clear share.
  const ridge = 0.01 * (xs.reduce((all, x) => all + dot(x, x), 0) / Math.max(1, xs.length)) + 1e-9
  for (let round = 0; round < ROUNDS; round += 1) {
    let moved = 0
    for (const [i, x] of xs.entries()) {
      const before = shares[i]!
      const best = (dot(x, left) + before * dot(x, x) + ridge * PRIOR_SHARE) / (dot(x, x) + ridge)
      const share = Math.min(most[i]!, Math.max(0, best))
      for (const [t, value] of x.entries()) left[t] = left[t]! - (share - before) * value
      shares[i] = share
      moved = Math.max(moved, Math.abs(share - before))
    }
    if (moved < 1e-6) break
  }
  return { shares, error: dot(left, left) }
}

function binned(values: Float64Array, begin: number): number[] {
  const bins: number[] = []
  for (let i = Math.max(0, begin); i < values.length; i += 1) {
    const bin = Math.floor((i - Math.max(0, begin)) / BIN)
    bins[bin] = (bins[bin] ?? 0) + values[i]!
  }
  return bins
}

function dot(a: readonly number[], b: readonly number[]): number {
  let total = 0
  for (const [i, value] of a.entries()) total += value * b[i]!
  return total
}
