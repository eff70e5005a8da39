import type { ProbeOutcome, ProbeTarget } from '../../shared/probe.ts'
import { OutboundError } from '../outbound.ts'
import type { Failure } from '../outbound.ts'
import type { ProbeTools, ProbeAnswer } from './answer.ts'

/** Enough to see that a page comes; its pictures and scripts are not asked for. */
const MAX_BODY_BYTES = 64 * 1024

/** Asks for a page once. A redirect to another host is an answer like any other: the asked server works. */
export async function probeHttp(
  { target }: ProbeTarget,
  { outbound, timeoutMs, signal }: ProbeTools,
): Promise<ProbeAnswer> {
  try {
    const answer = await outbound.get(target, { timeoutMs, maxBytes: MAX_BODY_BYTES, signal })
    const { status, headers, timings, certificateExpiresAt } = answer
    const outcome = outcomeOfStatus(status, headers)
    return { outcome, status: status <= 599 ? status : null, timings, certificateExpiresAt }
  } catch (error) {
    if (!(error instanceof OutboundError) || error.failure === 'stopped') throw error
    return {
      outcome: OUTCOME_OF_FAILURE[error.failure],
      status: null,
      timings: error.timings,
      certificateExpiresAt: error.certificateExpiresAt,
    }
  }
}

/** A name that points into our own network says something about our resolver, not about the provider. */
const OUTCOME_OF_FAILURE: Record<Exclude<Failure, 'stopped'>, ProbeOutcome> = {
  address: 'internal',
  dns: 'dns',
  refused: 'refused',
  unreachable: 'unreachable',
  timeout: 'timeout',
  tls: 'tls',
  reset: 'reset',
  protocol: 'protocol',
  internal: 'internal',
}

/** 999 is what LinkedIn tells machines. */
const BLOCKED = new Set([401, 403, 407, 429, 451, 999])

/** `blocked`: they answer, but not to machines like us, so it says nothing about people. */
export function outcomeOfStatus(status: number, headers: Record<string, unknown> = {}): ProbeOutcome {
  if (BLOCKED.has(status) || 'cf-mitigated' in headers) return 'blocked'
  return status >= 200 && status < 400 ? 'up' : 'status'
}
