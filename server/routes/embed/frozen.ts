import { DAY_MS, HOUR_MS, MINUTE_MS, QUARTER_MS, SECOND_MS, WEEK_MS, bucketStart } from '../../../shared/time.ts'
import { RANGES, rangeWindow, type Range } from '../../../web/chart/model.ts'
import type { Clock } from '../../clock.ts'
import { readIncidentsThen, type IncidentThen } from '../../store/as-of-incidents.ts'
import { readVerdictsThen, type VerdictThen } from '../../store/as-of.ts'
import type { Database } from '../../store/db.ts'
import { createKept } from './kept.ts'
import { SPARK_MS, type OldCurve } from './readings.ts'
import { ceilMinute, isBeforeMinutes, readAbout, readStretch, type Window } from './stretch.ts'

/** Real time: what was published at a moment of the past changes no more. */
const PAST_MS = HOUR_MS
/** Domain time: younger than this, something of then may still be on its way. */
export const SETTLED_MS = 10 * MINUTE_MS
const UNSETTLED_MS = 3 * SECOND_MS
/** A correction must show in frozen embeds as well. */
const INCIDENTS_MS = 30 * SECOND_MS
/** Moments that many articles are frozen at; made-up ones push out others, and nothing else. */
const MOST_MOMENTS = 500

/** What was published at a moment, as frozen embeds show it. */
export type Frozen = {
  verdicts(ids: readonly number[], at: number): Promise<Map<number, VerdictThen>>
  curve(id: number, range: Range, at: number): Promise<OldCurve>
  spark(id: number, at: number): Promise<(number | null)[]>
  /** Those that were known by then and not over before `from`. */
  incidents(ids: readonly number[], from: number, at: number): Promise<IncidentThen[]>
  incident(id: string, at: number): Promise<IncidentThen | undefined>
  about(incident: IncidentThen, at: number): Promise<OldCurve>
}

export function createFrozen(deps: { db: Database; clock: Clock; real?: (() => number) | undefined }): Frozen {
  const { db, clock, real } = deps
  const verdicts = createKept<Map<number, VerdictThen>>(MOST_MOMENTS, real)
  const curves = createKept<OldCurve>(MOST_MOMENTS, real)
  const incidents = createKept<IncidentThen[]>(MOST_MOMENTS, real)
  const kept = (at: number) => (clock.now() - at > SETTLED_MS ? PAST_MS : UNSETTLED_MS)
  const known = (key: string, at: number, read: () => Promise<IncidentThen[]>) =>
    incidents.get(key, Math.min(kept(at), INCIDENTS_MS), read)
  const stretch = (providerId: number, window: Window, until: number) =>
    curves.get(`${providerId} ${window.from} ${window.widthMs} ${until}`, kept(until), () =>
      readStretch(db, { providerId, ...window, until, now: until }),
    )
  return {
    verdicts: (ids, at) =>
      verdicts.get(`${ids.join()} ${at}`, kept(at), () => readVerdictsThen(db, ids, at, clock.now())),
    curve: (id, range, at) => stretch(id, windowThen(range, at, clock.now()), at),
    async spark(id, at) {
      const to = bucketStart(at - 1, QUARTER_MS) + QUARTER_MS
      const from = to - SPARK_MS
      if (isBeforeMinutes(from, clock.now())) return []
      const { points } = await stretch(id, { from, to, widthMs: QUARTER_MS, isHourly: false }, at)
      return points.map(({ n }) => n)
    },
    // One reading for all ranges: the longest.
    incidents: async (ids, from, at) => {
      const longest = { from: at - RANGES['1y'].spanMs - WEEK_MS, at }
      const rows = await known(`${ids.join()} ${at}`, at, () => readIncidentsThen(db, { providerIds: ids, ...longest }))
      return rows.filter(({ resolvedAt }) => resolvedAt === null || resolvedAt >= from)
    },
    incident: (id, at) => known(`${id} ${at}`, at, () => readIncidentsThen(db, { id, at })).then(([row]) => row),
    about(incident, at) {
      const { id, startedAt, resolvedAt } = incident
      const until = resolvedAt === null ? at : Math.min(at, ceilMinute(resolvedAt))
      return curves.get(`${id} ${startedAt} ${until}`, kept(until), () => readAbout(db, incident, until, clock.now()))
    },
  }
}

/** The buckets of a range up to a moment; a day of hours where the minutes of then are gone. */
function windowThen(range: Range, at: number, now: number): Window {
  const window = rangeWindow(range, at - 1)
  if (window.widthMs >= HOUR_MS || !isBeforeMinutes(window.from, now)) return { ...window, isHourly: false }
  const to = bucketStart(at - 1, HOUR_MS) + HOUR_MS
  return { from: to - DAY_MS, to, widthMs: HOUR_MS, isHourly: true }
}
