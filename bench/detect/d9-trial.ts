import { createRandom } from '../../server/catalogue/recording.ts'
import type { Change } from '../../server/detect/change.ts'
import { createDetector, type Detector, restoreDetector } from '../../server/detect/detector.ts'
import type { Voice } from '../../server/detect/voice.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { crowd, drawWorld, falseWorks, FLOODS, FRIENDS, merge, outage, someWorks, type World } from './d9-people.ts'
import type { Random } from './draw.ts'

const MONDAY = Date.UTC(2024, 0, 1)
const LEARN_DAYS = 28
/** An attack, or an outage, is followed for so long. */
const AFTER_MS = 3 * HOUR_MS
const OUTAGE_MS = 2 * HOUR_MS

export type TrialJob = { perHour: number; seed: number; repeats: number }
/** One attack on a healthy provider: whether it was called a problem, and at how many networks. */
export type Alone = { attack: string; suspected: boolean; confirmed: boolean; networks: number | null }
/** A real outage with and without an attack on top: ms from its beginning to `confirmed`; null: not within its two hours. */
export type OnTop = { attack: string; perMinute: number; plain: number | null; attacked: number | null; early: boolean }
/** A real outage with and without false "works": ms from its end to `recovering` and `ok`; null: not within three hours. */
export type Ended = { plain: (number | null)[]; attacked: (number | null)[] }
export type Trials = { job: TrialJob; alone: Alone[]; onTop: OnTop[]; ended: Ended[] }

/** All attacks on one provider of a usual rate, each from what it has learnt in four weeks. */
export function tryAttacks(job: TrialJob): Trials {
  const { perHour, seed, repeats } = job
  const random = createRandom(seed)
  const world = drawWorld(random)
  const learnt = learn(random, world, perHour)
  const trials: Trials = { job, alone: [], onTop: [], ended: [] }
  for (let n = 0; n < repeats; n += 1) {
    const { detector, from } = learnt(n)
    if (detector().state !== 'ok') continue
    const usual = crowd(random, world, { from, to: from + AFTER_MS, perHour })
    for (const attack of [...FLOODS, ...FRIENDS]) {
      const changes = play(detector(), merge(usual, attack.voices(random, from + 1)), from + AFTER_MS)
      trials.alone.push({ attack: attack.name, ...calledOf(changes) })
    }
    // A real outage brings at least as much as is usual, or nobody could tell.
    const perMinute = Math.max(perHour / 60, [3, 10, 30][n % 3]!)
    const real = outage(random, world, { from, to: from + OUTAGE_MS, perMinute })
    const plain = play(detector(), merge(usual, real), from + AFTER_MS)
    for (const attack of FLOODS) {
      // The attack begins some minutes earlier, so that the guard is already up.
      const before = from - 5 * MINUTE_MS + 1
      const changes = play(detector(), merge(usual, real, attack.voices(random, before)), from + AFTER_MS)
      trials.onTop.push({
        attack: attack.name,
        perMinute,
        plain: delay(plain, from),
        attacked: delay(changes, from),
        early: changes.some((change) => change.to === 'confirmed' && change.at < from),
      })
    }
    trials.ended.push(tryWorks(detector, { random, world, from, usual, real }))
  }
  return trials
}

function tryWorks(
  detector: () => Detector,
  about: { random: Random; world: World; from: number; usual: Voice[]; real: Voice[] },
): Ended {
  const { random, world, from, usual, real } = about
  const end = from + OUTAGE_MS
  const to = end + AFTER_MS
  const after = crowd(random, world, { from: from + AFTER_MS, to, perHour: usual.length / (AFTER_MS / HOUR_MS) })
  const works = someWorks(random, world, { from, to, perHour: 4 })
  const stream = merge(usual, after, real, works)
  const plain = play(detector(), stream, to)
  const attacked = play(detector(), merge(stream, falseWorks(random, from + 30 * MINUTE_MS)), to)
  return { plain: endsOf(plain, end), attacked: endsOf(attacked, end) }
}

/** What the last change of the provider's states says: when it began to recover for good, and when it was ok. */
export function endsOf(changes: readonly Pick<Change, 'at' | 'to'>[], end: number): (number | null)[] {
  const bad = changes.findLastIndex(({ to }) => to === 'confirmed')
  const rest = bad === -1 ? [] : changes.slice(bad)
  return (['recovering', 'ok'] as const).map((state) => {
    const found = rest.find(({ to }) => to === state)
    return found ? found.at - end : null
  })
}

export function calledOf(changes: readonly Pick<Change, 'to' | 'evidence'>[]): Omit<Alone, 'attack'> {
  const confirmed = changes.find(({ to }) => to === 'confirmed')
  return {
    suspected: changes.some(({ to }) => to === 'suspected'),
    confirmed: confirmed !== undefined,
    networks: confirmed?.evidence.networks ?? null,
  }
}

export function delay(changes: readonly Pick<Change, 'at' | 'to'>[], from: number): number | null {
  const found = changes.find(({ at, to }) => to === 'confirmed' && at >= from)
  // Red already before it began: it is found when it begins, and counted as early besides.
  const early = changes.some(({ at, to }) => to === 'confirmed' && at < from)
  if (early) return 0
  return found && found.at - from <= OUTAGE_MS ? found.at - from : null
}

/** Feeds voices in order and a minute at a time, as the server does. */
export function play(detector: Detector, voices: readonly Voice[], to: number): Change[] {
  const changes: Change[] = []
  let next = 0
  while (detector.at < to) {
    const end = Math.min(to, detector.at + MINUTE_MS)
    for (; next < voices.length && voices[next]!.at < end; next += 1) detector.hear(voices[next]!)
    changes.push(...detector.advance(end))
  }
  return changes
}

/** Four weeks of a healthy provider; then, at some hour of the week after, a detector to try as often as one likes. */
function learn(random: Random, world: World, perHour: number) {
  const detector = createDetector({ startAt: MONDAY })
  const speak = (to: number) => {
    while (detector.at < to) {
      const end = Math.min(to, detector.at + DAY_MS)
      for (const voice of crowd(random, world, { from: detector.at, to: end, perHour })) detector.hear(voice)
      detector.advance(end)
    }
  }
  speak(MONDAY + LEARN_DAYS * DAY_MS)
  return (n: number) => {
    const moment = MONDAY + LEARN_DAYS * DAY_MS + (7 + 5 * n) * HOUR_MS
    speak(moment)
    const snapshot = detector.snapshot()
    // Five minutes on: an attack may begin before the outage it is on top of.
    return { detector: () => restoreDetector(snapshot)!, from: moment + 6 * MINUTE_MS }
  }
}
