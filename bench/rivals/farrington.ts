import { DAY_MS, QUARTER_MS } from '../../shared/time.ts'
import { logNegativeBinomialTail } from './count-tail.ts'
import { type Fit, fitQuasiPoisson } from './glm.ts'
import type { Judge, Rival } from './rival.ts'

export type Control = {
  /** Buckets in a cycle: weeks of a year where it was made, quarters of a day here. */
  period: number
  /** Cycles to look back (b). */
  cycles: number
  /** Buckets on either side of the same moment of each cycle (w). */
  halfWindow: number
  /** Levels of the seasonal factor; 1: only the windows themselves are looked at (noPeriods). */
  parts: number
  /** So many of the latest buckets are left out, so that a rise does not become its own baseline (pastWeeksNotIncluded). */
  recent: number
  /** Standardised Anscombe residual from which a past bucket counts less. */
  outlier: number
}
/** Mean of the bucket asked for, on the log scale with its standard error. */
export type Forecast = { log: number; error: number; dispersion: number; hasTrend: boolean }

/** Two-sided 5 % of a normal: the trend stays only where it is beyond. (R takes t with many degrees of freedom.) */
const TREND_DEVIATIONS = 1.96
/** A line takes three cycles. */
const TREND_CYCLES = 3
/** Under five reports in the last four buckets it says nothing. */
export const FEW_REPORTS = 5
export const FEW_BUCKETS = 4

/** As recommended by Noufaily et al. for weeks. */
export const WEEKLY: Control = { period: 52, cycles: 5, halfWindow: 3, parts: 10, recent: 26, outlier: 2.58 }
/** The same, a day in the place of a year; a week of them. */
const QUARTERLY: Control = { ...WEEKLY, period: DAY_MS / QUARTER_MS, cycles: 7, recent: 48 }

/**
 * farringtonFlexible: a quasi-Poisson regression on a seasonal factor and a trend, refitted with outliers counting less; alarm where the
 * count is beyond a quantile of the negative binomial of that mean and dispersion.
 */
export const farringtonFlexible: Rival = {
  name: 'farringtonFlexible',
  source:
    'Noufaily et al. 2013; controls of surveillance::farringtonFlexible, quantile 0.995, a day in the place of a year',
  stepMs: QUARTER_MS,
  unit: 'chance that is allowed (alpha)',
  published: 0.005,
  thresholds: [0.05, 0.005, 1e-4, 1e-6, 1e-8, 1e-11, 1e-15, 1e-20, 1e-30, 1e-45, 1e-70, 1e-100],
  create: createJudge,
}

function createJudge(thresholds: readonly number[]): Judge {
  const limits = thresholds.map(Math.log)
  const none = thresholds.map(() => false)
  const history: (number | null)[] = []
  const near: Near = {}
  return ({ count }) => {
    history.push(count)
    if (history.length > reachOf(QUARTERLY)) history.shift()
    const lately = history.slice(-FEW_BUCKETS).reduce<number>((sum, n) => sum + (n ?? 0), 0)
    // Whether there is a fit does not depend on today's count, so the costly part is left out where it cannot matter.
    if (count === null || lately < FEW_REPORTS || history.length < reachOf(QUARTERLY)) return none
    const forecast = forecastNext(history, QUARTERLY, near)
    if (!forecast) return none
    const log = logNegativeBinomialTail(count, Math.exp(forecast.log), forecast.dispersion)
    return limits.map((limit) => log <= limit)
  }
}

/** The last fits, to begin the next from. */
export type Near = { trend?: Fit | undefined; flat?: Fit | undefined }

/** Buckets, the one asked for included, that it looks at. */
export function reachOf(control: Control): number {
  return control.period * control.cycles + control.halfWindow + 1
}

/** What the last bucket of `counts` was to be expected to hold, by those before it; null counts are unknown. Undefined: too little to say. */
export function forecastNext(
  counts: readonly (number | null)[],
  control: Control,
  near: Near = {},
): Forecast | undefined {
  const data = select(counts, control)
  const now = { time: counts.length - 1, most: Math.max(...data.counts) }
  if (control.cycles >= TREND_CYCLES) {
    near.trend = fitTwice(data, true, control.outlier, near.trend)
    const slope = near.trend?.slope ?? 0
    const ahead = near.trend?.predict(0, now.time)
    const isLine = near.trend && Math.abs(slope) > TREND_DEVIATIONS * near.trend.slopeError
    if (isLine && Math.exp(ahead!.log) <= now.most)
      return { ...ahead!, dispersion: near.trend!.dispersion, hasTrend: true }
  }
  near.flat = fitTwice(data, false, control.outlier, near.flat)
  return near.flat && { ...near.flat.predict(0, now.time), dispersion: near.flat.dispersion, hasTrend: false }
}

/** The upper limit by the two-thirds power (Farrington 1996), for whoever wants it in counts: `deviations` is the normal quantile. */
export function powerLimit({ log, error, dispersion }: Forecast, deviations: number): number {
  const mean = Math.exp(log)
  const spread = dispersion + mean * error ** 2
  return (mean ** (2 / 3) + deviations * Math.sqrt((4 / 9) * mean ** (1 / 3) * spread)) ** (3 / 2)
}

type Selected = { counts: number[]; groups: number[]; times: number[]; levels: number }

/** Level 0: the same moment of each cycle, and what is around it; the others share what lies between, in order. */
function select(counts: readonly (number | null)[], { period, cycles, halfWindow, parts, recent }: Control): Selected {
  const selected: Selected = { counts: [], groups: [], times: [], levels: parts }
  const now = counts.length - 1
  const between = period - 2 * halfWindow - 1
  for (let i = Math.max(0, now - cycles * period - halfWindow); i < now - recent; i += 1) {
    const count = counts[i]
    const since = (((i - now) % period) + period) % period
    const isNear = since <= halfWindow || since >= period - halfWindow
    if (count === null || count === undefined || (!isNear && parts === 1)) continue
    selected.counts.push(count)
    selected.times.push(i)
    selected.groups.push(isNear ? 0 : 1 + Math.floor(((since - halfWindow - 1) * (parts - 1)) / between))
  }
  return selected
}

function fitTwice(data: Selected, withTrend: boolean, outlier: number, near?: Fit): Fit | undefined {
  const first = fitQuasiPoisson(data, withTrend, near)
  return first && fitQuasiPoisson({ ...data, weights: weigh(data.counts, first, outlier) }, withTrend, first)
}

/** Weights 1 / residual² beyond the limit, scaled so that they add up to the number of observations. */
export function weigh(counts: readonly number[], fit: Fit, outlier: number): Float64Array {
  const weights = new Float64Array(counts.length)
  let sum = 0
  for (const [i, count] of counts.entries()) {
    const mean = fit.means[i]!
    const raw = 1.5 * (count ** (2 / 3) * mean ** (-1 / 6) - Math.sqrt(mean))
    const residual = raw / Math.sqrt(fit.dispersion * Math.max(1e-9, 1 - fit.leverage[i]!))
    const weight = residual > outlier ? residual ** -2 : 1
    weights[i] = weight
    sum += weight
  }
  return weights.map((w) => (w * counts.length) / sum)
}
