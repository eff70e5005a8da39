import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import type { Change } from '../../server/detect/change.ts'
import type { Detector } from '../../server/detect/detector.ts'
import { lognormal } from './draw.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import { drawOutage, logUniform, type Outage, rateAt, settle } from './outage.ts'

/**
 * What probes say: `silent`, there are none; `telling`, they fail until it is mended; `elsewhere`, they ask another part, which is well
 * all the time.
 */
export const PROBES = ['silent', 'telling', 'elsewhere'] as const
export type Probes = (typeof PROBES)[number]
export type LongJob = { perHour: number; probes: Probes; seed: number }
export type Long = {
  probes: Probes
  fatigueHours: number
  isPartial: boolean
  /** Incidents opened from the start to two days after the end. */
  incidents: number
  saidOkBefore: boolean
  /** What is taken for usual a day after the end, against before the outage. */
  drift: number
  /** Hours from the true end to `ok`; null: not within two days. */
  okAfterHours: number | null
}

const AFTER_MS = 2 * DAY_MS
const PROBE_MS = MINUTE_MS
/** Median and spread of the peak over the usual, as real ones were: 23/139/1048 (10/50/90 %). */
const PEAK = { median: 139, sigma: 1.5, least: 10 }

/** One outage of five to ten days, heard to two days after its end. */
export function liveThrough({ perHour, probes, seed }: LongJob): Long {
  const setting = settle(perHour, seed)
  const { world, detector, voices } = setting
  const random = createRandom(seed + 500_000)
  const from = detector.at
  const lengthMs = (5 + 5 * random()) * DAY_MS
  const fatigueMs = logUniform(random, 6, 48) * HOUR_MS
  const isPartial = random() < 0.5
  const partial = isPartial ? { at: from + (0.2 + 0.6 * random()) * lengthMs, share: 0.1 + 0.5 * random() } : null
  const peak = Math.max(PEAK.least, lognormal(random, Math.log(PEAK.median), PEAK.sigma))
  const outage = drawOutage(random, { from, lengthMs, peak, fatigueMs, partial })
  const before = weekly(detector, from)
  const changes: Change[] = []
  let drift = 0
  // What was never reached says nothing when it fails.
  probe(detector, probes, outage, from - HOUR_MS, from)
  for (let at = from; at < outage.to + AFTER_MS; at += HOUR_MS) {
    const to = at + HOUR_MS
    for (const spoken of voices(at, to, (t) => rateAt(world, t, outage))) {
      detector.hear({ at: spoken, answer: 'problem', component: spoken % 10 === 0 ? 'webmail' : 'imap' })
    }
    probe(detector, probes, outage, at, to)
    changes.push(...detector.advance(to))
    if (at >= outage.to + DAY_MS - HOUR_MS && at < outage.to + DAY_MS) drift = weekly(detector, from) / before - 1
  }
  return { probes, fatigueHours: fatigueMs / HOUR_MS, isPartial, drift, ...judge(changes, outage) }
}

/** How often an incident was opened, whether it was called over too soon, and when at last. */
export function judge(
  changes: readonly Pick<Change, 'at' | 'from' | 'to' | 'type'>[],
  { to }: Pick<Outage, 'to'>,
): Pick<Long, 'incidents' | 'saidOkBefore' | 'okAfterHours'> {
  const opened = changes.filter((c) => (c.from === 'ok' || c.from === 'unknown') && c.to !== 'ok' && c.to !== 'unknown')
  const reopened = changes.filter((c) => c.type === 'reopened')
  const okAt = changes.filter((c) => c.to === 'ok').map((c) => c.at)
  const last = changes.at(-1)
  return {
    incidents: opened.length - reopened.length,
    saidOkBefore: okAt.some((at) => at < to),
    okAfterHours: last?.to === 'ok' && last.at >= to ? (last.at - to) / HOUR_MS : null,
  }
}

function probe(detector: Detector, probes: Probes, outage: Outage, from: number, to: number): void {
  if (probes === 'silent') return
  for (let at = from; at < to; at += PROBE_MS) {
    const isUp = probes === 'elsewhere' || at < outage.from || at >= outage.to
    for (const network of ['as1', 'as2', 'as3']) {
      const component = probes === 'elsewhere' ? 'website' : 'imap'
      detector.probe({ at, network, component, outcome: isUp ? 'up' : 'failed' })
    }
  }
}

/** Mean rate of the week as the detector believes it. */
function weekly(detector: Detector, at: number): number {
  let sum = 0
  for (let hour = 0; hour < 168; hour += 1) sum += detector.usual(at + hour * HOUR_MS).ratePerHour
  return sum / 168
}
