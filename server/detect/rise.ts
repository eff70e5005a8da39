import type { Cause } from '../../shared/incident.ts'

/** A rise above the usual, from the first suspicion on. */
export type Rise = {
  startedAt: number
  startedBetween: [number, number]
  detectedAt: number
  confirmedAt: number | null
  recoveringAt: number | null
  peak: number
  /** The highest rung before anybody could press because of what was shown, and since. */
  rung: number
  echoRung: number
  cause: Cause
  /** People say so too, not probes alone. */
  isCarried: boolean
  /** A word that it works again counts from here on: what was said before it rose again was wrong. */
  heedFrom: number
}
