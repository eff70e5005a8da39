import type { ProbeOutcome, ProbeTimings } from '../../shared/probe.ts'
import type { Outbound } from '../outbound.ts'

/** What one look at a target came back with. */
export type ProbeAnswer = { outcome: ProbeOutcome; status: number | null; timings: ProbeTimings }

export type ProbeTools = { outbound: Outbound; timeoutMs: number; signal: AbortSignal }

/** Looks once. Every failure of the target is a reading; throws only when `signal` ended it. */
export type Probe = (target: string, tools: ProbeTools) => Promise<ProbeAnswer>
