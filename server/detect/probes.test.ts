import { describe, expect, it } from 'vitest'
import { createRandom } from '../catalogue/recording.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { MOVED_MS } from './probe-run.ts'
import { brokenNetworks, HEALTHY_NATS, NETWORK_NATS, PROBE_LIMIT, ProbeEvidence, type ProbeState } from './probes.ts'
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
    for (const outcome of ['up', 'failed'] as const) {
      for (const component of ['imap', 'webmail', 'sending']) {
        evidence.hear({ at: MONDAY, network: 'a', component, outcome })
      }
    }
    expect(evidence.networksFailing(MONDAY)).toBe(1)
    expect(evidence.nats(MONDAY)).toBeLessThanOrEqual(NETWORK_NATS)
    evidence.hear({ at: MONDAY, network: 'b', outcome: 'up' })
    evidence.hear({ at: MONDAY, network: 'b', outcome: 'failed' })
    expect(evidence.networksFailing(MONDAY)).toBe(2)
    expect(evidence.verified(MONDAY)).toBe(true)
    expect(evidence.nats(MONDAY)).toBeGreaterThan(13)
  })

  it('lets nobody speak for another of the same place: neither over what he sees nor ahead of it', () => {
    const evidence = new ProbeEvidence()
    const of = { network: 'a', component: 'imap', target: 'p1' }
    for (const asker of ['honest', 'liar']) evidence.hear({ ...of, at: MONDAY, asker, outcome: 'up' })
    evidence.hear({ ...of, at: MONDAY + 4 * MINUTE_MS, asker: 'liar', outcome: 'up' })
    evidence.hear({ ...of, at: MONDAY + MINUTE_MS, asker: 'honest', outcome: 'failed' })
    evidence.hear({ ...of, at: MONDAY + 5 * MINUTE_MS, asker: 'liar', outcome: 'up' })
    expect(evidence.networksFailing(MONDAY + 5 * MINUTE_MS)).toBe(1)
  })

  it('counts a place once, however many of it are answered', () => {
    const evidence = new ProbeEvidence()
    for (const network of ['a', 'b']) {
      for (const asker of ['x', 'y', 'z']) evidence.hear({ at: MONDAY, network, asker, target: 'p1', outcome: 'up' })
    }
    evidence.hear({ at: MONDAY + MINUTE_MS, network: 'a', asker: 'x', target: 'p1', outcome: 'failed' })
    expect(evidence.networksFailing(MONDAY + MINUTE_MS)).toBe(1)
  })

  it('makes nothing of one place that fails where two others are answered, and all of it as soon as one of them fails too', () => {
    const evidence = new ProbeEvidence()
    const at = MONDAY + 100 * 5 * MINUTE_MS
    for (const network of ['a', 'b', 'c']) probe(evidence, { network, component: 'imap', times: 100, outcome: up })
    evidence.hear({ at, network: 'a', component: 'imap', outcome: 'failed' })
    expect([evidence.nats(at), evidence.networksFailing(at)]).toEqual([0, 0])
    expect(evidence.parts(at).get('imap')!.failing).toBe(0)
    evidence.hear({ at: at + 1, network: 'b', component: 'imap', outcome: 'failed' })
    expect(evidence.networksFailing(at + 1)).toBe(2)
    expect(evidence.verified(at + 1)).toBe(true)
  })

  it('believes one place against one other, and against others that ask something else', () => {
    const evidence = new ProbeEvidence()
    const at = MONDAY + 100 * 5 * MINUTE_MS
    for (const network of ['a', 'b']) probe(evidence, { network, component: 'imap', times: 100, outcome: up })
    for (const network of ['c', 'd']) probe(evidence, { network, component: 'webmail', times: 100, outcome: up })
    evidence.hear({ at, network: 'a', component: 'imap', outcome: 'failed' })
    expect(evidence.networksFailing(at)).toBe(1)
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
    const at = probe(evidence, { network: 'a', times: 5, outcome: (i) => (i === 0 ? 'up' : 'failed') })
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
    expect(evidence.healthy(at, [['webmail']])).toBe(true)
    expect(evidence.healthy(at, [['imap']])).toBe(false)
    expect(evidence.healthy(at, [['sending']])).toBe(false)
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

describe('silence', () => {
  const UP = 5
  /** Up for a while, then what each place brings, once. */
  const after = (outcomes: Record<string, Outcome>) => {
    const evidence = new ProbeEvidence()
    let at = MONDAY
    for (const network of Object.keys(outcomes)) at = probe(evidence, { network, times: UP, outcome: up })
    at += 5 * MINUTE_MS
    for (const [network, outcome] of Object.entries(outcomes)) evidence.hear({ at, network, outcome })
    return { evidence, at }
  }

  it.each([
    [{ a: 'failed' }, { failing: 1, surely: 1, alone: false, carried: false }],
    [
      { a: 'failed', b: 'failed' },
      { failing: 2, surely: 2, alone: true, carried: true },
    ],
    [
      { a: 'silent', b: 'silent' },
      { failing: 2, surely: 0, alone: false, carried: true },
    ],
    [
      { a: 'silent', b: 'failed' },
      { failing: 2, surely: 1, alone: false, carried: true },
    ],
    [
      { a: 'silent', b: 'up' },
      { failing: 1, surely: 0, alone: false, carried: false },
    ],
  ] as const)('%j: %j', (outcomes, { failing, surely, alone, carried }) => {
    const { evidence, at } = after(outcomes)
    expect(evidence.networksFailing(at)).toBe(failing)
    expect(evidence.networksFailing(at, undefined, { surely: true })).toBe(surely)
    expect(evidence.verified(at)).toBe(alone)
    expect(evidence.verified(at, undefined, { since: at })).toBe(carried)
    // A wall makes all of them silent at once.
    expect(evidence.nats(at) > NETWORK_NATS).toBe(surely >= 2)
  })

  it('is a wall when it began half a day before what it is to explain', () => {
    const { evidence, at } = after({ a: 'silent' })
    let last = at
    for (let i = 0; i < 12 * 13; i += 1) evidence.hear({ at: (last += 5 * MINUTE_MS), network: 'a', outcome: 'silent' })
    expect(evidence.networksFailing(last)).toBe(0)
    expect(evidence.networksFailing(last, undefined, { since: at + HOUR_MS })).toBe(1)
    evidence.hear({ at: last + 5 * MINUTE_MS, network: 'a', outcome: 'failed' })
    expect(evidence.networksFailing(last + 5 * MINUTE_MS)).toBe(1)
  })

  it('does not make an old wrong answer last', () => {
    const { evidence, at } = after({ a: 'failed' })
    let last = at
    for (let i = 0; i < 6; i += 1) evidence.hear({ at: (last += 5 * MINUTE_MS), network: 'a', outcome: 'silent' })
    expect(evidence.networksFailing(last, undefined, { surely: true })).toBe(0)
    expect(evidence.networksFailing(last)).toBe(1)
  })
})

describe('a target', () => {
  it('that was never reached is no evidence of failing: its address may be wrong', () => {
    const evidence = new ProbeEvidence()
    for (const network of ['a', 'b', 'c']) probe(evidence, { network, times: 30, outcome: failed })
    const at = MONDAY + 29 * 5 * MINUTE_MS
    expect([evidence.nats(at), evidence.networksFailing(at), evidence.says(at)]).toEqual([0, 0, 'none'])
    // Nor does it keep others from being called healthy…
    for (let i = 0; i < 3; i += 1) evidence.hear({ at: at + i, network: 'a', target: 'home', outcome: 'up' })
    expect(evidence.healthy(at + 3)).toBe(true)
    // …but where one place reaches it, its failing from another is news against health, if none of an outage.
    for (let i = 0; i < 3; i += 1) evidence.hear({ at: at + i, network: 'd', outcome: 'up' })
    expect(evidence.healthy(at + 3)).toBe(false)
    expect([evidence.networksFailing(at + 3), evidence.says(at + 3)]).toEqual([0, 'mixed'])
  })

  it('that fails is heard among others of its component that answer, whichever was asked last', () => {
    const evidence = new ProbeEvidence()
    const targets = ['t1', 't2', 't3', 't4', 't5', 't6']
    for (let i = 0; i < 20; i += 1) {
      for (const target of targets) {
        const outcome = target === 't3' && i > 9 ? 'failed' : 'up'
        evidence.hear({ at: MONDAY + i * 5 * MINUTE_MS, network: 'a', component: 'imap', target, outcome })
      }
    }
    const at = MONDAY + 19 * 5 * MINUTE_MS
    expect(evidence.networksFailing(at)).toBe(1)
    expect(evidence.healthy(at, [['imap']])).toBe(false)
    expect(evidence.parts(at).get('imap')).toEqual({ failing: 1, healthy: false })
  })

  it('that has failed for weeks has moved', () => {
    const evidence = new ProbeEvidence()
    evidence.hear({ at: MONDAY, network: 'a', outcome: 'up' })
    let at = MONDAY
    for (; at < MONDAY + MOVED_MS + DAY_MS; at += HOUR_MS / 2)
      evidence.hear({ at: at + 1, network: 'a', outcome: 'failed' })
    expect(evidence.networksFailing(MONDAY + DAY_MS)).toBe(0) // Later than now: no news of it.
    expect(evidence.networksFailing(at)).toBe(0)
  })
})

describe('an agent that always lies', () => {
  it('is one network: it raises nothing alone, whatever it invents', () => {
    const evidence = new ProbeEvidence()
    for (let i = 0; i < 40; i += 1) {
      for (const outcome of ['up', 'failed'] as const)
        evidence.hear({ at: MONDAY + i, network: 'liar', component: `c${i}`, target: `t${i}`, outcome })
    }
    expect(evidence.networksFailing(MONDAY + 40)).toBe(1)
    expect(evidence.nats(MONDAY + 40)).toBeLessThanOrEqual(NETWORK_NATS)
    expect(evidence.verified(MONDAY + 40, undefined, { since: MONDAY })).toBe(false)
  })

  it('vouches for nothing that fails elsewhere, and takes nothing off a crowd', () => {
    const evidence = new ProbeEvidence()
    const at = probe(evidence, { network: 'liar', component: 'imap', times: 20, outcome: up })
    evidence.hear({ at, network: 'honest', component: 'imap', outcome: 'failed' })
    expect(evidence.healthy(at, [['imap']])).toBe(false)
    expect(evidence.heldNats(at, MONDAY, [['imap']])).toBe(0)
  })

  it('makes nobody forget the others', () => {
    const evidence = new ProbeEvidence()
    const at = probe(evidence, { network: 'honest', times: 3, outcome: up })
    for (let i = 0; i < 1000; i += 1) evidence.hear({ at: at + i, network: 'liar', target: `t${i}`, outcome: 'up' })
    evidence.hear({ at: at + 1000, network: 'honest', outcome: 'failed' })
    expect(evidence.networksFailing(at + 1000)).toBe(1)
    expect(evidence.state()).toHaveLength(PROBE_LIMIT)
  })

  it('says nothing of a time that has not come', () => {
    const evidence = new ProbeEvidence()
    evidence.hear({ at: MONDAY, network: 'liar', outcome: 'up' })
    evidence.hear({ at: MONDAY + 365 * DAY_MS, network: 'liar', outcome: 'failed' })
    expect([evidence.nats(MONDAY), evidence.networksFailing(MONDAY)]).toEqual([0, 0])
  })
})

describe('what healthy probes take off', () => {
  const reached = (components: (string | undefined)[], networks = ['a']) => {
    const evidence = new ProbeEvidence()
    for (const network of networks)
      for (const component of components) probe(evidence, { network, component, times: 4, outcome: up })
    return evidence
  }
  const at = MONDAY + 15 * MINUTE_MS

  it.each([
    [[undefined], [['receiving']], 0],
    [['webmail'], [['receiving']], 0],
    [['receiving'], [['receiving']], 1],
    [['receiving'], [['receiving'], ['login']], 0],
    [['receiving', 'login'], [['receiving'], ['login']], 1],
    [['app'], [['webmail', 'app', 'web']], 1],
    [[undefined], [], 1],
  ])('probes of %j and complaints of %j: %i network', (components, complaints, times) => {
    expect(reached(components).heldNats(at, MONDAY, complaints)).toBeCloseTo(times * HEALTHY_NATS, 9)
  })

  it('is 2.3 nats a network, of two at most, and no more however often they ask', () => {
    expect(HEALTHY_NATS).toBeCloseTo(2.3, 2)
    const held = (networks: string[]) => reached(['imap'], networks).heldNats(at, MONDAY, [['imap']])
    expect(held(['a', 'b'])).toBeCloseTo(2 * HEALTHY_NATS, 9)
    expect(held(['a', 'b', 'c', 'd'])).toBeCloseTo(2 * HEALTHY_NATS, 9)
  })

  it('is nothing before they have asked since it began', () => {
    expect(reached(['imap']).heldNats(at, at + 1, [['imap']])).toBe(0)
  })
})

describe('a broken network of ours', () => {
  const providers = (outcomes: Outcome[]) =>
    outcomes.map((outcome) => {
      const evidence = new ProbeEvidence()
      evidence.hear({ at: MONDAY, network: 'a', outcome: 'up' })
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
