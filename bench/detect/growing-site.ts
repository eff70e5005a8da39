import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import { createDetector } from '../../server/detect/detector.ts'
import { createSite } from '../../server/detect/site.ts'
import { RATE_CAUTION, suspectedReporters } from '../../server/detect/rule.ts'
import type { Voice } from '../../server/detect/voice.ts'
import { createCusum, cusumThreshold, type Cusum as Best } from '../rivals/cusum.ts'
import { negativeBinomial, poissonProcess, type Random } from './draw.ts'
import { MONDAY } from './learnt.ts'
import { Played } from './played.ts'
import { busyness, drawWeek, localHour, type Week } from './week.ts'

/**
 * `year`: ten times the audience in a year, evenly. `hour`: three times within an hour, and slowly back over days; nobody says where from. `hosts`: the
 * same, the newcomers through the widgets of several newspapers that were never seen before. `still`: nothing of the kind, to compare with.
 */
export const WAYS = ['still', 'year', 'hour', 'hosts'] as const
export type Way = (typeof WAYS)[number]
export type GrowthJob = { way: Way; providers: number; yearDays: number; seed: number }
/**
 * Shares of healthy providers whose state was not ok: in the worst minute, and on average. `bestMs`: the delay of a CUSUM that knows all rates, the
 * lift and the surge, compares with the same null and waits for as many reporters.
 */
export type Grown = {
  way: Way
  seed: number
  worstShare: number
  meanShare: number
  outages: { key: string; delayMs: number | null; bestMs: number | null }[]
}

const LEARN_DAYS = 28
/** What comes in an hour begins on the second day, at half past five in the evening, local time, and is watched for three days. */
const EMBED_MS = DAY_MS + 16.5 * HOUR_MS
const EMBED_WATCH_DAYS = 4
const LIFT = 3
const LIFT_HALF_LIFE_MS = DAY_MS
const PER_YEAR = 10
const HOSTS = 5
/** Usual voices an hour, and how clumpy they are. */
const USUAL = { least: 0.5, most: 60, dispersion: 1.3 }
/** Real outages: every so many providers one, three hours after the lift, for two hours. */
const OUTAGE_EVERY = 20
const OUTAGE_AFTER_MS = 3 * HOUR_MS
const OUTAGE_MS = 2 * HOUR_MS
/** Voices a minute more: at least so many, and so many times the usual. */
const SURGE = { least: 3, times: 4 }

type Provider = {
  member: Played
  best: Best | null
  week: Week
  perHour: number
  random: Random
  more: Random
  outageAt: number | null
}

/** Plays one site. Its voices of before and its outages are the same whichever way it grows. */
export function playGrowth({ way, providers, yearDays, seed }: GrowthJob): Grown {
  const days = way === 'year' ? yearDays : EMBED_WATCH_DAYS
  const begin = MONDAY + LEARN_DAYS * DAY_MS
  const outageAt = begin + EMBED_MS + OUTAGE_AFTER_MS
  const random = createRandom(seed)
  const all = Array.from({ length: providers }, (_, i): Provider => {
    const perHour = USUAL.least * (USUAL.most / USUAL.least) ** random()
    return {
      member: new Played(`p${i}`, createDetector({ startAt: MONDAY })),
      week: drawWeek(random),
      perHour,
      random: createRandom(seed * 7919 + i),
      more: createRandom(seed * 104_729 + i),
      outageAt: i % OUTAGE_EVERY === 0 ? outageAt + (i / OUTAGE_EVERY) * 7 * MINUTE_MS : null,
      best: null,
    }
  })
  for (const one of all) one.best = bestFor(one, way, begin)
  const site = createSite({ relations: { families: [], depends: [] } })
  const members = all.map(({ member }) => member)
  const found = new Map<string, number>()
  let [worstShare, sum, minutes] = [0, 0, 0]
  for (let hour = MONDAY; hour < begin + days * DAY_MS; hour += HOUR_MS) {
    for (const one of all) {
      const voices = drawHour(one, way, hour, begin)
      one.member.hear(voices)
      for (const { at } of one.best ? voices : []) if (at >= one.outageAt!) one.best!.hear(at)
    }
    for (let to = hour + MINUTE_MS; to <= hour + HOUR_MS; to += MINUTE_MS) {
      for (const { key, change } of site.advance(to, members))
        if (change.type === 'suspected' && !found.has(key) && change.at >= outageAt) found.set(key, change.at)
      if (to <= begin) continue
      const share = notOk(all, to)
      worstShare = Math.max(worstShare, share)
      sum += share
      minutes += 1
    }
  }
  const outages = all.flatMap(({ member: { key }, outageAt: at, best }) => {
    if (at === null) return []
    const within = (foundAt = Infinity) => (foundAt >= at && foundAt <= at + OUTAGE_MS ? foundAt - at : null)
    return [{ key, delayMs: within(found.get(key)), bestMs: within(best?.alarms[0]) }]
  })
  return { way, seed, worstShare, meanShare: sum / Math.max(1, minutes), outages }
}

/** It begins with the outage, so it comes a little later than one that listens all the time. */
function bestFor({ week, perHour, outageAt }: Provider, way: Way, begin: number): Best | null {
  if (outageAt === null) return null
  const usual = (at: number) =>
    RATE_CAUTION * perHour * busyness(week, localHour(at, false), false) * liftOf(way, at - begin)
  const surgePerMinute = surgeOf(perHour)
  const threshold = cusumThreshold({ usualPerHour: usual(outageAt), surgePerMinute, meanMs: 365 * DAY_MS })
  return createCusum({ startAt: outageAt, usual, surgePerMinute, threshold, reporters: suspectedReporters(perHour) })
}

function surgeOf(perHour: number): number {
  return Math.max(SURGE.least, (SURGE.times * perHour) / 60)
}

/** Who has an outage is not counted from its beginning on; the others are healthy. */
function notOk(all: readonly Provider[], at: number): number {
  const healthy = all.filter(({ outageAt }) => outageAt === null || at < outageAt)
  return healthy.filter(({ member }) => member.real.state !== 'ok').length / healthy.length
}

/** How many times as many people come as at the start. */
export function liftOf(way: Way, sinceStartMs: number): number {
  if (way === 'year') return sinceStartMs <= 0 ? 1 : PER_YEAR ** (sinceStartMs / (365 * DAY_MS))
  const since = sinceStartMs - EMBED_MS
  if (way === 'still' || since <= 0) return 1
  return 1 + (LIFT - 1) * Math.min(1, since / HOUR_MS) * 2 ** (-Math.max(0, since - HOUR_MS) / LIFT_HALF_LIFE_MS)
}

/** The voices of an hour: what always came, what the growth brings on top, and what an outage does. */
export function drawHour(one: Omit<Provider, 'member' | 'best'>, way: Way, hour: number, begin: number): Voice[] {
  const { week, perHour, random, more, outageAt } = one
  const voices: Voice[] = []
  for (let start = hour; start < hour + HOUR_MS; start += 5 * MINUTE_MS) {
    const usual = (perHour / 12) * busyness(week, localHour(start, false), false)
    const scatter = (from: Random, mean: number, hosts: number) => {
      for (let n = negativeBinomial(from, mean, USUAL.dispersion); n > 0; n -= 1) {
        const at = start + Math.floor(from() * 5 * MINUTE_MS)
        voices.push({ at, answer: 'problem', ...(hosts > 0 && { host: `paper-${at % hosts}.example` }) })
      }
    }
    scatter(random, usual, 0)
    const lift = liftOf(way, start - begin)
    if (lift > 1) scatter(more, usual * (lift - 1), way === 'hosts' ? HOSTS : 0)
  }
  if (outageAt !== null) {
    const piece = {
      from: Math.max(hour, outageAt),
      to: Math.min(hour + HOUR_MS, outageAt + OUTAGE_MS),
      perHour: 60 * surgeOf(perHour),
    }
    // Drawn from the provider and the hour alone, so that it is the same outage whichever way the site grows.
    const own = createRandom(Math.round(perHour * 1e6) ^ Math.floor(hour / HOUR_MS))
    if (piece.to > piece.from) for (const at of poissonProcess(own, [piece])) voices.push({ at, answer: 'problem' })
  }
  return voices.toSorted((a, b) => a.at - b.at)
}
