import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import type { HeardProbe } from './voice.ts'

/** A probe fails in an outage with this chance; in health about as often as it was seen to, before that as `PROBE_PRIOR` says. */
export const FAILS_IN_OUTAGE = 0.9
/** One failure in a thousand, believed like twenty results: a flaky probe is found out within a day. */
export const PROBE_PRIOR = { failed: 0.02, up: 20 }
export const PROBE_HALF_LIFE_MS = 21 * DAY_MS
/** A run of so many failures that ended was a flaw of the probe and is learned as such; a longer one as a single flaw. */
export const FLAKY_RUN = 3
/** Results older than so many of their usual intervals say nothing. */
export const STALE_INTERVALS = 3
export const INTERVAL_MS = { first: 5 * MINUTE_MS, least: 30 * SECOND_MS, most: 60 * MINUTE_MS }
/** A clock may be so much faster than ours; what says it comes from later is no news of now. */
export const AHEAD_MS = 5 * MINUTE_MS
/** Silence that began longer before what it is to explain is a wall against us, not its outage. A night lies within. */
export const SILENT_MS = 12 * HOUR_MS
/** What has failed for so long without a success has moved, or is no more. */
export const MOVED_MS = 21 * DAY_MS
/** So many successes in a row, of every probe that asks for it, is health. */
export const HEALTHY_RUN = 3

/**
 * Everything that one asker has got from one target. `run`: successes in a row if positive, failures if negative. `odds`: Shiryaev and
 * Roberts' statistic of all failures; `sure`: of those in which something answered, and wrongly.
 */
export type ProbeRun = {
  network: string
  asker: string | null
  component: string | null
  target: string | null
  at: number
  intervalMs: number
  /** It was reached once: the address is right. */
  wasUp: boolean
  failed: number
  up: number
  run: number
  odds: number
  sure: number
  /** Its last success, 0: none. */
  upAt: number
  /** When the run of failures began, and when something last answered wrongly. */
  failingSince: number
  failedAt: number
}
/** What a failure is held against. `since`: when what it is to explain began; `surely`: silence does not count. */
export type Against = { now: number; since?: number | undefined; surely?: boolean | undefined }

export function beginRun({ network, asker, component, target, at }: Omit<HeardProbe, 'outcome'>): ProbeRun {
  return {
    network,
    asker: asker ?? null,
    component: component ?? null,
    target: target ?? null,
    at,
    intervalMs: INTERVAL_MS.first,
    wasUp: false,
    failed: 0,
    up: 0,
    run: 0,
    odds: 0,
    sure: 0,
    upAt: 0,
    failingSince: at,
    failedAt: 0,
  }
}

/** One more result, not older than the last. */
export function addResult(probe: ProbeRun, at: number, outcome: 'up' | 'failed' | 'silent'): void {
  const passedMs = at - probe.at
  if (passedMs > STALE_INTERVALS * probe.intervalMs) probe.odds = probe.sure = 0
  // A slower pace is believed sooner than a faster one: else all would look stale for a while.
  if (passedMs > 0)
    probe.intervalMs = clampInterval(
      probe.intervalMs + (passedMs - probe.intervalMs) / (passedMs > probe.intervalMs ? 2 : 4),
    )
  const keep = 2 ** (-passedMs / PROBE_HALF_LIFE_MS)
  probe.failed *= keep
  probe.up *= keep
  probe.at = at
  if (outcome === 'up') succeed(probe)
  else fail(probe, outcome)
}

/** Whether its last result is still news. */
export function isFresh({ at, intervalMs }: ProbeRun, now: number): boolean {
  return now - at <= STALE_INTERVALS * intervalMs && at - now <= AHEAD_MS
}

/**
 * Nats for an outage. A target that was never reached may have a wrong address, one that has failed for weeks an old one; and silence that
 * began long before is a wall.
 */
export function failureNats(probe: ProbeRun, { now, since = now, surely = false }: Against): number {
  if (probe.run >= 0 || !probe.wasUp || now - probe.failingSince > MOVED_MS) return 0
  const sure = probe.at - probe.failedAt <= STALE_INTERVALS * probe.intervalMs ? Math.log1p(probe.sure) : 0
  if (surely || probe.failingSince < since - SILENT_MS) return sure
  return Math.max(sure, Math.log1p(probe.odds))
}

function fail(probe: ProbeRun, outcome: 'failed' | 'silent'): void {
  if (probe.run >= 0) probe.failingSince = probe.at
  probe.run = Math.min(probe.run, 0) - 1
  const ratio = FAILS_IN_OUTAGE / chanceOf(probe)
  probe.odds = Math.min(1e12, (1 + probe.odds) * ratio)
  if (outcome === 'silent') return
  probe.sure = Math.min(1e12, (1 + probe.sure) * ratio)
  probe.failedAt = probe.at
}

function succeed(probe: ProbeRun): void {
  // What was a flaw is only known once it is over; until then a failure does not excuse the next.
  if (probe.run < 0) probe.failed += -probe.run <= FLAKY_RUN ? -probe.run : 1
  const ratio = (1 - FAILS_IN_OUTAGE) / (1 - chanceOf(probe))
  probe.odds = (1 + probe.odds) * ratio
  probe.sure = (1 + probe.sure) * ratio
  probe.up += 1
  probe.wasUp = true
  probe.upAt = probe.at
  probe.run = Math.max(probe.run, 0) + 1
}

/** How often the probe fails in health; the prior is never forgotten. */
export function chanceOf({ failed, up }: Pick<ProbeRun, 'failed' | 'up'>): number {
  const prior = PROBE_PRIOR
  return Math.min(0.5, (failed + prior.failed) / (failed + up + prior.failed + prior.up))
}

function clampInterval(ms: number): number {
  return Math.min(INTERVAL_MS.most, Math.max(INTERVAL_MS.least, ms))
}
