import { MINUTE_MS } from '../../shared/time.ts'
import { judgeEach, type Rival, type Step } from './rival.ts'

const PASS_MS = 5 * MINUTE_MS
/** Passes in the half hour whose reports are counted. */
const WINDOW_PASSES = 6
const ALPHA = 0.1
const MIN_REPORTS = 5
const MIN_VARIANCE = 1
/** Anomalous passes in a row before it says so. */
const CONFIRM_PASSES = 2

/**
 * The rule of an open-source site: every five minutes the reports of the last half hour against an exponentially weighted mean and
 * variance, which stand still while it is anomalous. It knows no time of day.
 */
export const isUpMap: Rival = {
  name: 'isUpMap',
  source:
    'github.com/Jaironlanda/isupmap, src/reports.ts: z at least 3 and 5 reports in 30 minutes, twice in a row, alpha 0.1',
  stepMs: PASS_MS,
  unit: 'standard deviations (z)',
  published: 3,
  thresholds: [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128],
  create: (thresholds) => judgeEach(thresholds, judgeOf),
}

function judgeOf(z: number): (step: Step) => boolean {
  let window: number[] = []
  let mean: number | undefined
  let variance = MIN_VARIANCE
  let streak = 0
  return ({ count }) => {
    if (count === null) {
      window = []
      return false
    }
    window = [...window.slice(1 - WINDOW_PASSES), count]
    const observed = window.reduce((sum, n) => sum + n, 0)
    if (mean === undefined) {
      if (observed === 0) return false
      mean = observed
      variance = Math.max(observed, MIN_VARIANCE)
      return false
    }
    const isAnomalous = observed >= MIN_REPORTS && observed - mean >= z * Math.sqrt(Math.max(variance, MIN_VARIANCE))
    streak = isAnomalous ? streak + 1 : 0
    if (!isAnomalous) {
      const off = observed - mean
      mean += ALPHA * off
      variance = (1 - ALPHA) * (variance + ALPHA * off ** 2)
    }
    return streak >= CONFIRM_PASSES
  }
}
