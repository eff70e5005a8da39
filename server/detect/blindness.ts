import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { nullOf, rungOf, surgeOf, type Normal } from './ladder.ts'
import { natsFor, suspectedReporters, SURGES_PER_MINUTE, SUSPECTED_PER_YEAR } from './rule.ts'

/** What would be noticed is asked of so much time. */
export const WITHIN_MS = 10 * MINUTE_MS
/** Voices a minute; halved until the rise is known to a thousandth. */
const MOST_PER_MINUTE = 1e6
const HALVINGS = 40

/** `perMinute`: the smallest lasting rise, voices a minute beyond the usual, that is noticed within ten minutes. */
export type Blindness = { usualPerHour: number; perMinute: number }

/**
 * Smallest lasting rise whose expected evidence reaches the bar of `suspected` in ten minutes, and that brings enough people: about half
 * of such rises are noticed in that time. `normal` is the lowest null of this hour, `allowed` the multiple of it that this provider's own
 * past allows; a voice is taken as one of a network of its own.
 */
export function blindness(of: { ratePerHour: number; normal: Normal; allowed: number; perYear?: number }): Blindness {
  const { ratePerHour, normal, allowed, perYear = SUSPECTED_PER_YEAR } = of
  const rung = rungOf(allowed)
  const bar = natsFor(perYear)
  const usual = ratePerHour / HOUR_MS
  const isNoticed = (perMinute: number) => {
    const perMs = usual + perMinute / MINUTE_MS
    if (perMs * WITHIN_MS < suspectedReporters(ratePerHour)) return false
    return expectedNats(rung, perMs * SECOND_MS, WITHIN_MS / SECOND_MS, normal) >= bar
  }
  let [low, high] = [0, MOST_PER_MINUTE]
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = low === 0 ? high / 2 : Math.sqrt(low * high)
    if (isNoticed(middle)) high = middle
    else low = middle
  }
  return { usualPerHour: ratePerHour, perMinute: high }
}

/** ln ΣπR of a rung after `seconds` of a steady `perSecond` voices, as it is on average: dR = (1 + gR) dt from its rest. */
function expectedNats(rung: number, perSecond: number, seconds: number, normal: Normal): number {
  const base = nullOf(rung, normal.ratePerHour)
  const logs = SURGES_PER_MINUTE.map((_, i) => {
    const surge = surgeOf(i, base)
    const temper = normal.tempers[i]!
    const rest = 1 / (temper * surge)
    const growth = perSecond * temper * Math.log1p(surge / base) - temper * surge
    // Beyond this e^x is no number any more, and long enough.
    if (growth * seconds > 600) return growth * seconds + Math.log(rest + 1 / growth)
    if (Math.abs(growth * seconds) < 1e-9) return Math.log(rest + seconds)
    return Math.log(Math.max(rest, rest * Math.exp(growth * seconds) + Math.expm1(growth * seconds) / growth))
  })
  const most = Math.max(...logs)
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0) / logs.length)
}
