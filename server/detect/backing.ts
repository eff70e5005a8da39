import { HOUR_MS } from '../../shared/time.ts'
import type { Reach } from './alarm.ts'
import { isToldToWork } from './calming.ts'
import { neededOf } from './guard.ts'
import type { Rise } from './rise.ts'
import {
  AMPLIFIED_MS,
  ECHO_DELAY_MS,
  KIN_MULTIPLE,
  PROBE_NATS,
  PROBE_NETWORKS,
  PROBED_REPORTERS,
  reportersOf,
} from './rule.ts'
import type { Sight } from './sight.ts'

/** How many different people it takes. */
export const crowdOf = ({ now, baseline }: Pick<Sight, 'now' | 'baseline'>) =>
  reportersOf(baseline.rate(now), baseline.dispersion(HOUR_MS))

/** The same beside what probes say: of failures that were answered two places need nobody; a place that only gets no answer needs people. */
export function reportersFor(sight: Sight): number {
  const { now, probes } = sight
  if (probes.networksFailing(now, { surely: true }) >= PROBE_NETWORKS) return 0
  return probes.networksFailing(now) > 0 ? PROBED_REPORTERS : crowdOf(sight)
}

/** Enough different people, and neither made by few nor sent by one newspaper's page. */
export function isCrowd(sight: Sight, from: number, reporters: number): boolean {
  const { now, recent, guard, echo, baseline, common } = sight
  if (reporters === 0) return true
  if (!recent.hasDistinct(reporters, from)) return false
  const usual = common * baseline.expected(now - AMPLIFIED_MS, now)
  const loud = echo.loudest(now, usual)
  // The readers of a page must not make a crowd out of the few who press beside them.
  if (loud && (loud.others < neededOf(usual, reporters) || !recent.hasDirect(reporters, from))) return false
  return !guard.verdict(from, now, { expected: common * baseline.expected(from, now), floor: reporters }).held
}

/** What stands beside a crowd. `proven`: two places surely see it fail; `probed`: one does, or gets no answer since about then. */
export function backingOf({ now, probes, notices }: Sight, { startedAt }: Rise) {
  const surely = probes.networksFailing(now, { surely: true })
  return {
    admitted: notices.admitted(now, startedAt),
    proven: surely >= PROBE_NETWORKS && probes.nats(now, { surely: true }) >= PROBE_NATS,
    probed: probes.networksFailing(now, { since: startedAt }) > 0,
  }
}

/**
 * The curve falls at night and looks healed; a probe that still fails knows better. One that gets no answer may stand before a wall, so there
 * people and the provider have the last word.
 */
export function isHeldUp(sight: Sight, rise: Rise): boolean {
  const { now, probes } = sight
  if (probes.networksFailing(now, { since: rise.startedAt }) === 0) return false
  return probes.networksFailing(now, { surely: true }) > 0 || !isToldToWork(sight, rise)
}

/** How far the crowd by itself goes towards `confirmed`; with `mayHold`, less what healthy probes take off: `held` nats, if any. */
export function crowdReach(
  sight: Sight,
  rise: Rise,
  isLikely: boolean,
  mayHold: boolean,
): { reach: Reach; held?: number } {
  const { now, normal, alarm, baseline, site, probes, complaints } = sight
  const of = {
    caution: baseline.caution,
    echoed: now > rise.detectedAt + ECHO_DELAY_MS,
    leastNats: site.shownNats(now),
    ...(isLikely && { most: KIN_MULTIPLE }),
  }
  const reach = alarm.confirms(now, normal, of)
  // Not asked before it makes a difference: what people complain about has to be counted.
  if (!mayHold || !reach.reached || probes.says(now) !== 'healthy') return { reach }
  const held = probes.heldNats(now, rise.startedAt, complaints(rise.startedAt))
  return held > 0 ? { reach: alarm.confirms(now, normal, { ...of, heldNats: held }), held } : { reach }
}
