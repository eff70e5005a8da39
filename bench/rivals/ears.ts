import { QUARTER_MS } from '../../shared/time.ts'
import { judgeEach, type Rival, type Step } from './rival.ts'

/**
 * Buckets in the moving baseline, and the least its standard deviation is taken as. EARS counts days and takes seven; seven quarters of an
 * hour hold too few reports for a standard deviation, so the baseline is a day long (`baseline` and `minSigma` of R's surveillance::earsC).
 */
const BASELINE = 96
const MIN_SIGMA = 1
const GUARD = { C1: 0, C2: 2, C3: 2 }
type Method = keyof typeof GUARD

const source = 'Hutwagner 2003; Fricker, Hegler, Dunfee 2008; definitions as in surveillance::earsC'

/**
 * The Early Aberration Reporting System: a count against mean and standard deviation of the buckets before it (C1), of those that ended two
 * buckets earlier (C2), and the sum of what the last three of C2 had beyond one deviation (C3). No time of day.
 */
export const earsC1: Rival = rivalOf('C1', 3)
export const earsC2: Rival = rivalOf('C2', 3)
export const earsC3: Rival = rivalOf('C3', 2)

function rivalOf(method: Method, published: number): Rival {
  return {
    name: `EARS ${method}`,
    source,
    stepMs: QUARTER_MS,
    unit: 'standard deviations',
    published,
    thresholds: [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128],
    create: (thresholds) => judgeEach(thresholds, (threshold) => judgeOf(threshold, method, BASELINE)),
  }
}

/** `baseline`: buckets in the moving baseline; it is silent until it has heard them. */
export function judgeOf(threshold: number, method: Method, baseline: number): (step: Step) => boolean {
  const scoreOf = scorerOf(method, baseline)
  return ({ count }) => count !== null && scoreOf(count) > threshold
}

/** Deviations of each count, one told after the other; none (-Infinity) until the baseline is full. */
export function scorerOf(method: Method, baseline: number): (count: number) => number {
  const guard = GUARD[method]
  const history: number[] = []
  let earlier = [0, 0]
  return (count) => {
    const reference = history.slice(Math.max(0, history.length - guard - baseline), history.length - guard)
    history.push(count)
    if (history.length > baseline + guard + 1) history.shift()
    if (reference.length < baseline) return -Infinity
    const deviations = (count - meanOf(reference)) / Math.max(MIN_SIGMA, deviationOf(reference))
    const carried = method === 'C3' ? earlier[0]! + earlier[1]! : 0
    const beyond = Math.max(0, deviations - 1)
    earlier = [earlier[1]!, beyond]
    return method === 'C3' ? beyond + carried : deviations
  }
}

function meanOf(values: number[]): number {
  return values.reduce((sum, n) => sum + n, 0) / values.length
}

function deviationOf(values: number[]): number {
  const mean = meanOf(values)
  return Math.sqrt(values.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (values.length - 1))
}
