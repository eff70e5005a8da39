import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import type { Voice } from '../../server/detect/voice.ts'
import { type Random, lognormal, negativeBinomial, poisson } from './draw.ts'
import { busyness, drawWeek, localHour } from './week.ts'

const BUCKET_MS = 20 * MINUTE_MS
const BUCKETS = DAY_MS / BUCKET_MS

/** How counts of 20 minutes come about; their means are the week's. */
type Counts =
  | { kind: 'poisson' }
  | { kind: 'clumped'; dispersion: number }
  | { kind: 'correlated'; correlation: number; dispersion: number }
  | { kind: 'clusters'; least: number; most: number; withinMs: number }

/** A world in which nothing is ever wrong, and what is strange about it. */
export type Null = {
  name: string
  counts: Counts
  hasSummerTime?: boolean
  /** A weekday in so many is a holiday, busy like a Sunday; every other one lifts everything by `lift`. */
  holidays?: { oneIn: number; lift: number }
  /** On one evening in so many, two hours bring a multiple of the usual. */
  matches?: { oneIn: number; least: number; most: number }
  /** Voices that never arrive: so many times a month, for a median of so long. `told`: the detector knows that we were away. */
  silences?: { perMonth: number; medianMs: number; told: boolean }
  /** Reporters of the last half hour of a UTC day who press again under the next day's key, as a share. */
  again?: number
  doubles?: boolean
}

const POISSON: Counts = { kind: 'poisson' }
export const NULLS: Null[] = [
  { name: 'Poisson', counts: POISSON },
  { name: 'clumped, phi 1.5', counts: { kind: 'clumped', dispersion: 1.5 } },
  { name: 'clumped, phi 2', counts: { kind: 'clumped', dispersion: 2 } },
  { name: 'clumped, phi 3.4', counts: { kind: 'clumped', dispersion: 3.4 } },
  { name: 'correlated, .6 at 20 min', counts: { kind: 'correlated', correlation: 0.6, dispersion: 2 } },
  { name: 'clusters of 2–5', counts: { kind: 'clusters', least: 2, most: 5, withinMs: 10 * MINUTE_MS } },
  { name: 'gaps nobody told of', counts: POISSON, silences: { perMonth: 3, medianMs: 2 * HOUR_MS, told: false } },
  { name: 'clock changes', counts: POISSON, hasSummerTime: true },
  { name: 'holidays', counts: POISSON, holidays: { oneIn: 22, lift: 1.6 } },
  { name: 'match evenings', counts: POISSON, matches: { oneIn: 10, least: 3, most: 5 } },
  { name: 'our own downtime', counts: POISSON, silences: { perMonth: 4, medianMs: 30 * MINUTE_MS, told: true } },
  { name: 'key rotation', counts: POISSON, again: 0.6 },
  { name: 'a lasting doubling', counts: POISSON, doubles: true },
]

export type Day = { voices: Voice[]; missing: [from: number, to: number][] }

/** The days of one provider in such a world, one after another; `doublesAt`: when its usual doubles for good. */
export function createNull(world: Null, perHour: number, random: Random, doublesAt = Infinity) {
  const week = drawWeek(random)
  const count = createCounts(world.counts, random)
  let spill: Voice[] = []
  let quietUntil = 0
  let named = 0

  function factor(at: number, day: { isHoliday: boolean; lift: number; match: number }): number {
    const hour = localHour(at, world.hasSummerTime ?? false)
    const evening = hour % 24 === 20 || hour % 24 === 21
    const lift = day.lift * (evening ? day.match : 1) * (at >= doublesAt ? 2 : 1)
    return busyness(week, hour, day.isHoliday) * lift
  }

  function drawDay() {
    const { holidays, matches } = world
    const isHoliday = holidays !== undefined && random() < 1 / holidays.oneIn
    const lift = isHoliday && random() < 0.5 ? holidays.lift : 1
    const isMatch = matches !== undefined && random() < 1 / matches.oneIn
    return { isHoliday, lift, match: isMatch ? matches.least + (matches.most - matches.least) * random() : 1 }
  }

  /** Silences that begin on this day, after what is left of one from before. */
  function drawSilences(from: number): [number, number][] {
    const to = from + DAY_MS
    const silences: [number, number][] = quietUntil > from ? [[from, Math.min(to, quietUntil)]] : []
    if (world.silences === undefined) return silences
    const { perMonth, medianMs } = world.silences
    if (random() < perMonth / 30) {
      const start = Math.floor(from + random() * DAY_MS)
      const end = Math.floor(start + Math.min(2 * DAY_MS, lognormal(random, Math.log(medianMs), 1)))
      quietUntil = Math.max(quietUntil, end)
      silences.push([start, Math.min(to, end)])
    }
    return silences
  }

  return (from: number): Day => {
    const to = from + DAY_MS
    const day = drawDay()
    const silences = drawSilences(from)
    const heard: Voice[] = spill
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      const start = from + bucket * BUCKET_MS
      for (const at of count((perHour / 3) * factor(start, day), start)) heard.push({ at, answer: 'problem' })
    }
    spill = heard.filter((voice) => voice.at >= to)
    const voices = heard
      .filter((voice) => voice.at < to && !silences.some(([start, end]) => voice.at >= start && voice.at < end))
      .toSorted((a, b) => a.at - b.at)
    for (const voice of world.again === undefined ? [] : voices.filter((v) => v.at >= to - 30 * MINUTE_MS)) {
      // The same person in the same network, whom the new key does not recognise.
      voice.network = `again-${(named += 1)}`
      if (random() < world.again!) spill.push({ ...voice, at: Math.floor(to + random() * 10 * MINUTE_MS) })
    }
    return { voices, missing: world.silences?.told ? silences : [] }
  }
}

/** Instants of a bucket's voices for its mean; asked bucket by bucket. */
export function createCounts(counts: Counts, random: Random): (mean: number, start: number) => number[] {
  const scatter = (n: number, start: number, widthMs = BUCKET_MS) =>
    Array.from({ length: n }, () => Math.floor(start + random() * widthMs))
  if (counts.kind === 'poisson') return (mean, start) => scatter(poisson(random, mean), start)
  if (counts.kind === 'clumped') {
    return (mean, start) => scatter(negativeBinomial(random, mean, counts.dispersion), start)
  }
  if (counts.kind === 'clusters') {
    const { least, most, withinMs } = counts
    return (mean, start) => {
      const clusters = scatter(poisson(random, (2 * mean) / (least + most)), start)
      return clusters.flatMap((at) => scatter(least + Math.floor(random() * (most - least + 1)), at, withinMs))
    }
  }
  // Each voice of a bucket is followed by one in the next with the probability of the correlation; the rest come anew.
  const { correlation, dispersion } = counts
  const fresh = (1 + correlation) * dispersion - correlation
  let [before, meanBefore] = [0, 0]
  return (mean, start) => {
    let n = negativeBinomial(random, Math.max(0, mean - correlation * meanBefore), fresh)
    for (let i = 0; i < before; i += 1) if (random() < correlation) n += 1
    before = n
    meanBefore = mean
    return scatter(n, start)
  }
}
