import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts'
import { createRandom } from '../recording.ts'
import { instants, logUniform, type Random } from './draw.ts'
import { activity, attention, FIRST_REPORTS, outShare, relief } from './libero-course.ts'
import { FEB, JAN } from './libero-facts.ts'
import { liberoNotices } from './libero-notices.ts'
import { drawPerson, type Person, speak } from './libero-people.ts'
import { drawProbes, type Probes } from './libero-probes.ts'
import type { ScenarioNotice, ScenarioProbe, ScenarioVoice } from './scenario.ts'

/** What is drawn differently each time. `volume`: of the audience that the printed figures speak of; `nightDepth`: 0 to 1. */
export type LiberoSettings = { seed: number; volume: number; nightDepth: number; fatigueHours: number; probes: Probes }

/** Quiet weeks that are history, then the story from the day of the first reports on. */
export const HISTORY_FROM = JAN(22) - 35 * DAY_MS
export const STORY_FROM = JAN(22)
export const STORY_TO = FEB(5)

/** Reports of the first day (22 January 22:00 to the end of the 23rd) at volume 1: what was printed is "over 17,000". */
const FIRST_DAY = 20_000
/** Whose they are. */
export const HIT = { 'libero-mail': 0.76, 'virgilio-mail': 0.24 } as const
type Hit = keyof typeof HIT
const HIT_NAMES = Object.keys(HIT) as Hit[]
/** Usual voices an hour at volume 1, on average. */
export const USUAL: Record<string, number> = {
  'libero-mail': 6,
  'virgilio-mail': 1.6,
  'libero-pec': 0.5,
  gmail: 3,
  outlook: 2,
  'yahoo-mail': 1,
  'icloud-mail': 1.2,
  'aruba-mail': 1.2,
  'aruba-pec': 0.8,
  legalmail: 0.4,
  'tim-mail': 1,
  'tiscali-mail': 0.6,
  'fastweb-mail': 0.4,
  whatsapp: 2,
  facebook: 1.5,
  instagram: 2,
  tim: 2,
  vodafone: 1.5,
  windtre: 1.5,
  'poste-italiane': 1,
  'intesa-sanpaolo': 1,
  spid: 1,
}
const NO_MAIL = new Set([
  'whatsapp',
  'facebook',
  'instagram',
  'tim',
  'vodafone',
  'windtre',
  'poste-italiane',
  'intesa-sanpaolo',
  'spid',
])
/** Mean of `activity` over a week, about: usual levels are given by the hour of a whole week. */
const MEAN_ACTIVITY_STEPS = 7 * 24

/** Who presses elsewhere because of it, as a share of those who press here; each draw lies in between. */
const ECHO: Record<string, readonly [least: number, most: number]> = {
  gmail: [0.005, 0.03],
  outlook: [0.001, 0.005],
  'tim-mail': [0.001, 0.005],
  'aruba-mail': [0.0005, 0.003],
  'libero-pec': [0.0002, 0.001],
}
const ECHO_LATE_MS = 20 * MINUTE_MS
/** Answers that it works again, against the first day's complaints, a day at full attention. */
const WORKS = [0.02, 0.08] as const
/** Variance over mean of five minutes, up to so much beyond 1: on quiet days strangers hardly press together. */
const USUAL_CLUMPS = 0.5
/** Some press the wrong answer. */
const MISTAKEN = 0.005
/** So many of those who press have pressed before, half an hour ago or more. */
const AGAIN = 0.15
const AGAIN_AFTER_MS = 30 * MINUTE_MS

export type LiberoScenario = {
  providers: readonly string[]
  /** Each in order of time. `history`: before STORY_FROM; `voices`: from there to STORY_TO. */
  history(): ScenarioVoice[]
  voices(): ScenarioVoice[]
  probes(): ScenarioProbe[]
  notices(): ScenarioNotice[]
}

/** One telling of it. The same settings give the same, in whatever order the parts are asked for. */
export function drawLibero(settings: LiberoSettings): LiberoScenario {
  const { seed, probes } = settings
  const part = (n: number) => createRandom(Math.imul(seed + 1, 7919) + n)
  return {
    providers: Object.keys(USUAL),
    history: () => inOrder(usualVoices(part, settings, { from: HISTORY_FROM, to: STORY_FROM }, 1_000)),
    voices: () =>
      inOrder([
        ...usualVoices(part, settings, { from: STORY_FROM, to: STORY_TO }, 2_000),
        ...outageVoices(part, settings),
      ]),
    probes: () => drawProbes(part(1), probes, STORY_TO),
    notices: () => liberoNotices(HIT_NAMES),
  }
}

type Parts = (n: number) => Random

function usualVoices(
  part: Parts,
  settings: LiberoSettings,
  range: { from: number; to: number },
  parts: number,
): ScenarioVoice[] {
  const { volume, nightDepth } = settings
  const mean = meanActivity(nightDepth)
  return Object.entries(USUAL).flatMap(([provider, perHour], i) => {
    const random = part(parts + i)
    const dispersion = 1 + USUAL_CLUMPS * random()
    const times = instants(random, range, (at) => (volume * perHour * activity(at, nightDepth)) / mean, { dispersion })
    const isMail = !NO_MAIL.has(provider)
    return Array.from(times, (at) =>
      speak(random, { provider, at, person: drawPerson(random, false), kind: 'usual', isMail }),
    )
  })
}

function outageVoices(part: Parts, settings: LiberoSettings): ScenarioVoice[] {
  const { volume, nightDepth, fatigueHours } = settings
  const course = (at: number) => activity(at, nightDepth) * attention(at, fatigueHours)
  const firstDay = sum(course, FIRST_REPORTS, JAN(24))
  const voices: ScenarioVoice[] = []
  for (const [i, provider] of HIT_NAMES.entries()) {
    const random = part(3_000 + i)
    const perHour = (volume * FIRST_DAY * HIT[provider]) / firstDay
    const dispersion = 1 + random()
    const range = { from: FIRST_REPORTS, to: STORY_TO }
    const crowd = new Crowd(random)
    for (const at of instants(random, range, (t) => perHour * course(t), { dispersion, waves: true })) {
      const person = crowd.next(at)
      if (random() >= outShare(person, at)) continue
      voices.push(speak(random, { provider, at, person, kind: random() < MISTAKEN ? 'works' : 'outage' }))
      voices.push(...echoes(random, at, settings.seed))
    }
    const worksPerHour =
      (volume * FIRST_DAY * HIT[provider] * logUniform(random, ...WORKS)) / (24 * meanActivity(nightDepth))
    for (const at of instants(random, range, (t) => worksPerHour * activity(t, nightDepth) * relief(t), {
      dispersion,
    })) {
      const person = drawPerson(random, true)
      if (random() >= outShare(person, at)) voices.push(speak(random, { provider, at, person, kind: 'works' }))
    }
  }
  return voices
}

/** Other buttons that are pressed because of one who is hit. */
function echoes(random: Random, at: number, seed: number): ScenarioVoice[] {
  return Object.entries(ECHO).flatMap(([provider, [least, most]], i) => {
    // The same share all through one telling.
    const share = logUniform(createRandom(seed * 31 + i), least, most)
    if (random() >= share) return []
    const late = Math.floor(random() * ECHO_LATE_MS)
    return [speak(random, { provider, at: at + late, person: drawPerson(random, false), kind: 'echo' })]
  })
}

/** Those who press, some of them again. */
class Crowd {
  readonly #random: Random
  readonly #before: { person: Person; at: number }[] = []

  constructor(random: Random) {
    this.#random = random
  }

  next(at: number): Person {
    const old = this.#random() < AGAIN ? this.#before[Math.floor(this.#random() * this.#before.length)] : undefined
    if (old && at - old.at >= AGAIN_AFTER_MS) {
      old.at = at
      return old.person
    }
    const person = drawPerson(this.#random, true)
    this.#before.push({ person, at })
    return person
  }
}

function meanActivity(nightDepth: number): number {
  const steps = Array.from({ length: MEAN_ACTIVITY_STEPS }, (_, i) => activity(STORY_FROM + i * HOUR_MS, nightDepth))
  return steps.reduce((all, one) => all + one, 0) / steps.length
}

/** Hours times their mean course. */
function sum(course: (at: number) => number, from: number, to: number): number {
  let total = 0
  for (let at = from; at < to; at += 5 * MINUTE_MS) total += course(at) / 12
  return total
}

function inOrder(voices: ScenarioVoice[]): ScenarioVoice[] {
  return voices.toSorted((a, b) => a.at - b.at)
}
