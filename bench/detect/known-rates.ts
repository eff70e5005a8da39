import { bucketStart, DAY_MS, HOUR_MS, WEEK_MS } from '../../shared/time.ts'
import type { Bucket } from './counted.ts'
import { isWithin, type Stretch } from './quiet-stretches.ts'

/** The level of an instant: the mean of the quiet hours within so long before and after it… */
const NEAR_MS = 10 * DAY_MS
/** …without those that are so close, so that a burst does not explain itself. */
const OWN_MS = 12 * HOUR_MS
/** An hour of the week leans on its hour of the day with so many reports. */
const SHRINK = 20
const HOURS_OF_DAY = 24
const HOURS_OF_WEEK = WEEK_MS / HOUR_MS
/** Reports an hour under which nothing is divided. */
const LEAST = 0.01

type Hour = { at: number; count: number; length: number }

/**
 * What was usual, as nobody could know it then: level × hour of the week out of the whole recording, the future included. Gives reports
 * an hour at an instant.
 */
export function knownRates(buckets: readonly Bucket[], quiet: readonly Stretch[]): (at: number) => number {
  const hours = hourly(buckets, quiet)
  const levels = levelsOf(hours)
  const shape = shapeOf(hours, levels)
  const begin = hours[0]?.at ?? 0
  const rates = hours.map(({ at }, i) => Math.max(LEAST, levels[i]! * shape[hourOfWeek(at)]!))
  return (at) => rates[Math.min(rates.length - 1, Math.max(0, (bucketStart(at, HOUR_MS) - begin) / HOUR_MS))]!
}

/** Reports of each whole hour, and how much of it was quiet, in hours. */
function hourly(buckets: readonly Bucket[], quiet: readonly Stretch[]): Hour[] {
  const begin = bucketStart(buckets[0]!.from, HOUR_MS)
  const hours = Array.from({ length: Math.ceil((buckets.at(-1)!.to - begin) / HOUR_MS) }, (_, i) => ({
    at: begin + i * HOUR_MS,
    count: 0,
    length: 0,
  }))
  for (const { from, to, count } of buckets) {
    if (count === null || !isWithin(quiet, from)) continue
    const hour = hours[(bucketStart(from, HOUR_MS) - begin) / HOUR_MS]!
    hour.count += count
    hour.length += (to - from) / HOUR_MS
  }
  return hours
}

function levelsOf(hours: readonly Hour[]): number[] {
  const sums = [{ count: 0, length: 0 }]
  for (const hour of hours) {
    const last = sums.at(-1)!
    sums.push({ count: last.count + hour.count, length: last.length + hour.length })
  }
  const upTo = (i: number) => sums[Math.min(hours.length, Math.max(0, i))]!
  const total = sums.at(-1)!
  const [near, own] = [NEAR_MS / HOUR_MS, OWN_MS / HOUR_MS]
  return hours.map((_, i) => {
    const [a, b, c, d] = [upTo(i - near), upTo(i - own), upTo(i + own + 1), upTo(i + near + 1)]
    const length = b.length - a.length + d.length - c.length
    const count = b.count - a.count + d.count - c.count
    return Math.max(LEAST, length > 0 ? count / length : total.count / Math.max(1, total.length))
  })
}

/** Smoothed over the neighbouring hours; its mean over what was heard is 1. */
function shapeOf(hours: readonly Hour[], levels: readonly number[]): number[] {
  const day = Array.from({ length: HOURS_OF_DAY }, () => ({ count: 0, usual: 0 }))
  const week = Array.from({ length: HOURS_OF_WEEK }, () => ({ count: 0, usual: 0 }))
  for (const [i, { at, count, length }] of hours.entries()) {
    for (const cell of [day[hourOfWeek(at) % HOURS_OF_DAY]!, week[hourOfWeek(at)]!]) {
      cell.count += count
      cell.usual += levels[i]! * length
    }
  }
  const daily = smooth(day.map(({ count, usual }) => count / Math.max(LEAST, usual)))
  const weekly = week.map(({ count, usual }, i) => {
    const one = daily[i % HOURS_OF_DAY]!
    return (one * (count + SHRINK)) / (usual * one + SHRINK)
  })
  return smooth(weekly)
}

function smooth(values: readonly number[]): number[] {
  const n = values.length
  return values.map((value, i) => value / 2 + (values[(i + 1) % n]! + values[(i + n - 1) % n]!) / 4)
}

function hourOfWeek(at: number): number {
  return (at / HOUR_MS) % HOURS_OF_WEEK
}
