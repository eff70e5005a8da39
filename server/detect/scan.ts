import type { Evidence } from '../../shared/incident.ts'
import type { Baseline } from './baseline.ts'
import { surprise } from './negative-binomial.ts'
import type { Recent } from './recent.ts'
import {
  CONFIRMED_NETWORKS,
  CONFIRMED_RATIO,
  confirmedNats,
  RATE_CAUTION,
  RULE_VERSION,
  STEP_MS,
  SUSPECTED_NETWORKS,
  SUSPECTED_RATIO,
  suspectedNats,
  suspectedReporters,
  WINDOWS_MS,
} from './rule.ts'

type Level = 'suspected' | 'confirmed'
type Window = { windowMs: number; observed: number; expected: number; dispersion: number; score: number }
export type Finding = { level: Level; evidence: Evidence }

const SUSPECTED = { nats: WINDOWS_MS.map(suspectedNats), ratio: SUSPECTED_RATIO, networks: SUSPECTED_NETWORKS }
const CONFIRMED = { nats: WINDOWS_MS.map(confirmedNats), ratio: CONFIRMED_RATIO, networks: CONFIRMED_NETWORKS }

/** The strongest level that the voices up to `now` carry, with the window that says it most clearly; undefined: none. */
export function scan(now: number, recent: Recent, baseline: Baseline): Finding | undefined {
  const windows = score(now, recent, baseline)
  const reporters = suspectedReporters(baseline.rate(now - 1))
  return (
    strongest('confirmed', windows, now, recent, { ...CONFIRMED, reporters: CONFIRMED_NETWORKS }) ??
    strongest('suspected', windows, now, recent, { ...SUSPECTED, reporters })
  )
}

/** What was seen over one window, whatever it means: `score` and `threshold` are the caller's. */
export function evidenceOf(
  window: { now: number; windowMs: number; score: number; threshold: number },
  recent: Recent,
  baseline: Baseline,
): Evidence {
  const from = window.now - window.windowMs
  return {
    rule: RULE_VERSION,
    window_ms: window.windowMs,
    observed: weightSince(recent, from),
    expected: baseline.expected(from, window.now),
    dispersion: baseline.dispersion(window.windowMs),
    score: window.score,
    threshold: window.threshold,
    ...recent.distinct(from),
  }
}

/**
 * When the rise began: of all beginnings within reach the one after which the voices are least explained by the usual.
 * Epoch milliseconds, a step's start.
 */
export function estimateStart(now: number, recent: Recent, baseline: Baseline): number {
  let best = { score: -1, start: now - STEP_MS }
  let observed = 0
  for (const [start, , weight] of recent.cells.toReversed()) {
    observed += weight
    const expected = baseline.expected(start, now) * RATE_CAUTION
    const spread = { dispersion: baseline.dispersion(now - start), shape: baseline.shape }
    const found = surprise(observed, expected, spread)
    if (found > best.score) best = { score: found, start }
  }
  return best.start
}

function score(now: number, recent: Recent, baseline: Baseline): Window[] {
  const { cells } = recent
  let next = cells.length - 1
  let observed = 0
  return WINDOWS_MS.map((windowMs) => {
    for (; next >= 0 && cells[next]![0] >= now - windowMs; next -= 1) observed += cells[next]![2]
    const expected = baseline.expected(now - windowMs, now)
    const dispersion = baseline.dispersion(windowMs)
    const found = surprise(observed, expected * RATE_CAUTION, { dispersion, shape: baseline.shape })
    return { windowMs, observed, expected, dispersion, score: found }
  })
}

function strongest(
  level: Level,
  windows: Window[],
  now: number,
  recent: Recent,
  floor: { nats: number[]; ratio: number; reporters: number; networks: number },
): Finding | undefined {
  let best: Finding | undefined
  for (const [i, w] of windows.entries()) {
    const threshold = floor.nats[i]!
    if (w.score < threshold || w.observed < floor.ratio * w.expected) continue
    if (best && w.score - threshold <= best.evidence.score - best.evidence.threshold) continue
    const { reporters, networks } = recent.distinct(now - w.windowMs)
    if (reporters < floor.reporters || networks < floor.networks) continue
    const { observed, expected, dispersion } = w
    best = {
      level,
      evidence: {
        rule: RULE_VERSION,
        window_ms: w.windowMs,
        observed,
        expected,
        dispersion,
        score: w.score,
        threshold,
        reporters,
        networks,
      },
    }
  }
  return best
}

function weightSince(recent: Recent, from: number): number {
  let sum = 0
  for (const [start, , weight] of recent.cells) if (start >= from) sum += weight
  return sum
}
