import { DAY_MS, HOUR_MS } from '../../shared/time.ts'
import type { Random } from './draw.ts'

const HOURS = 168
/** 1 January 1970 was a Thursday; the week begins on Monday. */
const EPOCH_OFFSET_HOURS = 72
/** Standard time of the reporters' zone, ahead of UTC. */
const ZONE_HOURS = 1
/** The busiest hour of a quiet service's week is so many times the mean one. */
const PEAK = { least: 1.3, most: 3.1 }
const SUNDAY = 6

/** How busy each hour of the week is, from Monday at midnight, local time; the mean is 1. */
export type Week = number[]

/** A day with a deep night and a high evening, a quieter weekend, and a busiest hour as real services have it. */
export function drawWeek(random: Random): Week {
  const peak = PEAK.least + (PEAK.most - PEAK.least) * random()
  const weekend = 0.8 * random()
  const shape = Array.from({ length: HOURS }, (_, i) => {
    const day = Math.cos(((i % 24) - 16) * (Math.PI / 12)) + 0.4 * Math.cos(((i % 24) - 21) * (Math.PI / 6))
    return day - (i >= 5 * 24 ? weekend : 0)
  })
  let [low, high] = [0, 4]
  for (let i = 0; i < 30; i += 1) {
    const middle = (low + high) / 2
    if (Math.max(...scaled(shape, middle)) < peak) low = middle
    else high = middle
  }
  return scaled(shape, low)
}

function scaled(shape: number[], strength: number): Week {
  const raw = shape.map((v) => Math.exp(strength * v))
  const mean = raw.reduce((sum, v) => sum + v, 0) / HOURS
  return raw.map((v) => v / mean)
}

/** Local hour at an instant: since the epoch, in a zone with or without summer time. */
export function localHour(at: number, hasSummerTime: boolean): number {
  return Math.floor(at / HOUR_MS) + ZONE_HOURS + (hasSummerTime && isSummer(at) ? 1 : 0)
}

/** Multiple of the mean at a local hour; on a holiday, that of the same hour on a Sunday. */
export function busyness(week: Week, hour: number, isHoliday: boolean): number {
  const ofWeek = (hour + EPOCH_OFFSET_HOURS) % HOURS
  return week[isHoliday ? SUNDAY * 24 + (ofWeek % 24) : ofWeek]!
}

/** European summer time: from the last Sunday of March to that of October, 01:00 UTC. */
export function isSummer(at: number): boolean {
  const year = new Date(at).getUTCFullYear()
  return at >= lastSunday(year, 2) && at < lastSunday(year, 9)
}

function lastSunday(year: number, month: number): number {
  const last = Date.UTC(year, month + 1, 0)
  return last - new Date(last).getUTCDay() * DAY_MS + HOUR_MS
}
