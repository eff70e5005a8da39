import type { Evidence } from '../../shared/incident.ts'
import type { Rise } from './rise.ts'
import { FAILING_NATS, PEAK_MS, VERIFY_NETWORKS } from './rule.ts'
import { evidenceOf, type Sight } from './sight.ts'

type Witness = Pick<Sight, 'now' | 'notices' | 'probes'>

/** Since when silence counts as well: where people complain. */
const carriedOf = (rise: Rise) => (rise.isCarried ? { since: rise.startedAt } : null)

/** Probes of two networks fail, or they have said so themselves. */
export function isVerified({ now, notices, probes }: Witness, rise: Rise): boolean {
  return notices.admitted(now, rise.startedAt) || probes.verified(now, carriedOf(rise))
}

/** The same, but of what is confirmed not before its change has told it. */
export function isToldVerified(witness: Witness, rise: Rise): boolean {
  return (rise.confirmedAt === null || rise.isVerified === true) && isVerified(witness, rise)
}

/** What it took to bear people out: of probes two networks; the word of who runs it needs none, so that nothing is asked for. */
export function verifiedBy(sight: Sight, rise: Rise): Evidence {
  const { now, probes } = sight
  const carried = carriedOf(rise)
  const from = now - PEAK_MS
  if (!probes.verified(now, carried)) return evidenceOf(sight, from, { nats: 0, bar: 0 })
  const nats = probes.nats(now, carried ?? { surely: true })
  return evidenceOf(sight, from, { nats, bar: VERIFY_NETWORKS * FAILING_NATS }, nats)
}
