import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import { createSite, type Member } from '../../server/detect/site.ts'
import type { Change } from '../../server/detect/change.ts'
import type { Detector } from '../../server/detect/detector.ts'
import type { Voice } from '../../server/detect/voice.ts'
import { poisson, type Random } from './draw.ts'
import { knownDetector, MONDAY } from './learnt.ts'

/** Half of all voices are the usual ones, the other half come from so many outages at a time. */
const OUTAGES = 30
/** Popularity falls as 1 / (rank + this). */
const RANK_SHIFT = 20
/** Twenty values in all. */
const FACETS = {
  device: ['web', 'ios', 'android', 'desktop'],
  component: ['app', 'webmail', 'imap', 'sending', 'receiving'],
  problem: ['login', 'slow', 'down', 'error'],
  region: ['IT-25', 'IT-62', 'IT-72', 'IT-82', 'IT-21', 'IT-34', 'IT-45'],
}
const NETWORKS = 200_000
const ASNS = 50

/** Measured over the full hour, when all that is hourly happens at once. */
export type LoadJob = { providers: number; perMinute: number; warmMinutes: number; minutes: number; seed: number }
/** Processor seconds, of one core. `behind*`: seconds by which verdicts trail the voices, when all of a second come at its end. */
export type Load = {
  voices: number
  seconds: number
  behindMost: number
  behindMean: number
  changes: number
  megabytes: number
}

/** Real time replayed: second by second all voices of the second are heard and everything is judged up to it. */
export function measureLoad({ providers, perMinute, warmMinutes, minutes, seed }: LoadJob): Load {
  const random = createRandom(seed)
  const usual = sharesOf(providers).map((share) => (share * perMinute) / 2)
  // Half of the measured minutes lie before the full hour.
  const hour = MONDAY + 12 * HOUR_MS
  const from = hour - Math.floor(minutes / 2) * MINUTE_MS
  const begin = from - warmMinutes * MINUTE_MS
  const members = usual.map((rate, i) => createMember(`p${i}`, knownDetector(rate * 60, begin)))
  const site = createSite({ relations: { families: [], depends: [] } })
  const outages = drawOutages(random, usual, perMinute / 2)
  const costs: number[] = []
  let [heard, changes] = [0, 0]
  for (let at = begin; at < from + minutes * MINUTE_MS; at += SECOND_MS) {
    const isMeasured = at >= from
    const voices = drawSecond(random, at, usual, isMeasured ? outages : [])
    const before = process.cpuUsage()
    for (const { provider, voice } of voices) members[provider]!.detector.hear(voice)
    const said = site.advance(at + SECOND_MS, members)
    const { user, system } = process.cpuUsage(before)
    if (!isMeasured) continue
    costs.push((user + system) / 1e6)
    heard += voices.length
    changes += said.length
  }
  const behind = trail(costs)
  return {
    voices: heard,
    seconds: sum(costs),
    behindMost: Math.max(...behind),
    behindMean: sum(behind) / behind.length,
    changes,
    megabytes: process.memoryUsage().heapUsed / 2 ** 20,
  }
}

/** How far behind one is after each second, when its work takes so long: work that is not done waits in front of the next. */
export function trail(costs: number[]): number[] {
  let waiting = 0
  return costs.map((cost) => {
    const behind = waiting + cost
    waiting = Math.max(0, behind - 1)
    return behind
  })
}

function createMember(key: string, detector: Detector): Member<Change> & { detector: Detector } {
  return { key, detector, advance: (to, view) => detector.advance(to, view) }
}

function sharesOf(providers: number): number[] {
  const weights = Array.from({ length: providers }, (_, rank) => 1 / (rank + RANK_SHIFT))
  const all = sum(weights)
  return weights.map((weight) => weight / all)
}

type Outage = { provider: number; perMinute: number }

function drawOutages(random: Random, usual: number[], perMinute: number): Outage[] {
  const length = Math.min(OUTAGES, usual.length)
  return Array.from({ length }, (_, i) => ({
    provider: Math.floor(((i + random()) * usual.length) / length),
    perMinute: perMinute / length,
  }))
}

function drawSecond(random: Random, at: number, usual: number[], outages: Outage[]) {
  const voices: { provider: number; voice: Voice }[] = []
  const add = (provider: number, perMinute: number) => {
    for (let n = poisson(random, perMinute / 60); n > 0; n -= 1) voices.push({ provider, voice: drawVoice(random, at) })
  }
  for (const [provider, perMinute] of usual.entries()) add(provider, perMinute)
  for (const { provider, perMinute } of outages) add(provider, perMinute)
  return voices.toSorted((a, b) => a.voice.at - b.voice.at)
}

function drawVoice(random: Random, at: number): Voice {
  const pick = (values: string[]) => values[Math.floor(random() * values.length)]!
  return {
    at: Math.floor(at + random() * SECOND_MS),
    answer: 'problem',
    reporter: `r${Math.floor(random() * 2 ** 48).toString(36)}`,
    network: `n${Math.floor(random() * NETWORKS)}`,
    asn: Math.floor(random() * ASNS),
    device: pick(FACETS.device),
    component: pick(FACETS.component),
    problem: pick(FACETS.problem),
    region: pick(FACETS.region),
  }
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
