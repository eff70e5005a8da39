import { readFileSync } from 'node:fs'
import { HOUR_MS, MINUTE_MS, QUARTER_MS } from '../../shared/time.ts'
import type { Alarm } from '../rivals/rival.ts'
import type { Bucket } from './counted.ts'

const FILE = new URL('../recordings/downdetector-aws-gcp.csv', import.meta.url)

/** A day around a problem that Downdetector declared; instants are epoch milliseconds. */
export type DeclaredDay = {
  id: string
  provider: string
  declaredAt: number
  /** Whether its chart is in register with the declared moment: only then it is judged. */
  isAligned: boolean
  firstLabel: number
  counts: readonly number[]
}
/** Whether a label is the end or the start of its quarter. The source does not say; the end is likely. */
export type Reading = 'end' | 'start'

/** All days, provider by provider, in order of time. */
export function readDeclaredDays(): DeclaredDay[] {
  const [, ...lines] = readFileSync(FILE, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [id, provider, declaredAt, aligned, label, counts] = line.split(',') as [string, ...string[]]
    return {
      id,
      provider: provider!,
      declaredAt: Date.parse(declaredAt!),
      isAligned: aligned === '1',
      firstLabel: Date.parse(label!),
      counts: counts!.split(' ').map(Number),
    }
  })
}

/** The days one after another. Where two overlap the first stands: its quarters were heard already. */
export function chain(days: readonly DeclaredDay[], reading: Reading): Bucket[] {
  const buckets: Bucket[] = []
  for (const { firstLabel, counts } of days) {
    const first = firstLabel - (reading === 'end' ? QUARTER_MS : 0)
    for (const [i, count] of counts.entries()) {
      const from = first + i * QUARTER_MS
      if (from >= (buckets.at(-1)?.to ?? 0)) buckets.push({ from, to: from + QUARTER_MS, count })
    }
  }
  return buckets
}

/** A lead is no longer than this: what began earlier is another thing, and counts as an earlier alarm. */
export const LONGEST_LEAD_MS = 2 * HOUR_MS
/** An alarm that ended within the quarter before is the one that was in force. */
const TOUCHES_MS = QUARTER_MS
/** Declared moments are whole minutes. */
const SAME_MS = MINUTE_MS

/** Milliseconds before the declared moment, negative after it; undefined: not that day. */
export type Verdict = { leadMs: number | undefined; earlier: Alarm[]; isNotLater: boolean }

/**
 * Who was first: the alarm that was in force when the problem was declared, or else the first one after it. All others of the day before it are
 * earlier alarms, and so is it if it began more than two hours before: they may be false, and some are waves of their own.
 */
export function compare(
  { declaredAt, firstLabel, counts }: DeclaredDay,
  reading: Reading,
  alarms: readonly Alarm[],
): Verdict {
  const from = firstLabel - (reading === 'end' ? QUARTER_MS : 0)
  const to = from + counts.length * QUARTER_MS
  const own = alarms.filter((alarm) => alarm.at < to && alarm.until >= from)
  const found = own.find((alarm) => alarm.until >= declaredAt - TOUCHES_MS)
  const leadMs = found && Math.min(LONGEST_LEAD_MS, declaredAt - found.at)
  const earlier = own.filter((alarm) =>
    alarm === found ? leadMs === LONGEST_LEAD_MS : alarm.at < (found?.at ?? declaredAt),
  )
  return { leadMs, earlier, isNotLater: leadMs !== undefined && leadMs >= -SAME_MS }
}

/** Hours of a day in which an alarm is an earlier one. */
export function quietHours({ declaredAt, firstLabel }: DeclaredDay, reading: Reading): number {
  return (declaredAt - LONGEST_LEAD_MS - firstLabel + (reading === 'end' ? QUARTER_MS : 0)) / HOUR_MS
}
