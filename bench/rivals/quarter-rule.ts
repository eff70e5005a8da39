import { DAY_MS, QUARTER_MS, bucketStart } from '../../shared/time.ts'

/**
 * The rule that crowd-sourced sites publish: reports in 15-minute bins against the mean of that time of day. It can speak only
 * when a bin is over.
 */
export type QuarterRule = {
  /** A report at this instant (epoch milliseconds); not earlier than what was judged. */
  hear(at: number): void
  /** Judges the bins that end by `to`. */
  advance(to: number): void
  /** When it has said that something is wrong, oldest first; the last one may still go on. */
  readonly alarms: readonly Alarm[]
}
/** `at`: the end of the first bin over the limit, when it began to say so; `until`: the end of the last one. */
export type Alarm = { at: number; until: number }

const BINS = DAY_MS / QUARTER_MS
/** A mean of fewer days says little. */
const MIN_DAYS = 7
/**
 * Their threshold is not published. With this one (standard deviations of a Poisson count, and so many reports more than the mean)
 * it speaks about as often as our own rule over the recording's five weeks and its outage, the first week left out: 28 times to 24.
 */
const DEVIATIONS = 8
const MORE_THAN_USUAL = 20

export function createQuarterRule(startAt: number): QuarterRule {
  const reports = Array.from({ length: BINS }, () => 0)
  const days = Array.from({ length: BINS }, () => 0)
  const heard = new Map<number, number>()
  let bin = bucketStart(startAt, QUARTER_MS)
  const alarms: Alarm[] = []
  let isAlarmed = false

  return {
    hear(at) {
      const start = bucketStart(at, QUARTER_MS)
      heard.set(start, (heard.get(start) ?? 0) + 1)
    },
    advance(to) {
      for (; bin + QUARTER_MS <= to; bin += QUARTER_MS) {
        const count = heard.get(bin) ?? 0
        heard.delete(bin)
        const timeOfDay = (bin / QUARTER_MS) % BINS
        const mean = reports[timeOfDay]! / Math.max(1, days[timeOfDay]!)
        const limit = mean + Math.max(MORE_THAN_USUAL, DEVIATIONS * Math.sqrt(mean))
        const isOver = days[timeOfDay]! >= MIN_DAYS && count > limit
        const end = bin + QUARTER_MS
        if (isOver && isAlarmed) alarms.at(-1)!.until = end
        else if (isOver) alarms.push({ at: end, until: end })
        isAlarmed = isOver
        reports[timeOfDay]! += count
        days[timeOfDay]! += 1
      }
    },
    alarms,
  }
}
