import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts'
import type { Random } from './draw.ts'
import { FEB, JAN } from './libero-facts.ts'
import type { Person } from './libero-people.ts'

/** Facts, to the hour where it is known. */
export const FIRST_REPORTS = JAN(22, 22)
const BROAD = JAN(23, 7)
const RETURN_FROM = JAN(26, 18)
const RETURN_MOST = JAN(27, 20)
export const ANDROID_BACK = JAN(28, 20)
const IOS_FROM = FEB(1, 8)
export const IOS_BACK = FEB(2, 12)

/** Assumptions of how it went between them: of those who were out, this part still was at RETURN_MOST… */
const STILL_OUT = 0.65
/** …and before the morning those who notice press so much less than they will. */
const AT_NIGHT = 0.03
const BROAD_BY = 2 * HOUR_MS
/** Those who are back look at it for so long: half as many say so after this. */
const WORKS_HALF_LIFE_MS = 36 * HOUR_MS

/** Of people like this one, the share that is out at an instant. */
export function outShare(
  { device, component, isSender }: Pick<Person, 'device' | 'component' | 'isSender'>,
  at: number,
): number {
  const all = along(at, [
    [FIRST_REPORTS, 1],
    [RETURN_FROM, 1],
    [RETURN_MOST, STILL_OUT],
    [ANDROID_BACK, 0],
  ])
  if (device !== 'ios' || component === 'webmail' || isSender) return all
  return Math.max(
    all,
    along(at, [
      [FIRST_REPORTS, 1],
      [IOS_FROM, 1],
      [IOS_BACK, 0],
    ]),
  )
}

/** How much of the attention of the first morning is left: people tire. */
export function attention(at: number, fatigueHours: number): number {
  if (at < FIRST_REPORTS) return 0
  const rise =
    at < BROAD - HOUR_MS
      ? AT_NIGHT
      : along(at, [
          [BROAD - HOUR_MS, AT_NIGHT],
          [BROAD - HOUR_MS + BROAD_BY, 1],
        ])
  return rise * 2 ** (-Math.max(0, at - BROAD) / (fatigueHours * HOUR_MS))
}

/** How many of those who find it working say so, against the first day's pace of complaints. */
export function relief(at: number): number {
  return at < RETURN_FROM ? 0 : 2 ** (-Math.max(0, at - ANDROID_BACK) / WORKS_HALF_LIFE_MS)
}

/** How busy people are in each hour of the day in Rome, 0 (asleep) to 1; the night is taken from it as deep as asked. */
const AWAKE = [
  0.16, 0.07, 0.02, 0, 0, 0.03, 0.14, 0.4, 0.72, 0.94, 1, 0.97, 0.86, 0.78, 0.82, 0.88, 0.88, 0.84, 0.78, 0.7, 0.64,
  0.58, 0.46, 0.3,
]
const SATURDAY = 0.66
const SUNDAY = 0.6

/** `nightDepth` 1: nobody presses in the dead of night; 0: as many as by day. Mean about a half. */
export function activity(at: number, nightDepth: number): number {
  const { hour, weekday } = inRome(at)
  const part = (at % HOUR_MS) / HOUR_MS
  const awake = AWAKE[hour]! + (AWAKE[(hour + 1) % 24]! - AWAKE[hour]!) * part
  return (1 - nightDepth * (1 - awake)) * (weekday === 6 ? SATURDAY : weekday === 0 ? SUNDAY : 1)
}

/** Probes see it fail from some minutes before the first report; each part is back for all of them in the last hours. */
export function drawProbeOutage(random: Random): { from: number; to: number } {
  return {
    from: FIRST_REPORTS - Math.floor(15 * random()) * MINUTE_MS,
    to: ANDROID_BACK - Math.floor(120 * random()) * MINUTE_MS,
  }
}

/** December to February: winter time, one hour ahead of UTC. */
function inRome(at: number): { hour: number; weekday: number } {
  const local = at + HOUR_MS
  return { hour: Math.floor((local % DAY_MS) / HOUR_MS), weekday: new Date(local).getUTCDay() }
}

/** Straight between points (in order of time), flat outside. */
function along(at: number, points: readonly (readonly [at: number, value: number])[]): number {
  const next = points.findIndex(([when]) => when > at)
  if (next === 0) return points[0]![1]
  if (next < 0) return points.at(-1)![1]
  const [a, b] = [points[next - 1]!, points[next]!]
  return a[1] + ((b[1] - a[1]) * (at - a[0])) / (b[0] - a[0])
}
