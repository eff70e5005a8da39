import type { Cause, Evidence } from '../../shared/incident.ts'
import { bucketStart, MINUTE_MS } from '../../shared/time.ts'
import type { Alarm, Reach } from './alarm.ts'
import type { Baseline } from './baseline.ts'
import type { Guard } from './guard.ts'
import { multipleOf, type Normal } from './ladder.ts'
import { estimateOnset, type Onset } from './onset.ts'
import type { ProbeEvidence } from './probes.ts'
import type { Recent } from './recent.ts'
import { CELL_MS, LONGEST_WINDOW_MS, RULE_VERSION, WORKS_MS } from './rule.ts'
import type { SiteView } from './site-view.ts'

/** What our own probes say, without those whose network is itself at fault. */
export type ProbesSeen = {
  nats(now: number): number
  networksFailing(now: number): number
  verified(now: number): boolean
  healthy(now: number, component?: string): boolean
}

/** All that a verdict is made of, of one provider at one instant. */
export type Sight = {
  now: number
  normal: Normal
  /** How busy the whole site is; 1: as ever. */
  common: number
  alarm: Alarm
  baseline: Baseline
  recent: Recent
  guard: Guard
  probes: ProbesSeen
  site: SiteView
  /** The operator has said that something is wrong; that it works again. */
  admitted: boolean
  restored: boolean
  /** Components that many have named since an instant. */
  complaints: (since: number) => string[]
}

export function withoutBroken(probes: ProbeEvidence, broken: ReadonlySet<string>): ProbesSeen {
  if (broken.size === 0) return probes
  return {
    nats: (now) => probes.nats(now, broken),
    networksFailing: (now) => probes.networksFailing(now, broken),
    verified: (now) => probes.verified(now, broken),
    healthy: (now, component) => probes.healthy(now, component, broken),
  }
}

/** When the voices of the last hours began to be more than usual. */
export function onsetOf({ now, normal, common, baseline, recent }: Sight): Onset {
  const from = now - LONGEST_WINDOW_MS
  const voices = recent.cells
    .filter(([at]) => at >= from)
    .map(([at, count, weight]) => ({
      at,
      // Of the others of its second it is not known when they spoke.
      lengthMs: count > 1 ? bucketStart(at, CELL_MS) + CELL_MS - at : 0,
      weight,
      ratePerHour: baseline.rate(at) * common,
    }))
  return estimateOnset(voices, { from, now }, normal.tempers)
}

/** Whose fault, as far as others are known by now. */
export function causeOf(sight: Sight, startedAt: number): Cause | undefined {
  return sight.site.cause({ at: sight.now, startedAt, excess: excessOf(sight) })
}

/** Voices beyond the usual in the last whole minute. */
function excessOf({ now, common, baseline, recent }: Sight): number {
  const to = Math.floor(now / MINUTE_MS) * MINUTE_MS
  return Math.max(0, recent.weight(to - MINUTE_MS, to) - common * baseline.expected(to - MINUTE_MS, to))
}

/** What was seen since `from`, with what it came to. */
export function evidenceOf(
  sight: Sight,
  from: number,
  reach: Pick<Reach, 'nats' | 'bar'> & Partial<Pick<Reach, 'allowed'>>,
): Evidence {
  const { now, normal, common, alarm, baseline, recent, guard, probes } = sight
  const windowMs = Math.max(1_000, now - from)
  const works = guard.verdict(now - WORKS_MS, now, { answer: 'works' }).voices
  const probeNats = probes.nats(now)
  const caution = baseline.caution
  return {
    rule: RULE_VERSION,
    window_ms: windowMs,
    observed: recent.weight(now - windowMs, now + 1),
    expected: baseline.expected(now - windowMs, now) * common,
    dispersion: baseline.dispersion(windowMs),
    score: reach.nats,
    threshold: reach.bar,
    ...recent.distinct(now - windowMs),
    multiple: multipleOf(alarm.top(now, normal)) * caution,
    allowed: (reach.allowed ?? alarm.allowed.suspected) * caution,
    common,
    ...(probeNats > 0 && { probe_nats: probeNats }),
    ...(works > 0 && { works }),
  }
}
