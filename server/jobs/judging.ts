import type { Change } from '../detect/change.ts'
import { createDetector, restoreDetector, type Detector } from '../detect/detector.ts'
import type { SiteView } from '../detect/site-view.ts'

/** Smallest lasting rise, voices a minute, that would be found in time at this hour. */
type Blindness = { usualPerHour: number; perMinute: number }

/** A detector as the job drives it. */
export type Judging = Omit<Detector, 'advance'> & {
  advance(to: number, site?: SiteView): Change[]
  blindness?(at: number): Blindness
  readonly dueAt?: number
}

export const createJudging = (settings: { startAt: number }): Judging => createDetector(settings)
export const restoreJudging = (snapshot: unknown): Judging | undefined => restoreDetector(snapshot)
