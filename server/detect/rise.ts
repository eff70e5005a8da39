import type { Cause } from '../../shared/incident.ts'
import { RUNG_RATIO } from './rule.ts'

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
  /** Since it was confirmed somebody besides people has said so: that is told once. */
  isVerified?: boolean
  /** A word that it works again counts from here on: what was said before it rose again was wrong. */
  heedFrom: number
}

/** Echo counts for so much less in what a provider is remembered to do by itself. */
const ECHO_RUNGS = Math.round(Math.log(2) / Math.log(RUNG_RATIO))

/** How far this provider went by itself. */
export const strayed = ({ rung, echoRung }: Rise) => Math.max(rung, echoRung - ECHO_RUNGS)
