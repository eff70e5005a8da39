import type { ProbeStanding as StoredStanding } from '../../store/probes.ts'
import type { ProbeStanding } from './wire.ts'

/** The wire form. */
export function toProbeStanding(standing: StoredStanding): ProbeStanding {
  const { kind, target, component, vantage, outcome, status, timings, certificateExpiresAt: expiresAt } = standing
  return {
    kind,
    target,
    component,
    vantage,
    at: new Date(standing.at).toISOString(),
    outcome,
    status,
    timings,
    certificate_expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    since: new Date(standing.since).toISOString(),
    up_share_24h: standing.upShare24h,
    evidence: outcome !== 'blocked' && outcome !== 'internal',
  }
}
