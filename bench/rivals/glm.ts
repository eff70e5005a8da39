/**
 * Quasi-Poisson regression with a log link by iteratively reweighted least squares, for one shape of model: a factor, and a straight line in
 * time if asked for. Each observation belongs to one level, so the normal equations are solved by hand: cost grows with observations alone.
 */
export type Data = {
  counts: ArrayLike<number>
  /** Level of the factor, from 0. */
  groups: ArrayLike<number>
  levels: number
  times: ArrayLike<number>
  weights?: ArrayLike<number>
}
export type Fit = {
  /** Log rate of each level at time 0; of a level without observations -Infinity. */
  intercepts: number[]
  /** Change of the log rate in one unit of time; undefined: no line was fitted. */
  slope: number | undefined
  /** Standard error of the slope, dispersion included. */
  slopeError: number
  /** Pearson's chi-square over its degrees of freedom, at least 1. */
  dispersion: number
  means: Float64Array
  /** Diagonal of the hat matrix. */
  leverage: Float64Array
  /** Log of the mean of a level at a time, with its standard error. */
  predict(group: number, time: number): { log: number; error: number }
}

const MAX_ITERATIONS = 25
/** Relative change of the deviance under which it has converged, as in R's glm. */
const EPSILON = 1e-8
/** A level with nothing but zeros has no finite log rate; it ends here. */
const MIN_LOG = -12

/** Undefined: it did not converge, or there is too little data. `near`, a fit of similar data, saves iterations and changes nothing else. */
export function fitQuasiPoisson(data: Data, withTrend: boolean, near?: Fit): Fit | undefined {
  const { counts, groups, levels, times } = data
  const n = counts.length
  const weight = (i: number) => data.weights?.[i] ?? 1
  const logs = new Float64Array(n)
  const means = new Float64Array(n)
  for (let i = 0; i < n; i += 1) {
    const start = near ? near.intercepts[groups[i]!]! + (near.slope ?? 0) * times[i]! : -Infinity
    logs[i] = start > MIN_LOG ? start : Math.log(counts[i]! + 0.1)
  }
  let solution: Solution | undefined
  let before = Infinity
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration += 1) {
    const sums = emptySums(levels)
    for (let i = 0; i < n; i += 1) {
      const mean = Math.exp(logs[i]!)
      addTo(sums, groups[i]!, weight(i) * mean, times[i]!, logs[i]! + (counts[i]! - mean) / mean)
    }
    solution = solve(sums, withTrend)
    if (!solution) return undefined
    let deviance = 0
    for (let i = 0; i < n; i += 1) {
      logs[i] = Math.max(MIN_LOG, solution.intercepts[groups[i]!]! + solution.slope * times[i]!)
      means[i] = Math.exp(logs[i]!)
      deviance += weight(i) * devianceOf(counts[i]!, means[i]!)
    }
    if (!Number.isFinite(deviance)) return undefined
    if (Math.abs(deviance - before) / (deviance + 0.1) < EPSILON) return describe(data, solution, means, withTrend)
    before = deviance
  }
  return undefined
}

/** Per level: weight, weighted time, weighted response; over all: weighted squares. */
type Sums = { weight: Float64Array; time: Float64Array; response: Float64Array; timeTime: number; timeResponse: number }
type Solution = { intercepts: number[]; slope: number; centre: number[]; weights: number[]; spread: number }

function emptySums(levels: number): Sums {
  const make = () => new Float64Array(levels)
  return { weight: make(), time: make(), response: make(), timeTime: 0, timeResponse: 0 }
}

function addTo(sums: Sums, group: number, weight: number, time: number, response: number): void {
  sums.weight[group]! += weight
  sums.time[group]! += weight * time
  sums.response[group]! += weight * response
  sums.timeTime += weight * time ** 2
  sums.timeResponse += weight * time * response
}

/** Times are centred within each level, which leaves one equation for the slope. */
function solve(sums: Sums, withTrend: boolean): Solution | undefined {
  const weights = [...sums.weight]
  const centre = weights.map((w, g) => (w > 0 ? sums.time[g]! / w : 0))
  let spread = sums.timeTime
  let covariance = sums.timeResponse
  for (const [g, w] of weights.entries()) {
    spread -= w * centre[g]! ** 2
    covariance -= sums.response[g]! * centre[g]!
  }
  if (withTrend && !(spread > 1e-9 * sums.timeTime)) return undefined
  const slope = withTrend ? covariance / spread : 0
  const intercepts = weights.map((w, g) => (w > 0 ? sums.response[g]! / w - slope * centre[g]! : -Infinity))
  return { intercepts, slope, centre, weights, spread: withTrend ? spread : Infinity }
}

function describe(data: Data, solution: Solution, means: Float64Array, withTrend: boolean): Fit | undefined {
  const { intercepts, slope, centre, weights, spread } = solution
  const { counts, groups, times } = data
  const leverage = new Float64Array(counts.length)
  let pearson = 0
  for (const [i, mean] of means.entries()) {
    const group = groups[i]!
    const w = data.weights?.[i] ?? 1
    leverage[i] = w * mean * (1 / weights[group]! + (times[i]! - centre[group]!) ** 2 / spread)
    pearson += (w * (counts[i]! - mean) ** 2) / mean
  }
  const freedom = counts.length - weights.filter((w) => w > 0).length - (withTrend ? 1 : 0)
  if (freedom <= 0) return undefined
  const dispersion = Math.max(1, pearson / freedom)
  return {
    intercepts,
    slope: withTrend ? slope : undefined,
    slopeError: Math.sqrt(dispersion / spread),
    dispersion,
    means,
    leverage,
    predict: (group, time) => ({
      log: Math.max(MIN_LOG, intercepts[group]! + slope * time),
      error: Math.sqrt(dispersion * (1 / weights[group]! + (time - centre[group]!) ** 2 / spread)),
    }),
  }
}

function devianceOf(count: number, mean: number): number {
  return 2 * ((count > 0 ? count * Math.log(count / mean) : 0) - (count - mean))
}
