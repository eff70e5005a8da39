import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { judgeEach, type Rival, type Step } from './rival.ts'

/** It looks for this many times the usual rate, as it was designed for "three times" in hospitals and factories alike. */
const RATIO = 3
/** ln of the minutes in a year: for Poisson counts of a known rate the mean time between false alarms is at least that. */
const YEAR_NATS = Math.log((365 * DAY_MS) / MINUTE_MS)
/** What is usual: the mean, of which half is forgotten in three weeks; while it speaks it does not learn. */
const DECAY = 2 ** (-MINUTE_MS / (21 * DAY_MS))
/** It says nothing until it knows a day. */
const YOUNG_MINUTES = DAY_MS / MINUTE_MS
/** After a longer silence it begins anew, with what it has learned. */
const LONG_SILENCE_MS = HOUR_MS

/** Page's CUSUM on the counts of each minute against one mean rate that it learns: no season, nothing known of clusters. */
export const flatCusum: Rival = {
  name: 'CUSUM without season',
  source:
    'Page 1954; Lucas 1985 for Poisson counts; designed for three times the mean, a threshold of ln(minutes in a year)',
  stepMs: MINUTE_MS,
  unit: 'nats',
  published: YEAR_NATS,
  thresholds: [3, 5, 8, YEAR_NATS, 20, 30, 45, 70, 100, 150, 250, 400, 800, 1600],
  create: (thresholds) => judgeEach(thresholds, judgeOf),
}

function judgeOf(threshold: number): (step: Step) => boolean {
  let score = 0
  let isOn = false
  let [reports, minutes] = [0.5, 0.5]
  let [heard, lastEnd] = [0, 0]
  return ({ end, count }) => {
    if (count === null) return isOn
    if (end - lastEnd > LONG_SILENCE_MS) [score, isOn] = [0, false]
    lastEnd = end
    heard += 1
    const mean = reports / minutes
    // Held at its threshold, so that it falls back when the reports do; it speaks until half of the evidence is gone.
    score = Math.min(threshold, Math.max(0, score + count * Math.log(RATIO) - mean * (RATIO - 1)))
    isOn = heard > YOUNG_MINUTES && (score >= threshold || (isOn && score > threshold / 2))
    if (!isOn) {
      reports = reports * DECAY + count
      minutes = minutes * DECAY + 1
    }
    return isOn
  }
}
