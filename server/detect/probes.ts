import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import type { HeardProbe } from './voice.ts'

/** A probe fails in an outage with this chance; in health about as often as it was seen to, before that as `PROBE_PRIOR` says. */
export const FAILS_IN_OUTAGE = 0.9
/** One failure in a thousand, believed like twenty results: a flaky probe is found out within a day. */
export const PROBE_PRIOR = { failed: 0.02, up: 20 }
export const PROBE_HALF_LIFE_MS = 21 * DAY_MS
/**
 * What one network can give, however long it fails: the first failure of a probe that never did, ln(.9 / .001). It may be the network that
 * is broken, so no repetition makes it worth two.
 */
export const NETWORK_NATS = Math.log(900)
/** A failed network is counted as such from this many nats on: odds of twenty. */
export const FAILING_NATS = 3
/** Two networks at least, for any state from probes alone. */
export const VERIFY_NETWORKS = 2
/** A run of so many failures that ended was a flaw of the probe and is learned as such; a longer one as a single flaw. */
export const FLAKY_RUN = 3
/** Results older than so many of their usual intervals say nothing. */
export const STALE_INTERVALS = 3
export const INTERVAL_MS = { first: 5 * MINUTE_MS, least: 30 * SECOND_MS, most: 60 * MINUTE_MS }
/** So many successes in a row, of every probe that asks for it, is health. */
export const HEALTHY_RUN = 3
/** Probes (network × component) remembered for one provider. */
export const PROBE_LIMIT = 64
/** A network from which all targets fail at once, of so many operators at least, is itself at fault. */
export const BROKEN_PROVIDERS = 3

/** `run`: successes in a row if positive, failures if negative. `odds`: Shiryaev and Roberts' statistic. */
type Probe = {
  network: string
  component: string | null
  at: number
  intervalMs: number
  failed: number
  up: number
  run: number
  odds: number
}
export type ProbeState = Probe[]

/** What our own probes of one provider say: evidence of an outage by network, and of health by component. */
export class ProbeEvidence {
  readonly #probes: Map<string, Probe>

  constructor(state?: ProbeState) {
    this.#probes = new Map(state?.map((probe) => [keyOf(probe.network, probe.component), { ...probe }]))
  }

  /** One result. `none` (blocked, or our own fault) is no evidence of anything, not even that the probe is alive. */
  hear(heard: HeardProbe): void {
    if (heard.outcome === 'none') return
    const component = heard.component ?? null
    const key = keyOf(heard.network, component)
    const probe = this.#probes.get(key) ?? newProbe(heard, component)
    if (heard.at < probe.at) return
    this.#probes.delete(key)
    this.#probes.set(key, probe)
    if (this.#probes.size > PROBE_LIMIT) this.#probes.delete(this.#probes.keys().next().value!)
    const passedMs = heard.at - probe.at
    if (passedMs > STALE_INTERVALS * probe.intervalMs) probe.odds = 0
    // A slower pace is believed sooner than a faster one: else all would look stale for a while.
    if (passedMs > 0)
      probe.intervalMs = clampInterval(
        probe.intervalMs + (passedMs - probe.intervalMs) / (passedMs > probe.intervalMs ? 2 : 4),
      )
    const keep = 2 ** (-passedMs / PROBE_HALF_LIFE_MS)
    probe.failed *= keep
    probe.up *= keep
    probe.at = heard.at
    if (heard.outcome === 'failed') fail(probe)
    else succeed(probe)
  }

  /** Nats for an outage, all networks together; `broken` networks are left out. 0: none, or nothing fresh. */
  nats(now: number, broken: ReadonlySet<string> = NONE): number {
    let sum = 0
    for (const [network, nats] of this.#byNetwork(now)) if (!broken.has(network)) sum += nats
    return sum
  }

  /** Distinct networks from which something fails now, beyond what its probe is known for. */
  networksFailing(now: number, broken: ReadonlySet<string> = NONE): number {
    let failing = 0
    for (const [network, nats] of this.#byNetwork(now)) if (nats >= FAILING_NATS && !broken.has(network)) failing += 1
    return failing
  }

  /** Whether independent networks agree that it fails. */
  verified(now: number, broken: ReadonlySet<string> = NONE): boolean {
    return this.networksFailing(now, broken) >= VERIFY_NETWORKS
  }

  /**
   * Whether what people complained about was reached often enough, and nothing fails. A component that nobody probes is never called
   * healthy; without one, all probes must be.
   */
  healthy(now: number, component?: string, broken: ReadonlySet<string> = NONE): boolean {
    let asked = 0
    for (const probe of this.#fresh(now)) {
      if ((component !== undefined && probe.component !== component) || broken.has(probe.network)) continue
      if (probe.run < HEALTHY_RUN) return false
      asked += 1
    }
    return asked > 0
  }

  /** Each network's fresh targets: how many, and how many of them failed last. */
  byNetwork(now: number): Map<string, { targets: number; failing: number }> {
    const found = new Map<string, { targets: number; failing: number }>()
    for (const probe of this.#fresh(now)) {
      const seen = found.get(probe.network) ?? { targets: 0, failing: 0 }
      seen.targets += 1
      if (probe.run < 0) seen.failing += 1
      found.set(probe.network, seen)
    }
    return found
  }

  state(): ProbeState {
    return [...this.#probes.values()].map((probe) => ({ ...probe }))
  }

  /** Probes of one network share its fate: the strongest speaks for all. */
  #byNetwork(now: number): Map<string, number> {
    const nats = new Map<string, number>()
    for (const probe of this.#fresh(now)) {
      const own = probe.run < 0 ? Math.min(NETWORK_NATS, Math.log1p(probe.odds)) : 0
      nats.set(probe.network, Math.max(own, nats.get(probe.network) ?? 0))
    }
    return nats
  }

  *#fresh(now: number): Generator<Probe> {
    for (const probe of this.#probes.values()) {
      if (now - probe.at <= STALE_INTERVALS * probe.intervalMs) yield probe
    }
  }
}

const NONE: ReadonlySet<string> = new Set()

/**
 * Networks from which everything fails at once: the fault is theirs (or ours), and their failures are no evidence. All that one operator runs
 * may well fail at once, and is one.
 */
export function brokenNetworks(
  providers: Iterable<Pick<ProbeEvidence, 'byNetwork'> & { operator?: string }>,
  now: number,
): Set<string> {
  const seen = new Map<string, { operators: Set<unknown>; isBroken: boolean }>()
  for (const provider of providers) {
    for (const [network, { targets, failing }] of provider.byNetwork(now)) {
      const sum = seen.get(network) ?? { operators: new Set(), isBroken: true }
      sum.operators.add(provider.operator ?? provider)
      if (failing < targets) sum.isBroken = false
      seen.set(network, sum)
    }
  }
  const broken = [...seen].filter(([, s]) => s.isBroken && s.operators.size >= BROKEN_PROVIDERS)
  return new Set(broken.map(([network]) => network))
}

function newProbe(heard: HeardProbe, component: string | null): Probe {
  const { network, at } = heard
  return { network, component, at, intervalMs: INTERVAL_MS.first, failed: 0, up: 0, run: 0, odds: 0 }
}

function fail(probe: Probe): void {
  probe.run = Math.min(probe.run, 0) - 1
  probe.odds = Math.min(1e12, (1 + probe.odds) * (FAILS_IN_OUTAGE / chanceOf(probe)))
}

function succeed(probe: Probe): void {
  // What was a flaw is only known once it is over; until then a failure does not excuse the next.
  if (probe.run < 0) probe.failed += -probe.run <= FLAKY_RUN ? -probe.run : 1
  probe.odds = (1 + probe.odds) * ((1 - FAILS_IN_OUTAGE) / (1 - chanceOf(probe)))
  probe.up += 1
  probe.run = Math.max(probe.run, 0) + 1
}

/** How often the probe fails in health; the prior is never forgotten. */
function chanceOf({ failed, up }: Probe): number {
  const prior = PROBE_PRIOR
  return Math.min(0.5, (failed + prior.failed) / (failed + up + prior.failed + prior.up))
}

function clampInterval(ms: number): number {
  return Math.min(INTERVAL_MS.most, Math.max(INTERVAL_MS.least, ms))
}

function keyOf(network: string, component: string | null): string {
  return JSON.stringify([network, component])
}
