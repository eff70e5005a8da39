import { describe, expect, it } from 'vitest'
import { createRandom } from '../catalogue/recording.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { brokenNetworks, NETWORK_NATS, PROBE_LIMIT, ProbeEvidence, type ProbeState } from './probes.ts'
import type { HeardProbe } from './voice.ts'

const MONDAY = Date.UTC(2026, 0, 5)
type Outcome = HeardProbe['outcome']

/** A probe every five minutes in [from, to), with what it brings. Gives the last instant. */
function probe(
  evidence: ProbeEvidence,
  about: { network: string; component?: string; from?: number; times: number; outcome: (i: number) => Outcome },
): number {
  const { network, component, from = MONDAY, times, outcome } = about
  for (let i = 0; i < times; i += 1) {
    evidence.hear({ at: from + i * 5 * MINUTE_MS, network, component, outcome: outcome(i) })
  }
  return from + (times - 1) * 5 * MINUTE_MS
}
const up = (): Outcome => 'up'
const failed = (): Outcome => 'failed'

describe('evidence of an outage', () => {
  it('is about 6.8 nats for the first failure of a place that never failed, and no more however long it fails', () => {
    const evidence = new ProbeEvidence()
    const at = probe(evidence, { network: 'a', times: 100, outcome: up })
    expect(evidence.nats(at)).toBe(0)
    const first = probe(evidence, { network: 'a', from: at + 5 * MINUTE_MS, times: 1, outcome: failed })
    expect(evidence.nats(first)).toBeGreaterThan(6.5)
    const last = probe(evidence, { network: 'a', from: first + 5 * MINUTE_MS, times: 50, outcome: failed })
    expect(evidence.nats(last)).toBeCloseTo(NETWORK_NATS, 9)
    expect(evidence.verified(last)).toBe(false)
  })

  it('counts vantage points and components of one network as one', () => {
    const evidence = new ProbeEvidence()
    for (const component of ['imap', 'webmail', 'sending']) {
      evidence.hear({ at: MONDAY, network: 'a', component, outcome: 'failed' })
    }
    expect(evidence.networksFailing(MONDAY)).toBe(1)
    expect(evidence.nats(MONDAY)).toBeLessThanOrEqual(NETWORK_NATS)
    evidence.hear({ at: MONDAY, network: 'b', outcome: 'failed' })
    expect(evidence.networksFailing(MONDAY)).toBe(2)
    expect(evidence.verified(MONDAY)).toBe(true)
    expect(evidence.nats(MONDAY)).toBeGreaterThan(13)
  })

  it('gives little for a probe that is known to fail', () => {
    const random = createRandom(3)
    const evidence = new ProbeEvidence()
    const at = probe(evidence, { network: 'a', times: 2000, outcome: () => (random() < 0.1 ? 'failed' : 'up') })
    probe(evidence, { network: 'a', from: at + 5 * MINUTE_MS, times: 3, outcome: up })
    evidence.hear({ at: at + 20 * MINUTE_MS, network: 'a', outcome: 'failed' })
    expect(evidence.nats(at + 20 * MINUTE_MS)).toBeGreaterThan(1)
    expect(evidence.nats(at + 20 * MINUTE_MS)).toBeLessThan(3)
    expect(evidence.networksFailing(at + 20 * MINUTE_MS)).toBe(0)
  })

  it('is not unlearnt from an outage: its hundred failures are one flaw', () => {
    const evidence = new ProbeEvidence()
    const a = probe(evidence, { network: 'a', times: 3000, outcome: up })
    const b = probe(evidence, { network: 'a', from: a + 5 * MINUTE_MS, times: 100, outcome: failed })
    const c = probe(evidence, { network: 'a', from: b + 5 * MINUTE_MS, times: 100, outcome: up })
    evidence.hear({ at: c + 5 * MINUTE_MS, network: 'a', outcome: 'failed' })
    expect(evidence.nats(c + 5 * MINUTE_MS)).toBeGreaterThan(6)
  })

  it('takes blocked answers, and our own faults, for nothing at all', () => {
    const evidence = new ProbeEvidence()
    const at = probe(evidence, { network: 'a', times: 50, outcome: () => 'none' })
    expect(evidence.nats(at)).toBe(0)
    expect(evidence.healthy(at)).toBe(false)
    expect(evidence.state()).toEqual([])
  })

  it('goes stale after a few intervals', () => {
    const evidence = new ProbeEvidence()
    const at = probe(evidence, { network: 'a', times: 5, outcome: failed })
    expect(evidence.nats(at + 10 * MINUTE_MS)).toBeGreaterThan(6)
    expect(evidence.nats(at + HOUR_MS)).toBe(0)
    expect(evidence.networksFailing(at + HOUR_MS)).toBe(0)
  })

  it('ends with the first success', () => {
    const evidence = new ProbeEvidence()
    const at = probe(evidence, { network: 'a', times: 5, outcome: failed })
    evidence.hear({ at: at + 5 * MINUTE_MS, network: 'a', outcome: 'up' })
    expect(evidence.nats(at + 5 * MINUTE_MS)).toBe(0)
  })
})

describe('health', () => {
  it('takes some successes in a row of what was asked about', () => {
    const evidence = new ProbeEvidence()
    probe(evidence, { network: 'a', component: 'webmail', times: 3, outcome: up })
    const at = probe(evidence, { network: 'a', component: 'imap', times: 2, outcome: up })
    expect(evidence.healthy(at, 'webmail')).toBe(true)
    expect(evidence.healthy(at, 'imap')).toBe(false)
    expect(evidence.healthy(at, 'sending')).toBe(false)
    expect(evidence.healthy(at)).toBe(false)
  })

  it('is not where anything fails, nor where nothing was heard lately', () => {
    const evidence = new ProbeEvidence()
    const at = probe(evidence, { network: 'a', times: 10, outcome: up })
    expect(evidence.healthy(at)).toBe(true)
    expect(evidence.healthy(at + DAY_MS)).toBe(false)
    evidence.hear({ at, network: 'b', outcome: 'failed' })
    expect(evidence.healthy(at)).toBe(false)
  })
})

describe('a broken network of ours', () => {
  const providers = (outcomes: Outcome[]) =>
    outcomes.map((outcome) => {
      const evidence = new ProbeEvidence()
      evidence.hear({ at: MONDAY, network: 'a', outcome })
      evidence.hear({ at: MONDAY, network: 'b', outcome: 'up' })
      return evidence
    })

  it('is one from which everything fails at once, and is left out', () => {
    const all = providers(['failed', 'failed', 'failed', 'failed'])
    const broken = brokenNetworks(all, MONDAY)
    expect(broken).toEqual(new Set(['a']))
    expect(all[0]!.nats(MONDAY)).toBeGreaterThan(6)
    expect(all[0]!.nats(MONDAY, broken)).toBe(0)
    expect(all[0]!.networksFailing(MONDAY, broken)).toBe(0)
  })

  it('is none while anything is reached from it, or while it asks too few', () => {
    expect(brokenNetworks(providers(['failed', 'failed', 'failed', 'up']), MONDAY).size).toBe(0)
    expect(brokenNetworks(providers(['failed', 'failed']), MONDAY).size).toBe(0)
  })
})

it('goes on from its state, and remembers a bounded number of probes', () => {
  const evidence = new ProbeEvidence()
  for (let i = 0; i < 500; i += 1) evidence.hear({ at: MONDAY + i, network: `n${i}`, outcome: i % 3 ? 'up' : 'failed' })
  expect(evidence.state()).toHaveLength(PROBE_LIMIT)
  const again = new ProbeEvidence(JSON.parse(JSON.stringify(evidence.state())) as ProbeState)
  for (const one of [evidence, again]) one.hear({ at: MONDAY + 600, network: 'n499', outcome: 'failed' })
  expect(again.state()).toEqual(evidence.state())
  expect(again.nats(MONDAY + 700)).toBe(evidence.nats(MONDAY + 700))
})
