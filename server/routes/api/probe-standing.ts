import type { ProbeStanding as StoredStanding } from '../../store/probes.ts'
import type { ProbeStanding } from './wire.ts'

/** The wire form. */
export function toProbeStanding(standing: StoredStanding): ProbeStanding {
  const { kind, target, component, vantage, outcome, status, timings } = standing
  return {
    kind,
    target,
    component,
    vantage,
    at: new Date(standing.at).toISOString(),
    outcome,
    status,
    timings,
    since: new Date(standing.since).toISOString(),
    up_share_24h: standing.upShare24h,
    evidence: outcome !== 'blocked' && outcome !== 'internal',
  }
}
