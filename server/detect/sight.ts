import type { Cause, Evidence } from '../../shared/incident.ts'
import { bucketStart, MINUTE_MS } from '../../shared/time.ts'
import type { Alarm, Reach } from './alarm.ts'
import type { Baseline } from './baseline.ts'
import type { Guard } from './guard.ts'
import { multipleOf, type Normal } from './ladder.ts'
import { estimateOnset, type Onset } from './onset.ts'
import type { Asked, Complaints, ProbeEvidence, ProbesSay } from './probes.ts'
import type { Notices } from './notices.ts'
import type { PressEcho } from './press-echo.ts'
import type { Recent } from './recent.ts'
import { CELL_MS, LONGEST_WINDOW_MS, RULE_VERSION, WORKS_MS } from './rule.ts'
import type { SiteView } from './site-view.ts'
import type { Works } from './works.ts'

/** What our own probes say, without those whose network is itself at fault. */
export type ProbesSeen = {
  nats(now: number, asked?: Asked): number
  networksFailing(now: number, asked?: Asked): number
  verified(now: number, carried: { since: number } | null): boolean
  began(now: number): [from: number, to: number] | undefined
  healthy(now: number, complaints: Complaints): boolean
  heldNats(now: number, since: number, complaints: Complaints): number
  says(now: number, asked?: Asked): ProbesSay
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
  notices: Pick<Notices, 'admitted' | 'stands' | 'restoredAt'>
  works: Pick<Works, 'lately'>
  echo: Pick<PressEcho, 'loudest'>
  /** What many complain about since an instant, by the parts that would show it. */
  complaints: (since: number) => Complaints
  /** What the complaints since an instant weigh, while something is wrong. */
  problems: (since: number) => number
}

export function withoutBroken(probes: ProbeEvidence, broken: ReadonlySet<string>): ProbesSeen {
  return {
    nats: (now, asked) => probes.nats(now, broken, asked),
    networksFailing: (now, asked) => probes.networksFailing(now, broken, asked),
    began: (now) => probes.began(now, broken),
    verified: (now, carried) => probes.verified(now, broken, carried),
    healthy: (now, complaints) => probes.healthy(now, complaints, broken),
    heldNats: (now, since, complaints) => probes.heldNats(now, since, complaints, broken),
    says: (now, asked) => probes.says(now, broken, asked),
  }
}

/**
 * When the voices of the last hours began to be more than usual. Where they are not, and probes alone see it: between their last good answer and
 * the first bad one.
 */
export function onsetOf({ now, normal, common, alarm, baseline, recent, probes }: Sight): Onset {
  const between = alarm.top(now, normal) < 0 ? probes.began(now) : undefined
  if (between) return { at: Math.round((between[0] + between[1]) / 2), between }
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

/** What was seen since `from`, with what it came to; `probeNats`: what probes add to that, or take off. */
export function evidenceOf(
  sight: Sight,
  from: number,
  reach: Pick<Reach, 'nats' | 'bar'> & Partial<Pick<Reach, 'allowed'>>,
  probeNats = sight.probes.nats(sight.now),
): Evidence {
  const { now, normal, common, alarm, baseline, recent, guard, echo } = sight
  const windowMs = Math.max(1_000, Math.min(LONGEST_WINDOW_MS, now - from))
  const works = guard.verdict(now - WORKS_MS, now, { answer: 'works' }).voices
  const caution = baseline.caution
  const amplified = echo.loudest(now)
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
    ...(probeNats !== 0 && { probe_nats: probeNats }),
    ...(works > 0 && { works }),
    ...(amplified && { amplified: { host: amplified.host, share: amplified.share } }),
  }
}
