import type { ScopeCell } from '../../shared/incident.ts'
import { HOUR_MS } from '../../shared/time.ts'
import type { Part } from './clocks.ts'

/** Voices of an hour; `value`: of whom, '' for all and `webmail/ios` for a pair, where '-' is what they did not say. */
export type HourOfVoices = { hour: number; value: string; problems: number }
/** What was usual in an hour, as believed when it began. Dispersion: variance / mean. */
export type UsualHour = { hour: number; ratePerHour: number; dispersion: number }

/** An hour is loud with so many voices at least, and so many standard deviations above the usual: chance brings one in many years. */
export const LOUD = { voices: 3, sds: 6 }
/** Of a part only its average hour is known; the busiest of a day brings at most so many times that. */
export const BUSIEST = 3

type Since = { scope: readonly ScopeCell[]; startedFrom: number; judgedAt: number }

/** Answers when the last loud hour of a part began, or of the whole for null and null; null: there was none. */
export function lastLoudOf(
  hours: readonly HourOfVoices[],
  usual: readonly UsualHour[],
  { scope, startedFrom, judgedAt }: Since,
): (part: Part) => number | null {
  const usualOf = new Map(usual.map((hour) => [hour.hour, hour]))
  const spanHours = Math.max(1, (judgedAt - startedFrom) / HOUR_MS)
  const isLoud = (problems: number, expected: number, dispersion: number) =>
    problems >= LOUD.voices && problems > expected + LOUD.sds * Math.sqrt(expected * Math.max(1, dispersion))

  return ({ component, device }) => {
    const isWhole = component === null && device === null
    const cell = isWhole ? undefined : scope.find((other) => isOf(other, component, device))
    if (!isWhole && cell === undefined) return null
    const sums = new Map<number, number>()
    for (const { hour, value, problems } of hours)
      if (isWhole ? value === '' : value !== '' && isWithin(value, component, device))
        sums.set(hour, (sums.get(hour) ?? 0) + problems)
    let last: number | null = null
    for (const [hour, problems] of sums) {
      const then = usualOf.get(hour)
      if (then === undefined || hour <= (last ?? -Infinity)) continue
      const expected = cell === undefined ? then.ratePerHour : (BUSIEST * cell.expected) / spanHours
      if (isLoud(problems, expected, then.dispersion)) last = hour
    }
    return last
  }
}

function isOf({ facet, value }: ScopeCell, component: string | null, device: string | null): boolean {
  if (component === null) return facet === 'device' && value === device
  if (device === null) return facet === 'component' && value === component
  return facet === 'component_device' && value === `${component}/${device}`
}

function isWithin(pair: string, component: string | null, device: string | null): boolean {
  const [of, on] = pair.split('/')
  return (component === null || component === of) && (device === null || device === on)
}
