import type { ProbeOutcome, ProbeTarget, ProbeTimings } from '../../shared/probe.ts'
import type { Outbound } from '../outbound.ts'

/** What one look at a target came back with. */
export type ProbeAnswer = {
  outcome: ProbeOutcome
  /** Of HTTP or SMTP. */
  status: number | null
  timings: ProbeTimings
  /** Epoch milliseconds, of the certificate that was shown, be it believed or not; null: none was. */
  certificateExpiresAt: number | null
}

export type ProbeTools = { outbound: Outbound; timeoutMs: number; signal: AbortSignal }

/** Looks once. Every failure of the target is a reading; throws only when `signal` ended it. */
export type Probe = (target: ProbeTarget, tools: ProbeTools) => Promise<ProbeAnswer>
