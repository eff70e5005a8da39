import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { createRandom } from '../../server/catalogue/recording.ts'
import type { Change } from '../../server/detect/change.ts'
import { calmAt, drawOutage, logUniform, rateAt, settle } from './outage.ts'

/** A state that is shown multiplies presses from the next of the detector's steps on. */
export const STEP_MS = 5 * SECOND_MS
/** Where showing changes nothing the voices of so long may be drawn at once. */
const CHUNK_MS = 10 * MINUTE_MS
/** Who is not well a day after it all has no recovery to speak of. */
const LONGEST_MS = DAY_MS
/** Who has said nothing by then has missed it. */
const MISSED_MS = HOUR_MS

/** `echo`: presses while something is shown, as a multiple of what they would be; 1: nobody looks. */
export type RecoveryJob = { perHour: number; echo: number; seed: number }
export type Recovered = {
  alarmed: boolean
  confirmed: boolean
  /** From the start until reports fell under twice the usual, minutes. */
  lengthMin: number
  /** From then on, minutes: to the `recovering` that lasted, and to the last `ok`; null: not within a day. */
  recoveringMin: number | null
  okMin: number | null
  /** `ok` was said before it was mended. */
  falseOk: boolean
}

/** One outage of 20 minutes to 12 hours, heard until it is called over. */
export function recover({ perHour, echo, seed }: RecoveryJob): Recovered {
  const { world, detector, voices } = settle(perHour, seed)
  const random = createRandom(seed + 500_000)
  const from = detector.at + Math.floor(random() * 60) * MINUTE_MS
  const outage = drawOutage(random, {
    from,
    lengthMs: logUniform(random, 20, 12 * 60) * MINUTE_MS,
    peak: logUniform(random, 10, 1_000),
  })
  const calm = calmAt(outage)
  const changes: Change[] = []
  const isShown = () => detector.state !== 'ok'
  const stepMs = echo === 1 ? CHUNK_MS : STEP_MS
  while (detector.at < calm + LONGEST_MS) {
    const at = detector.at
    if (at >= calm && !isShown() && (changes.length > 0 || at >= calm + MISSED_MS)) break
    const times = isShown() ? echo : 1
    for (const spoken of voices(at, at + stepMs, (t) => times * rateAt(world, t, outage))) {
      detector.hear({ at: spoken, answer: 'problem' })
    }
    changes.push(...detector.advance(at + stepMs))
  }
  return timesOf(
    changes.filter((change) => change.at > from),
    { from, to: outage.to, calm },
  )
}

/** What the changes say of an outage that was mended at `to`, and whose reports fell under twice the usual at `calm`. */
export function timesOf(
  changes: readonly Pick<Change, 'at' | 'to'>[],
  { from, to, calm }: { from: number; to: number; calm: number },
): Recovered {
  const last = changes.at(-1)
  const confirmed = changes.findLastIndex((change) => change.to === 'confirmed')
  const recovering = changes.slice(confirmed + 1).find((change) => change.to === 'recovering')
  const after = (change: Pick<Change, 'at'> | undefined) => (change ? Math.max(0, change.at - calm) / MINUTE_MS : null)
  return {
    alarmed: changes.length > 0,
    confirmed: confirmed >= 0,
    lengthMin: (calm - from) / MINUTE_MS,
    recoveringMin: confirmed >= 0 ? after(recovering) : null,
    okMin: last?.to === 'ok' ? after(last) : null,
    falseOk: changes.some((change) => change.to === 'ok' && change.at < to),
  }
}

/** `ok` is to come so many minutes after reports fell under twice the usual. */
export function okGoalMin(lengthMin: number): number {
  return 20 + Math.max(15, lengthMin / 10)
}
