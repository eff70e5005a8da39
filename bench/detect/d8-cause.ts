import { MINUTE_MS } from '../../shared/time.ts'
import type { Cause, State } from '../../shared/incident.ts'
import { createDetector } from '../../server/detect/detector.ts'
import { createSite } from '../../server/detect/site.ts'
import { Played } from './played.ts'
import { drawRelated, type Kind, KINDS, type RelatedCase } from './related.ts'
import { spread } from './spread.ts'
import type { Result, Size, Yardstick } from './yardstick.ts'

/** What became of one provider: the worst it was shown as, and whose fault it was said to be after an hour at most. */
export type Told = { wasShown: boolean; wasConfirmed: boolean; cause: Cause | undefined }
export type Outcome = { kind: Kind; size: number; first: Told; second: Told }

const CASES = { quick: 12, full: 250 }
/** Whose fault it is may be said anew until a rise is so old: that is what people read while it matters. */
const SETTLED_MS = 60 * MINUTE_MS

export const d8: Yardstick = {
  name: 'D8',
  title: 'Whose fault: collateral of 2–10 %, true families and shared dependencies, coincidences',
  goal: 'cause right ≥ 95 %; collateral held back ≥ 90 %; true family member held back ≤ 5 %',
  async run(size: Size): Promise<Result> {
    const jobs = KINDS.flatMap((kind, k) =>
      Array.from({ length: CASES[size] }, (_, i) => ({ kind, seed: 8_000_000 + 100_000 * k + i })),
    )
    return summarize(await spread<Outcome>(import.meta.url, 'playOne', jobs))
  },
}

export function playOne({ kind, seed }: { kind: Kind; seed: number }): Outcome {
  return play(drawRelated(kind, seed))
}

/** Plays a case through the detectors as the server does. */
export function play(drawn: RelatedCase): Outcome {
  const site = createSite({ relations: drawn.relations })
  const told = new Map<string, Told>()
  const members = [...drawn.voices].map(([key, voices]) => {
    const one: Told = { wasShown: false, wasConfirmed: false, cause: undefined }
    told.set(key, one)
    let shownAt = Infinity
    const real = createDetector({ startAt: drawn.startAt })
    const member = new Played(key, real, (to, _, changes) => {
      // What happened in the week of quiet is another yardstick's question.
      if (to <= drawn.troubleAt) return
      for (const change of changes) note(one, change.to)
      if (!isWrong(real.state)) return
      shownAt = Math.min(shownAt, to)
      if (to <= shownAt + SETTLED_MS) one.cause = real.cause ?? one.cause
    })
    member.hear(voices.map((at) => ({ at, answer: 'problem' })))
    return member
  })
  site.advance(drawn.endAt, members)
  return { kind: drawn.kind, size: drawn.size, first: told.get('first')!, second: told.get('second')! }
}

function note(told: Told, state: State): void {
  if (isWrong(state)) told.wasShown = true
  if (state === 'confirmed') told.wasConfirmed = true
}

function isWrong(state: State): boolean {
  return state === 'suspected' || state === 'confirmed' || state === 'recovering'
}

/** Whether the words said of `second` are the truth. */
export function isRight({ kind, second }: Outcome): boolean {
  const { cause } = second
  if (kind.startsWith('collateral')) return cause?.kind === 'collateral' && cause.of[0] === 'first'
  if (kind === 'family' || kind === 'shared dependency') return cause?.kind === 'group' && cause.of.includes('first')
  // Of a coincidence nobody can say more than that it is no reflection of the other; `first` may be the smaller one.
  return cause?.kind !== 'collateral'
}

export function summarize(outcomes: readonly Outcome[]): Result {
  // What never rose needs no cause, and was held back if it was collateral.
  const asked = outcomes.filter(({ first, second }) => first.wasShown && second.wasShown)
  const collateral = outcomes.filter(({ kind }) => kind.startsWith('collateral'))
  const families = asked.filter(({ kind }) => kind === 'family' || kind === 'shared dependency')
  const right = share(asked, isRight)
  const heldBack = share(collateral, ({ second }) => !second.wasConfirmed)
  const familyHeldBack = share(families, ({ second }) => second.cause?.kind === 'collateral')
  const rows = KINDS.map((kind) => {
    const all = outcomes.filter((o) => o.kind === kind)
    const rose = all.filter((o) => asked.includes(o))
    return [
      kind,
      all.length,
      rose.length,
      percent(share(rose, isRight)),
      percent(share(all, (o) => o.second.wasConfirmed)),
    ]
  })
  return {
    figures: { right, collateralHeldBack: heldBack, familyHeldBack, asked: asked.length },
    table: { head: ['truth', 'cases', 'both shown', 'cause right', 'second confirmed'], rows },
    met: right === null ? null : right >= 0.95 && (heldBack ?? 0) >= 0.9 && (familyHeldBack ?? 1) <= 0.05,
  }
}

function share<T>(all: readonly T[], is: (one: T) => boolean): number | null {
  return all.length === 0 ? null : all.filter(is).length / all.length
}

function percent(part: number | null): string {
  return part === null ? '–' : `${(100 * part).toFixed(1)} %`
}
