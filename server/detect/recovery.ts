import { HOUR_MS } from '../../shared/time.ts'
import {
  INCIDENT_HALF_LIFE_MS,
  LULL_MS,
  NORMAL_FLOOR,
  NORMAL_MULTIPLE,
  ONGOING_FLOOR,
  ONGOING_MULTIPLE,
  ONGOING_SHARE,
} from './rule.ts'

/**
 * Near normal against going on, both as multiples of the usual, so that a quiet night is not health. `voices` and `usual`
 * forget: their quotient is the multiple that the incident brings now. `nats` is the evidence for near normal so far.
 */
export type Recovery = { voices: number; usual: number; nats: number }

export function beginRecovery(voices: number, usual: number): Recovery {
  return { voices, usual, nats: 0 }
}

/** One step: `voices` came in `stepMs` while `ratePerHour` is usual. Evidence never exceeds `cap`, so that it can be lost again. */
export function stepRecovery(
  recovery: Recovery,
  level: 'suspected' | 'confirmed',
  step: { voices: number; ratePerHour: number; stepMs: number; dispersion: number; cap: number },
): void {
  const hours = step.stepMs / HOUR_MS
  const rate = step.ratePerHour
  const normal = Math.max(NORMAL_MULTIPLE[level] * rate, NORMAL_FLOOR)
  const multiple = Math.max(ONGOING_MULTIPLE[level], ONGOING_SHARE * multipleNow(recovery))
  const ongoing = Math.max(multiple * rate, ONGOING_FLOOR)
  const nats = (ongoing - normal) * hours - step.voices * Math.log(ongoing / normal)
  const gained = Math.min(nats / step.dispersion, (step.cap * step.stepMs) / LULL_MS)
  recovery.nats = Math.min(step.cap, Math.max(0, recovery.nats + gained))
  const keep = 2 ** (-step.stepMs / INCIDENT_HALF_LIFE_MS)
  recovery.voices = recovery.voices * keep + step.voices
  recovery.usual = recovery.usual * keep + rate * hours
}

/** How many times the usual the incident brings, lately. */
export const multipleNow = ({ voices, usual }: Recovery) => voices / Math.max(1e-9, usual)
