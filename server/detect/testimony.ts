import type { Testimony } from '../../shared/incident.ts'
import { DISPUTE_MS, type Notices } from './notices.ts'
import { STEP_MS } from './rule.ts'
import type { Sight } from './sight.ts'
import type { Standing } from './standing.ts'

type Seen = Pick<Sight, 'now' | 'probes' | 'baseline'> & { notices: Notices }

/** What people, our probes and the provider itself say now. */
export function testify({ now, probes, baseline, notices }: Seen, standing: Standing): Testimony {
  const { rise, state } = standing
  const restoredAt = rise ? notices.restoredAt(now, rise.startedAt) : undefined
  const isOpposed = state === 'confirmed' || probes.networksFailing(now, { surely: true }) > 0
  const isSpokenOf = standing.isSpokenOf(baseline.dispersion(STEP_MS))
  return {
    crowd: state === 'unknown' ? 'unknown' : isSpokenOf ? 'problem' : 'quiet',
    probes: probes.says(now, { since: rise?.startedAt }),
    official: notices.says(now, rise?.startedAt ?? now),
    disputed: restoredAt !== undefined && now - restoredAt >= DISPUTE_MS && isOpposed,
  }
}
