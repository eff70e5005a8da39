import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'

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
  7 * DAY_MS,
]

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

/** Round wall-clock instants in [from, to], at most `most` of them; whole days are at midnight of the zone. */
export function timeTicks(
  from: number,
  to: number,
  zone: string | undefined,
  most: number,
): { ticks: number[]; stepMs: number } {
  const stepMs = STEPS.find((step) => (to - from) / step <= most) ?? 7 * DAY_MS
  const ticks: number[] = []
  const local = from + zoneOffsetMs(from, zone)
  for (let wall = Math.ceil(local / stepMs) * stepMs; ; wall += stepMs) {
    // Twice, because the offset may change between the first guess and the instant itself.
    let at = wall - zoneOffsetMs(from, zone)
    at = wall - zoneOffsetMs(at, zone)
    if (at > to) return { ticks, stepMs }
    if (at >= from) ticks.push(at)
  }
}
