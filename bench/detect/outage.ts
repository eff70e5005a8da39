import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import { createDetector, restoreDetector, type Detector } from '../../server/detect/detector.ts'
import { gamma, lognormal, normal, poissonProcess, type Random } from './draw.ts'
import { LEARN_DAYS, MONDAY } from './learnt.ts'
import { busyness, drawWeek, localHour, type Week } from './week.ts'

/** Counts are uneven over so long. */
const CLUMP_MS = 5 * MINUTE_MS
/** Reports of an outage come in waves of so long, each so far (sd of the logarithm) from the course as a whole. */
const WAVE_MS = 20 * MINUTE_MS
const WAVE_SD = 0.3
/** One in ten fell more slowly than this, and went on failing while it did: after the end of one nobody takes longer. */
const SLOWEST_FALL_MS = 105 * MINUTE_MS
/** A crowd has its size: no service on record was reported more often than this. */
const MOST_PER_HOUR = 20_000

/** An outage; `peak` is a multiple of the usual, on top of it. */
export type Outage = {
  from: number
  /** When it is mended; people go on for a while. */
  to: number
  peak: number
  riseMs: number
  /** After the end the excess halves in so long. */
  fallMs: number
  /** Those who still suffer report less and less: half as much after so long. */
  fatigueMs: number
  /** From `at` on only this share is still out. */
  partial: { at: number; share: number } | null
  waves: number[]
}

export type World = { perHour: number; week: Week; dispersion: number }

/** As real ones were: rise to the peak 15/30/165 min, fall to half 15/30/105 min (10/50/90 %). */
export function drawOutage(
  random: Random,
  shape: { from: number; lengthMs: number; peak: number; fatigueMs?: number; partial?: Outage['partial'] },
): Outage {
  const { from, lengthMs, peak, fatigueMs = Infinity, partial = null } = shape
  const riseMs = Math.min(lengthMs / 2, lognormal(random, Math.log(30 * MINUTE_MS), 0.9))
  const fallMs = Math.min(SLOWEST_FALL_MS, lognormal(random, Math.log(30 * MINUTE_MS), 0.75))
  const waves = Array.from({ length: Math.ceil((lengthMs + 2 * DAY_MS) / WAVE_MS) }, () =>
    Math.exp(normal(random, -(WAVE_SD ** 2) / 2, WAVE_SD)),
  )
  return { from, to: from + lengthMs, peak, riseMs, fallMs, fatigueMs, partial, waves }
}

/** Reports beyond the usual, as a multiple of the usual; without waves, its course as a whole. */
export function excessAt(outage: Outage, at: number, withWaves = true): number {
  const { from, to, peak, riseMs, fallMs, fatigueMs, partial, waves } = outage
  if (at < from) return 0
  const rise = Math.min(1, (at - from) / riseMs)
  const fatigue = 2 ** (-(Math.min(at, to) - from) / fatigueMs)
  const share = partial && at >= partial.at ? partial.share : 1
  const fall = at < to ? 1 : 2 ** (-(at - to) / fallMs)
  const wave = withWaves ? (waves[Math.floor((at - from) / WAVE_MS)] ?? 1) : 1
  return peak * rise * fatigue * share * fall * wave
}

/** When its reports have fallen under twice the usual for good. */
export function calmAt(outage: Outage): number {
  let at = outage.to
  while (excessAt(outage, at, false) >= 1) at += MINUTE_MS
  return at
}

export function drawWorld(random: Random, perHour: number): World {
  return { perHour, week: drawWeek(random), dispersion: 1 + random() }
}

/** Reports an hour at an instant; `outage` adds its own. */
export function rateAt(world: World, at: number, outage?: Outage): number {
  const usual = world.perHour * busyness(world.week, localHour(at, false), false)
  return Math.min(usual + MOST_PER_HOUR, usual * (1 + (outage ? excessAt(outage, at) : 0)))
}

/** Gives the instants of [from, to), asked piece by piece: Poisson, at a rate that is off by chance for minutes at a time. */
export function createVoices(random: Random, dispersion: number) {
  let clump = -1
  let luck = 1
  return (from: number, to: number, perHourAt: (at: number) => number): number[] => {
    const instants: number[] = []
    for (let at = from; at < to;) {
      const number = Math.floor(at / CLUMP_MS)
      const end = Math.min(to, (number + 1) * CLUMP_MS)
      const perHour = perHourAt(at)
      if (number !== clump) {
        clump = number
        const mean = (perHour * CLUMP_MS) / HOUR_MS
        luck = dispersion > 1 && mean > 0 ? gamma(random, mean / (dispersion - 1), (dispersion - 1) / mean) : 1
      }
      instants.push(...poissonProcess(random, [{ from: at, to: end, perHour: perHour * luck }]))
      at = end
    }
    return instants
  }
}

/** A world, a detector that has known it for four weeks (and some hours, drawn), and what makes its voices. */
export type Setting = { world: World; detector: Detector; voices: ReturnType<typeof createVoices>; random: Random }

export function settle(perHour: number, seed: number): Setting {
  const random = createRandom(seed)
  const world = drawWorld(random, perHour)
  const voices = createVoices(random, world.dispersion)
  let detector = createDetector({ startAt: MONDAY })
  const until = MONDAY + LEARN_DAYS * DAY_MS + Math.floor(random() * 7 * 24) * HOUR_MS
  hearUsual({ world, detector, voices, random }, until)
  // A chance alarm in these weeks is not what is asked about: the question begins with a provider that is well.
  for (let more = 0; detector.state !== 'ok' && more < 48; more += 1) {
    hearUsual({ world, detector, voices, random }, detector.at + HOUR_MS)
  }
  return { world, detector, voices, random }
}

export function hearUsual({ world, detector, voices }: Setting, until: number): void {
  while (detector.at < until) {
    const to = Math.min(until, detector.at + DAY_MS)
    for (const at of voices(detector.at, to, (t) => rateAt(world, t))) detector.hear({ at, answer: 'problem' })
    detector.advance(to)
  }
}

/** The same provider once more. */
export function again(setting: Setting, snapshot: ReturnType<Detector['snapshot']>, seed: number): Setting {
  const random = createRandom(seed)
  const { world } = setting
  return { world, detector: restoreDetector(snapshot)!, voices: createVoices(random, world.dispersion), random }
}

/** Between two bounds, each order of magnitude as likely. */
export function logUniform(random: Random, least: number, most: number): number {
  return least * (most / least) ** random()
}
