import { DAY_MS, HOUR_MS, MINUTE_MS, WEEK_MS } from '../../shared/time.ts'
import { formatClock, formatDate, formatMonth, formatWeekday, type Reader } from '../format.ts'

const STEPS = [
  5 * MINUTE_MS,
  10 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  3 * HOUR_MS,
  4 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  2 * DAY_MS,
  WEEK_MS,
]
const MONTH_STEPS = [1, 2, 3, 6, 12]
const MONTH_MS = 30 * DAY_MS
/** Up to here a day is known by its name. */
const NAMED_DAYS_MS = 10 * DAY_MS
/** The first Monday of the epoch: weeks begin with Mondays. */
const MONDAY_MS = 4 * DAY_MS

/** How a tick is written: 14:05, mer 3, 3 lug, lug. */
export type TickForm = 'clock' | 'weekday' | 'date' | 'month'
export type Ticks = { ticks: number[]; form: TickForm }

export const TICK_FORMATS: Record<TickForm, (reader: Reader, at: number) => string> = {
  clock: formatClock,
  weekday: formatWeekday,
  date: formatDate,
  month: formatMonth,
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** How far the wall clock of a zone is ahead of UTC at an instant; `zone` undefined: the browser's. */
export function zoneOffsetMs(at: number, zone: string | undefined): number {
  if (zone === undefined) return -new Date(at).getTimezoneOffset() * MINUTE_MS
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
  formats.set(zone, format)
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value)
  const wall = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute)
  return wall - Math.floor(at / MINUTE_MS) * MINUTE_MS
}

/** When the wall clock of a zone shows `wall`. Twice, because the offset may change between the first guess and the instant itself. */
function instantOf(wall: number, near: number, zone: string | undefined): number {
  const guess = wall - zoneOffsetMs(near, zone)
  return wall - zoneOffsetMs(guess, zone)
}

/** Round wall-clock instants in [from, to], at most `most` of them; days are at midnight of the zone, weeks on Mondays, months on their first. */
export function timeTicks(from: number, to: number, zone: string | undefined, most: number): Ticks {
  const stepMs = STEPS.find((step) => (to - from) / step <= most)
  const local = from + zoneOffsetMs(from, zone)
  const walls = stepMs === undefined ? monthWalls(local, (to - from) / MONTH_MS / most) : stepWalls(local, stepMs)
  const ticks: number[] = []
  for (const wall of walls) {
    const at = instantOf(wall, from, zone)
    if (at > to) break
    if (at >= from) ticks.push(at)
  }
  if (stepMs === undefined) return { ticks, form: 'month' }
  return { ticks, form: stepMs < DAY_MS ? 'clock' : to - from <= NAMED_DAYS_MS ? 'weekday' : 'date' }
}

function* stepWalls(local: number, stepMs: number): Generator<number> {
  const origin = stepMs === WEEK_MS ? MONDAY_MS : 0
  for (let wall = Math.ceil((local - origin) / stepMs) * stepMs + origin; ; wall += stepMs) yield wall
}

function* monthWalls(local: number, least: number): Generator<number> {
  const step = MONTH_STEPS.find((months) => months >= least) ?? 12
  const first = new Date(local)
  for (let month = 0; ; month++) {
    const wall = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month, 1)
    if (new Date(wall).getUTCMonth() % step === 0) yield wall
  }
}
