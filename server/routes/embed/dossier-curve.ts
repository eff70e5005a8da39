import { bucketStart, bucketStarts, HOUR_MS } from '../../../shared/time.ts'
import type { ChartPoint } from '../../../web/chart/model.ts'
import { upperLimit } from '../../detect/limits.ts'
import type { Frozen } from '../../store/dossiers.ts'

type Count = [minute: number, facet: string, value: string, reports: number, problems: number]
type UsualHour = [hour: number, ratePerHour: number, dispersion: number, shape: number]

/**
 * The curve of an incident out of its dossier, which keeps the minutes that are gone elsewhere. Heartbeats are not in it: an hour without any
 * voice is unknown, as it is where only hours are kept.
 */
export function dossierPoints(
  { minutes, usual }: Pick<Frozen, 'minutes' | 'usual'>,
  { from, to, widthMs, until }: { from: number; to: number; widthMs: number; until: number },
): ChartPoint[] {
  const sums = new Map<number, number>()
  const heard = new Set<number>()
  for (const [minute, facet, value, , problems] of minutes as Count[]) {
    if (facet !== 'all' || value !== '' || minute >= until) continue
    const bucket = bucketStart(minute, widthMs)
    sums.set(bucket, (sums.get(bucket) ?? 0) + problems)
    heard.add(bucketStart(minute, HOUR_MS))
  }
  const hours = new Map((usual as UsualHour[]).map((row) => [row[0], row]))
  return bucketStarts(from, to, widthMs).map((t) => {
    const n = heard.has(bucketStart(t, HOUR_MS)) ? (sums.get(t) ?? 0) : null
    const hour = hours.get(bucketStart(t, HOUR_MS))
    if (hour === undefined) return { t, n, expected: null, upper: null }
    const [, ratePerHour, dispersion, shape] = hour
    const expected = (ratePerHour * widthMs) / HOUR_MS
    return { t, n, expected, upper: upperLimit({ ratePerHour, dispersion, shape }, widthMs) }
  })
}
