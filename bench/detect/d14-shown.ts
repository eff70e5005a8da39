import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import { createDetector } from '../../server/detect/detector.ts'
import { createSite } from '../../server/detect/site.ts'
import type { Voice } from '../../server/detect/voice.ts'
import { exponential, poissonProcess, type Random } from './draw.ts'
import { MONDAY } from './learnt.ts'
import { createNull, NULLS } from './nulls.ts'
import { Played } from './played.ts'
import { spread } from './spread.ts'
import type { Result, Size, Yardstick } from './yardstick.ts'

/** `sites` are independent; together they have this many provider-days. The rate of outages per provider is always the same. */
type Scale = { providers: number; days: number; sites: number }
export type SiteJob = Scale & { seed: number }
/** Who was shown as `confirmed`, and whether it was true; `outages` as drawn, `found` of them shown in time. */
export type Shown = { real: number; untrue: string[]; outages: number; found: number; providerDays: number }

const SCALES: Record<Size, Scale> = {
  quick: { providers: 70, days: 70, sites: 2 },
  full: { providers: 10_000, days: 2, sites: 1 },
}
const LEARN_DAYS = 28
/** One real outage an hour on a site of ten thousand. */
const OUTAGES_PER_PROVIDER_DAY = 24 / 10_000
/** Usual voices an hour: most providers are small. */
const USUAL = { least: 0.05, most: 20 }
/** A real outage brings so many voices a minute more, for so long. */
const SURGE = { least: 2, most: 60 }
const LENGTH = { least: 30 * MINUTE_MS, most: 4 * HOUR_MS }
/** Who is shown within an outage, or while people still press because of it, is shown rightly. */
const AFTER_MS = HOUR_MS
/** A lasting doubling is a change, and nobody can say that an alarm about it is false. */
const WORLDS = NULLS.filter((world) => !world.doubles)

export const d14: Yardstick = {
  name: 'D14',
  title: 'How many of those shown as confirmed are: ten thousand providers, one real outage an hour on the whole site',
  goal: '≥ 95 % of `confirmed` shown are real',
  async run(size: Size): Promise<Result> {
    const scale = SCALES[size]
    const jobs = Array.from({ length: scale.sites }, (_, i): SiteJob => ({ ...scale, seed: 14_000 + i }))
    return summarize(await spread<Shown>(import.meta.url, 'playSite', jobs))
  },
}

type Outage = { from: number; to: number; perMinute: number }

/** A site of providers each in a quiet world of its own, which learns for four weeks and is watched for `days`. */
export function playSite({ providers, days, seed }: SiteJob): Shown {
  const random = createRandom(seed)
  const from = MONDAY + LEARN_DAYS * DAY_MS
  const to = from + days * DAY_MS
  const shown: Shown = { real: 0, untrue: [], outages: 0, found: 0, providerDays: providers * days }
  const all = Array.from({ length: providers }, (_, i) => {
    const world = WORLDS[i % WORLDS.length]!
    const perHour = USUAL.least * (USUAL.most / USUAL.least) ** random()
    const detector = createDetector({ startAt: MONDAY })
    const own = createRandom(seed * 1_000_003 + i)
    const dayOf = createNull(world, perHour, own)
    const outages = drawOutages(own, from, to)
    for (let day = MONDAY; day < from; day += DAY_MS) {
      const { voices, missing } = dayOf(day)
      for (const gap of missing) detector.missing(...gap)
      for (const voice of voices) detector.hear(voice)
      detector.advance(day + DAY_MS)
    }
    const member = new Played(`p${i}`, detector)
    return { member, world, dayOf, outages, own }
  })
  const site = createSite({ relations: { families: [], depends: [] } })
  const found = new Set<Outage>()
  const byKey = new Map(all.map((one) => [one.member.key, one]))
  const members = all.map(({ member }) => member)
  for (let day = from; day < to; day += DAY_MS) {
    for (const { member, dayOf, outages, own } of all) {
      const { voices, missing } = dayOf(day)
      for (const gap of missing) member.real.missing(...gap)
      member.hear(withOutages(voices, outages, day, own))
    }
    for (const { key, change } of site.advance(day + DAY_MS, members)) {
      if (change.type !== 'confirmed' && change.type !== 'reopened') continue
      const { outages, world } = byKey.get(key)!
      const outage = outages.find((o) => change.at >= o.from && change.at < o.to + AFTER_MS)
      if (outage) {
        shown.real += 1
        found.add(outage)
      } else shown.untrue.push(world.name)
    }
  }
  for (const { outages } of all) shown.outages += outages.length
  shown.found = found.size
  return shown
}

function drawOutages(random: Random, from: number, to: number): Outage[] {
  const outages: Outage[] = []
  for (let at = from; ;) {
    at += exponential(random, OUTAGES_PER_PROVIDER_DAY) * DAY_MS
    if (at >= to) return outages
    const length = LENGTH.least * (LENGTH.most / LENGTH.least) ** random()
    outages.push({ from: at, to: at + length, perMinute: SURGE.least * (SURGE.most / SURGE.least) ** random() })
    at += length
  }
}

/** The day's voices with those that its outages bring. */
export function withOutages(voices: Voice[], outages: readonly Outage[], day: number, random: Random): Voice[] {
  const pieces = outages
    .map((o) => ({ from: Math.max(day, o.from), to: Math.min(day + DAY_MS, o.to), perHour: 60 * o.perMinute }))
    .filter((piece) => piece.to > piece.from)
  if (pieces.length === 0) return voices
  const more = poissonProcess(random, pieces).map((at): Voice => ({ at, answer: 'problem' }))
  return [...voices, ...more].toSorted((a, b) => a.at - b.at)
}

export function summarize(sites: readonly Shown[]): Result {
  const sum = (of: (site: Shown) => number) => sites.reduce((total, site) => total + of(site), 0)
  const real = sum((site) => site.real)
  const untrue = sites.flatMap((site) => site.untrue)
  const outages = sum((site) => site.outages)
  const providerDays = sum((site) => site.providerDays)
  const share = real + untrue.length === 0 ? null : real / (real + untrue.length)
  const rows = [...new Set(untrue)].toSorted().map((name) => [name, untrue.filter((n) => n === name).length])
  return {
    figures: {
      realShare: share,
      shown: real + untrue.length,
      outages,
      outagesFound: outages === 0 ? null : sum((site) => site.found) / outages,
      falsePerProviderYear: (untrue.length / providerDays) * 365,
      providerDays,
    },
    table: { head: ['false ones, by world', 'confirmed'], rows },
    met: share === null ? null : share >= 0.95,
  }
}
