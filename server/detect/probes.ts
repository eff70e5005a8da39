import {
  addResult,
  beginRun,
  failureNats,
  FAILS_IN_OUTAGE,
  HEALTHY_RUN,
  isFresh,
  PROBE_PRIOR,
  type ProbeRun,
} from './probe-run.ts'
import { FAILING_NATS, VERIFY_NETWORKS } from './rule.ts'
import type { HeardProbe } from './voice.ts'

/**
 * What one network can give, however long it fails: the first failure of a probe that never did, ln(.9 / .001). It may be the network that
 * is broken, so no repetition makes it worth two.
 */
export const NETWORK_NATS = Math.log(900)
/** So many networks that reach a target, and only one that does not: its failures are its own trouble. */
export const OUTVOTED_BY = 2
/** What one network that reaches what people complain about takes off: ln((1 − .9) / (1 − p)). Repeating it tells nothing new. */
export const HEALTHY_NATS = Math.log(
  (1 - PROBE_PRIOR.failed / (PROBE_PRIOR.failed + PROBE_PRIOR.up)) / (1 - FAILS_IN_OUTAGE),
)
/** …and so many networks at most: all of them may stand where it still works. */
export const HEALTHY_NETWORKS = 2
/** Probes (network × asker × component × target) remembered for one provider. */
export const PROBE_LIMIT = 128
/** A network from which all targets fail at once, of so many operators at least, is itself at fault. */
export const BROKEN_PROVIDERS = 3

export type ProbeState = ProbeRun[]
/** `surely`: silence does not count; `since`: when what they are to explain began, if not now. */
export type Asked = { surely?: boolean; since?: number | undefined }
/** What people complain about: of each complaint, the components that would show it. None: they say nothing in particular. */
export type Complaints = readonly (readonly string[])[]
export type ProbesSay = 'failing' | 'mixed' | 'healthy' | 'none'

/** What our own probes of one provider say: evidence of an outage by network, and of health by component. */
export class ProbeEvidence {
  readonly #probes: Map<string, ProbeRun>

  constructor(state?: ProbeState) {
    this.#probes = new Map(state?.map((probe) => [keyOf(probe), { ...probe }]))
  }

  /** One result. `none` (blocked, or our own fault) is no evidence of anything, not even that the probe is alive. */
  hear({ at, outcome, ...from }: HeardProbe): void {
    if (outcome === 'none') return
    const key = keyOf(from)
    const probe = this.#probes.get(key) ?? beginRun({ ...from, at })
    if (at < probe.at) return
    this.#probes.delete(key)
    this.#probes.set(key, probe)
    if (this.#probes.size > PROBE_LIMIT) this.#forget()
    addResult(probe, at, outcome)
  }

  /**
   * Nats for an outage; `broken` networks are left out. Short of two networks that surely fail, all together give no more than one: a
   * wall against us makes all of them silent at once. 0: none, or nothing fresh.
   */
  nats(now: number, broken: ReadonlySet<string> = NONE, asked: Asked = {}): number {
    if (this.#probes.size === 0) return 0 // Most have none, and every voice asks.
    const all = sumOf(this.#byNetwork(now, broken, asked))
    if (asked.surely || this.networksFailing(now, broken, { surely: true }) >= VERIFY_NETWORKS) return all
    return Math.min(NETWORK_NATS, all)
  }

  /** Distinct networks from which something fails now, beyond what its probe is known for. */
  networksFailing(now: number, broken: ReadonlySet<string> = NONE, asked: Asked = {}): number {
    let failing = 0
    if (this.#probes.size === 0) return failing
    for (const nats of this.#byNetwork(now, broken, asked).values()) if (nats >= FAILING_NATS) failing += 1
    return failing
  }

  /**
   * Between which two answers what so many networks surely see as failing began: one alone may have its own trouble, so the last that still
   * answered counts. Undefined: fewer do.
   */
  began(now: number, broken: ReadonlySet<string> = NONE): [from: number, to: number] | undefined {
    const first = new Map<string, ProbeRun>()
    for (const probe of this.#fresh(now)) {
      const { network } = probe
      if (broken.has(network) || failureNats(probe, { now, surely: true }) < FAILING_NATS) continue
      if (this.#isOutvoted(probe, now, broken)) continue
      if (probe.failingSince < (first.get(network)?.failingSince ?? Infinity)) first.set(network, probe)
    }
    const agree = [...first.values()].toSorted((a, b) => a.failingSince - b.failingSince).slice(0, VERIFY_NETWORKS)
    if (agree.length < VERIFY_NETWORKS) return undefined
    const from = Math.max(...agree.map(({ upAt }) => upAt))
    return [from, agree.find(({ failingSince }) => failingSince > from)!.failingSince]
  }

  /** Whether independent networks agree that it fails; from silence alone only where people complain (`carried`) since an instant. */
  verified(now: number, broken: ReadonlySet<string> = NONE, carried: { since: number } | null = null): boolean {
    const asked = carried ?? { surely: true }
    return this.networksFailing(now, broken, asked) >= VERIFY_NETWORKS
  }

  /**
   * Whether all that people complain about was reached often enough, and nothing of it fails. What nobody probes is never called healthy;
   * without a complaint, all probes must be.
   */
  healthy(now: number, complaints: Complaints = [], broken: ReadonlySet<string> = NONE): boolean {
    const probes = this.#telling(now, broken)
    if (complaints.length === 0) return isReached(probes)
    return complaints.every((parts) => isReached(probes.filter((probe) => isOf(probe, parts))))
  }

  /** Nats that healthy probes take off what a crowd says since an instant: only those that test all that it complains about. */
  heldNats(now: number, since: number, complaints: Complaints, broken: ReadonlySet<string> = NONE): number {
    if (!this.healthy(now, complaints, broken)) return 0
    const telling = this.#telling(now, broken).filter(({ at }) => at >= since)
    const networks = new Set(telling.map(({ network }) => network))
    let held = 0
    for (const network of networks) {
      const own = telling.filter((probe) => probe.network === network)
      const tests = (parts: readonly string[]) => own.some((probe) => isOf(probe, parts))
      if (complaints.every(tests)) held += 1
    }
    return HEALTHY_NATS * Math.min(HEALTHY_NETWORKS, held)
  }

  /** In a word. `mixed`: something fails, not enough for an independent place. */
  says(now: number, broken: ReadonlySet<string> = NONE, asked: Asked = {}): ProbesSay {
    if (this.#probes.size === 0) return 'none'
    if (this.networksFailing(now, broken, asked) > 0) return 'failing'
    const probes = this.#telling(now, broken)
    if (probes.some(({ run }) => run < 0)) return 'mixed'
    return probes.some(({ run }) => run >= HEALTHY_RUN) ? 'healthy' : 'none'
  }

  /** Each component that is probed: from how many networks it surely fails, and whether it was reached by all often enough. */
  parts(now: number, broken: ReadonlySet<string> = NONE): Map<string, { failing: number; healthy: boolean }> {
    const found = new Map<string, { failing: number; healthy: boolean }>()
    const probes = this.#telling(now, broken)
    for (const component of new Set(probes.map((probe) => probe.component))) {
      if (component === null) continue
      const own = probes.filter((probe) => probe.component === component)
      const surely = own.filter((probe) => {
        return failureNats(probe, { now, surely: true }) >= FAILING_NATS && !this.#isOutvoted(probe, now, broken)
      })
      const failing = new Set(surely.map(({ network }) => network)).size
      found.set(component, { failing, healthy: isReached(own) })
    }
    return found
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
  #byNetwork(now: number, broken: ReadonlySet<string>, asked: Asked): Map<string, number> {
    const nats = new Map<string, number>()
    for (const probe of this.#fresh(now)) {
      if (broken.has(probe.network)) continue
      const found = failureNats(probe, { now, ...asked })
      const own = found > 0 && this.#isOutvoted(probe, now, broken) ? 0 : Math.min(NETWORK_NATS, found)
      nats.set(probe.network, Math.max(own, nats.get(probe.network) ?? 0))
    }
    return nats
  }

  /** What one network alone cannot reach and others can is its own trouble. */
  #isOutvoted(probe: ProbeRun, now: number, broken: ReadonlySet<string>): boolean {
    const up = new Set<string>()
    for (const other of this.#probes.values()) {
      if (other.target !== probe.target || other.component !== probe.component || other.network === probe.network)
        continue
      if (broken.has(other.network) || !isFresh(other, now)) continue
      if (other.run < 0) return false
      up.add(other.network)
    }
    return up.size >= OUTVOTED_BY
  }

  /** Fresh ones but for targets that nobody has ever reached: of those the address may be wrong. */
  #telling(now: number, broken: ReadonlySet<string>): ProbeRun[] {
    const fresh = [...this.#fresh(now)].filter(({ network }) => !broken.has(network))
    const reached = new Set<string>()
    for (const probe of this.#probes.values()) if (probe.wasUp) reached.add(targetOf(probe))
    return fresh.filter((probe) => reached.has(targetOf(probe)))
  }

  *#fresh(now: number): Generator<ProbeRun> {
    for (const probe of this.#probes.values()) if (isFresh(probe, now)) yield probe
  }

  /** Of the network that has most of them, what was not heard for longest: nobody makes us forget the others. */
  #forget(): void {
    const counts = new Map<string, number>()
    for (const { network } of this.#probes.values()) counts.set(network, (counts.get(network) ?? 0) + 1)
    const most = Math.max(...counts.values())
    for (const [key, { network }] of this.#probes) {
      if (counts.get(network) !== most) continue
      this.#probes.delete(key)
      return
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

/** There are some, and all were reached often enough in a row. */
function isReached(probes: readonly ProbeRun[]): boolean {
  return probes.length > 0 && probes.every(({ run }) => run >= HEALTHY_RUN)
}

const isOf = ({ component }: ProbeRun, parts: readonly string[]) => component !== null && parts.includes(component)
const targetOf = ({ component, target }: ProbeRun) => JSON.stringify([component, target])

function sumOf(nats: ReadonlyMap<string, number>): number {
  let all = 0
  for (const one of nats.values()) all += one
  return all
}

function keyOf({
  network,
  asker,
  component,
  target,
}: Pick<HeardProbe, 'network'> & {
  asker?: string | null | undefined
  component?: string | null | undefined
  target?: string | null | undefined
}): string {
  return JSON.stringify([network, asker ?? null, component ?? null, target ?? null])
}
