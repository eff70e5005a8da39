import type { Voice } from '../../server/detect/voice.ts'
import { bucketStart, DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { poissonProcess, type Random } from './draw.ts'

/** Mobile carriers and the few prefixes behind which each hides its users; the share of all voices that come through them is drawn. */
const CARRIERS = [16232, 30722, 24608, 29286]
const CARRIER_PREFIXES = 3
const HOMES = [3269, 12874, 1267, 60294, 5602, 35612, 8968, 30848]
const HOME_PREFIXES = 60_000
/** Data centres: nobody reads mail there. */
const HOSTING = [16509, 14061, 24940, 16276, 63949, 20473, 51167, 12876, 396982, 45102, 9009, 60068]
/** Now and then somebody reports from far away. */
const RARE_SHARE = 0.01

export type Place = { network: string; asn: number }
export type World = { carrierShare: number }

let person = 0
/** Somebody like those who usually report. Prefixes are hashed by day, so the same one has another name on another day. */
export function usualPlace(random: Random, world: World, at: number): Place {
  const day = bucketStart(at, DAY_MS) / DAY_MS
  if (random() < RARE_SHARE) {
    const asn = 50_000 + Math.floor(random() * 500)
    return { asn, network: `${day} rare ${asn}` }
  }
  if (random() < world.carrierShare) {
    // The first carrier is as large as the others together, and so is its first prefix.
    const asn = CARRIERS[Math.min(CARRIERS.length - 1, Math.floor(-Math.log2(1 - random())))]!
    return { asn, network: `${day} ${asn} ${Math.floor(random() * CARRIER_PREFIXES)}` }
  }
  return homePlace(random, day)
}

function homePlace(random: Random, day: number): Place {
  return homeOf(day, Math.floor(random() * HOME_PREFIXES))
}

/** So many different home networks. */
function homes(random: Random, day: number, n: number): Place[] {
  const first = Math.floor(random() * HOME_PREFIXES)
  // A step without a common divisor with their number comes back to no prefix twice.
  return several(n, (i) => homeOf(day, (first + i * 7_919) % HOME_PREFIXES))
}

function homeOf(day: number, prefix: number): Place {
  return { asn: HOMES[prefix % HOMES.length]!, network: `${day} home ${prefix}` }
}

export function voiceFrom(place: Place, at: number, answer: Voice['answer'] = 'problem'): Voice {
  person += 1
  return { at, answer, ...place, reporter: `person ${person}` }
}

/** Real people: Poisson voices in [from, to). */
export function crowd(random: Random, world: World, piece: { from: number; to: number; perHour: number }): Voice[] {
  return poissonProcess(random, [piece]).map((at) => voiceFrom(usualPlace(random, world, at), at))
}

/** An outage that real people notice: it rises over five minutes, stays, and is over at once. */
export function outage(random: Random, world: World, about: { from: number; to: number; perMinute: number }): Voice[] {
  const full = about.perMinute * 60
  const rise = Array.from({ length: 5 }, (_, i) => {
    const from = about.from + i * MINUTE_MS
    return { from, to: from + MINUTE_MS, perHour: (full * (i + 1)) / 6 }
  })
  const pieces = [...rise, { from: about.from + 5 * MINUTE_MS, to: about.to, perHour: full }]
  return poissonProcess(random, pieces).map((at) => voiceFrom(usualPlace(random, world, at), at))
}

export type Attack = {
  name: string
  /** Voices of the attack begun at `from`. */
  voices(random: Random, from: number): Voice[]
}

/** So many voices from the places of a list, at random moments and in random order. */
function flood(random: Random, places: Place[], about: { from: number; lengthMs: number; each: number }): Voice[] {
  const voices = places.flatMap((place) =>
    Array.from({ length: about.each }, () => voiceFrom(place, about.from + Math.floor(random() * about.lengthMs))),
  )
  return voices.toSorted((a, b) => a.at - b.at)
}

const TEMPOS = [
  { name: 'in 10 minutes', lengthMs: 10 * MINUTE_MS },
  { name: 'in an hour', lengthMs: HOUR_MS },
]
/** What `places` bring when each speaks `each` times, at both tempos. */
function floods(name: string, each: number, places: (random: Random, day: number) => Place[]): Attack[] {
  return TEMPOS.map((tempo) => ({
    name: `${name}, ${tempo.name}`,
    voices: (random, from) =>
      flood(random, places(random, bucketStart(from, DAY_MS) / DAY_MS), { from, lengthMs: tempo.lengthMs, each }),
  }))
}
const several = (n: number, place: (i: number) => Place) => Array.from({ length: n }, (_, i) => place(i))

export const FLOODS: Attack[] = [
  ...floods('one network × 5,000', 5000, (random, day) => [homePlace(random, day)]),
  ...floods('50 hosting networks × 100', 100, (_, day) =>
    several(50, (i) => ({ asn: HOSTING[i % HOSTING.length]!, network: `${day} hosting ${i}` })),
  ),
  ...floods('200 home networks × 25', 25, (random, day) => homes(random, day, 200)),
]

/** Friends who agree to press within a few minutes, and again every half hour for two hours; some share a carrier. */
export const FRIENDS: Attack[] = [3, 5, 8, 12, 16, 20].map((n) => ({
  name: `${n} friends`,
  voices(random, from) {
    const places = several(n, () => usualPlace(random, { carrierShare: 0.4 }, from))
    const rounds = [0, 1, 2, 3].flatMap((round) =>
      places.map((place, i) => ({
        ...voiceFrom(place, from + round * 31 * MINUTE_MS + Math.floor(random() * 5 * MINUTE_MS)),
        reporter: `friend ${from} ${i}`,
      })),
    )
    return rounds.toSorted((a, b) => a.at - b.at)
  },
}))

/** 5,000 times "works for me" from 500 home networks, ten each, over an hour. */
export function falseWorks(random: Random, from: number): Voice[] {
  const places = homes(random, bucketStart(from, DAY_MS) / DAY_MS, 500)
  return flood(random, places, { from, lengthMs: HOUR_MS, each: 10 }).map((voice) => ({ ...voice, answer: 'works' }))
}

/** True "works for me": a few, as always. */
export function someWorks(random: Random, world: World, piece: { from: number; to: number; perHour: number }): Voice[] {
  return crowd(random, world, piece).map((voice) => ({ ...voice, answer: 'works' }))
}

/** Several streams as one, in order of time. */
export function merge(...streams: Voice[][]): Voice[] {
  return streams.flat().toSorted((a, b) => a.at - b.at)
}

/** Real people of a world where 30–50 % come through carriers. */
export function drawWorld(random: Random): World {
  return { carrierShare: 0.3 + 0.2 * random() }
}
