import { MINUTE_MS } from '../../shared/time.ts'
import type { Alarm } from '../rivals/rival.ts'
import { bootstrap, medianOf } from './bootstrap.ts'
import { compare, type DeclaredDay, quietHours, type Reading } from './declared.ts'

const EARLY_MS = 15 * MINUTE_MS
/** Never found, for the median: later than anything. */
export const NEVER = -Infinity

/** What one contender said of all judged days; leads in milliseconds. */
export type Score = { leads: number[]; notLater: number; earlier: number; hours: number }
type Said = { provider: string; alarms: readonly Alarm[] }

/** Several entries of one provider are the same days, spread differently. */
export function score(days: readonly DeclaredDay[], reading: Reading, said: readonly Said[]): Score {
  const total: Score = { leads: [], notLater: 0, earlier: 0, hours: 0 }
  for (const { provider, alarms } of said)
    for (const day of days) {
      if (day.provider !== provider || !day.isAligned) continue
      const { leadMs, earlier, isNotLater } = compare(day, reading, alarms)
      total.leads.push(leadMs ?? NEVER)
      total.notLater += isNotLater ? 1 : 0
      total.earlier += earlier.length
      total.hours += quietHours(day, reading)
    }
  return total
}

export const median = ({ leads }: Score) => medianOf(leads)
const share = ({ leads }: Score, isOne: (lead: number) => boolean) => leads.filter(isOne).length / leads.length
const isEarly = (lead: number) => lead >= EARLY_MS
const round = (value: number) => Math.round(value * 10) / 10
/** Null: most never. */
export const minutes = (ms: number) => (Number.isFinite(ms) ? round(ms / MINUTE_MS) : null)

export function figuresOf(found: Score) {
  const [low, high] = bootstrap(found.leads, medianOf)
  return {
    not_later: found.notLater / found.leads.length,
    early: share(found, isEarly),
    median_lead_min: minutes(median(found)),
    median_lead_low_min: minutes(low),
    median_lead_high_min: minutes(high),
    earlier_alarms_a_day: round((found.earlier / found.hours) * 24),
  }
}

export function row(reading: Reading, name: string, found: Score): (string | number)[] {
  const figures = figuresOf(found)
  const percent = (value: number) => `${(100 * value).toFixed(0)} %`
  const text = (value: number | null) => value?.toFixed(1) ?? 'never'
  return [
    reading,
    name,
    percent(figures.not_later),
    percent(figures.early),
    `${text(figures.median_lead_min)} (${text(figures.median_lead_low_min)} to ${text(figures.median_lead_high_min)})`,
    percent(share(found, (lead) => lead === NEVER)),
    found.earlier,
    figures.earlier_alarms_a_day,
  ]
}
