import { DAY_MS, QUARTER_MS, bucketStart } from '../../shared/time.ts'
import { alarmsOf, judgeEach, type Alarm, type Rival, type Step } from './rival.ts'

export type { Alarm } from './rival.ts'

const BINS = DAY_MS / QUARTER_MS
/** A mean of fewer days says little. */
const MIN_DAYS = 7
/**
 * Their threshold is not published. With this one (standard deviations of a Poisson count, and so many reports more than the mean)
 * it speaks about as often as our own rule over the recording's five weeks and its outage, the first week left out: 28 times to 24.
 */
const DEVIATIONS = 8
const MORE_THAN_USUAL = 20

/**
 * The rule that crowd-sourced sites publish: reports in 15-minute bins against the mean of that time of day. It can speak only
 * when a bin is over. Both parts of its limit grow with the threshold.
 */
export const quarterRule: Rival = {
  name: '15-minute rule',
  source: 'Downdetector, "Methodology": the mean for that time of day, 15-minute bins, an unpublished threshold',
  stepMs: QUARTER_MS,
  unit: 'standard deviations of a Poisson count, and 2.5 times as many reports',
  published: DEVIATIONS,
  thresholds: [1, 2, 3, 4, 6, DEVIATIONS, 12, 16, 24, 32, 48, 64, 128],
  create: (thresholds) => judgeEach(thresholds, judgeOf),
}

function judgeOf(deviations: number): (step: Step) => boolean {
  const reports = Array.from({ length: BINS }, () => 0)
  const days = Array.from({ length: BINS }, () => 0)
  const more = (MORE_THAN_USUAL * deviations) / DEVIATIONS
  return ({ end, count }) => {
    if (count === null) return false
    const timeOfDay = (bucketStart(end - QUARTER_MS, QUARTER_MS) / QUARTER_MS) % BINS
    const mean = reports[timeOfDay]! / Math.max(1, days[timeOfDay]!)
    const limit = mean + Math.max(more, deviations * Math.sqrt(mean))
    const isOver = days[timeOfDay]! >= MIN_DAYS && count > limit
    reports[timeOfDay]! += count
    days[timeOfDay]! += 1
    return isOver
  }
}

export type QuarterRule = {
  /** A report at this instant (epoch milliseconds); not earlier than what was judged. */
  hear(at: number): void
  /** Judges the bins that end by `to`. */
  advance(to: number): void
  /** When it has said that something is wrong, oldest first; the last one may still go on. */
  readonly alarms: readonly Alarm[]
}

/** The rule with its own threshold, told report by report. */
export function createQuarterRule(startAt: number): QuarterRule {
  const steps: Step[] = []
  const heard = new Map<number, number>()
  let bin = bucketStart(startAt, QUARTER_MS)
  let alarms: Alarm[] = []
  return {
    hear(at) {
      const start = bucketStart(at, QUARTER_MS)
      heard.set(start, (heard.get(start) ?? 0) + 1)
    },
    advance(to) {
      for (; bin + QUARTER_MS <= to; bin += QUARTER_MS) {
        steps.push({ end: bin + QUARTER_MS, count: heard.get(bin) ?? 0 })
        heard.delete(bin)
      }
      alarms = alarmsOf(quarterRule, steps, [DEVIATIONS])[0]!
    },
    get alarms() {
      return alarms
    },
  }
}
