import { DAY_MS } from '../../shared/time.ts'
import { bucketRandom, spread } from '../../server/commands/judge/spread.ts'
import type { Change } from '../../server/detect/change.ts'
import { createDetector } from '../../server/detect/detector.ts'
import type { Alarm, Step } from '../rivals/rival.ts'

/** Reports of one provider in [from, to); null: nobody knows. Buckets come in order and do not overlap; between them nobody knows. */
export type Bucket = { from: number; to: number; count: number | null }
/** [from, to) of which nobody knows. */
export type Silence = { from: number; to: number }

/** The instants of all reports, spread at random inside their buckets; `key` names the provider. Each is its own reporter and its own network. */
export function voicesOf(buckets: readonly Bucket[], key: string, seed: number): number[] {
  return buckets.flatMap(({ from, to, count }) => [...spread(count ?? 0, from, to, bucketRandom(seed, key, from))])
}

export function silencesOf(buckets: readonly Bucket[]): Silence[] {
  const silences: Silence[] = []
  let last = buckets[0]?.from ?? 0
  for (const { from, to, count } of buckets) {
    if (from > last) silences.push({ from: last, to: from })
    if (count === null) silences.push({ from, to })
    last = to
  }
  return silences
}

/**
 * What a rival hears of the same voices: a count for each step that begins with the first bucket, in register with it. A step of which a part is
 * unknown is unknown; a silence is one unknown step however long, and the steps begin anew with what follows.
 */
export function* stepsOf(buckets: readonly Bucket[], voices: readonly number[], stepMs: number): Generator<Step> {
  let [next, at, known] = [0, buckets[0]?.from ?? 0, buckets[0]?.from ?? 0]
  for (const { from, to, count } of buckets) {
    if (from > known || count === null) {
      yield { end: at + stepMs, count: null }
      at = known = count === null ? to : from
      if (count === null) continue
    }
    known = to
    for (; at + stepMs <= known; at += stepMs) {
      while (next < voices.length && voices[next]! < at) next += 1
      let heard = 0
      for (; next < voices.length && voices[next]! < at + stepMs; next += 1) heard += 1
      yield { end: at + stepMs, count: heard }
    }
  }
}

/** Every change of the detector's mind about these voices, fed strictly forward. After a silence longer than `forgetMs` it begins with no verdict. */
export function watch(
  voices: readonly number[],
  silences: readonly Silence[],
  { from, to, forgetMs = Infinity }: { from: number; to: number; forgetMs?: number },
): Watched {
  const detector = createDetector({ startAt: from })
  const changes: Change[] = []
  const forgotten: number[] = []
  let next = 0
  const advance = (until: number) => {
    for (let at = Math.min(detector.at + DAY_MS, until); ; at = Math.min(at + DAY_MS, until)) {
      for (; next < voices.length && voices[next]! < at; next += 1)
        detector.hear({ at: voices[next]!, answer: 'problem' })
      changes.push(...detector.advance(at))
      if (at === until) return
    }
  }
  for (const silence of silences) {
    advance(silence.from)
    detector.missing(silence.from, silence.to)
    if (silence.to - silence.from <= forgetMs) continue
    advance(silence.to)
    detector.forget(false)
    forgotten.push(silence.from)
  }
  advance(to)
  return { changes, alarms: alarmsIn(changes, forgotten, to), usual: (at) => detector.usual(at).ratePerHour }
}

export type Watched = {
  changes: Change[]
  /** `confirmedAt`: when it was first called confirmed. */
  alarms: (Alarm & { confirmedAt: number | undefined; change: Change })[]
  usual(at: number): number
}

/** From the first word of something wrong until all is well again, or until a silence in which it is let go of. */
function alarmsIn(changes: readonly Change[], forgotten: readonly number[], end: number): Watched['alarms'] {
  const alarms: Watched['alarms'] = []
  let isOn = false
  const letGo = (before: number) => forgotten.find((at) => at >= alarms.at(-1)!.at && at < before)
  for (const change of changes) {
    const gone = isOn ? letGo(change.at) : undefined
    if (gone !== undefined) {
      alarms.at(-1)!.until = gone
      isOn = false
    }
    const isWrong = change.to !== 'ok' && change.to !== 'unknown'
    if (isWrong && !isOn) alarms.push({ at: change.at, until: end, confirmedAt: undefined, change })
    if (change.to === 'confirmed') alarms.at(-1)!.confirmedAt ??= change.at
    if (isOn && !isWrong) alarms.at(-1)!.until = change.at
    isOn = isWrong
  }
  if (isOn) alarms.at(-1)!.until = letGo(Infinity) ?? end
  return alarms
}
