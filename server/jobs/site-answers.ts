import type { Cause } from '../../shared/incident.ts'
import { HOUR_MS } from '../../shared/time.ts'
import type { SiteView } from '../detect/site-view.ts'

/** From this instant on, until another is noted, this was the answer. Of a cause: to those who ask about a rise that began at `startedAt`. */
export type SiteAnswer =
  | { common: [at: number, factor: number] }
  | { cause: [at: number, startedAt: number, cause: Cause | null] }
  | { shown: [at: number, nats: number] }
  | { broken: [at: number, networks: string[]] }
  | { kin: [at: number, fails: boolean] }
  | { spill: [at: number, perHour: number] }

/** Detectors ask about now; what was answered about earlier than this may be forgotten. */
const KEPT_MS = 12 * HOUR_MS
const TIDY_AT = 1_000

/** Answers by the instant that was asked about. */
class Answers<T> {
  readonly #usual: T
  #noted: [at: number, answer: T][] = []

  constructor(usual: T) {
    this.#usual = usual
  }

  get latest(): [at: number, answer: T] | undefined {
    return this.#noted.at(-1)
  }

  at(at: number): T {
    return this.#noted.findLast(([from]) => from <= at)?.[1] ?? this.#usual
  }

  note(at: number, answer: T): void {
    const place = this.#noted.findLastIndex(([from]) => from <= at)
    if (this.#noted[place]?.[0] === at) this.#noted[place] = [at, answer]
    else this.#noted.splice(place + 1, 0, [at, answer])
    if (this.#noted.length > TIDY_AT)
      this.#noted = this.#noted.filter(([from], i, all) => i === all.length - 1 || from > at - KEPT_MS)
  }
}

/** What a detector was told of all others: asked once more it answers the same, and what was never said is as if it were alone. */
export class SiteAnswers implements SiteView {
  readonly #common = new Answers(1)
  readonly #shown = new Answers(0)
  readonly #broken = new Answers<ReadonlySet<string>>(new Set())
  readonly #kin = new Answers(false)
  readonly #spill = new Answers(0)
  /** Of the newest rise only: there is one at a time. */
  #causes = { startedAt: NaN, answers: new Answers<Cause | null>(null) }

  common(at: number): number {
    return this.#common.at(at)
  }
  shownNats(at: number): number {
    return this.#shown.at(at)
  }
  broken(at: number): ReadonlySet<string> {
    return this.#broken.at(at)
  }
  kin(at: number): boolean {
    return this.#kin.at(at)
  }
  spill(at: number): number {
    return this.#spill.at(at)
  }
  cause(rise: { at: number; startedAt: number }): Cause | undefined {
    if (rise.startedAt !== this.#causes.startedAt) return undefined
    return this.#causes.answers.at(rise.at) ?? undefined
  }

  add(answer: SiteAnswer): void {
    if ('common' in answer) this.#common.note(...answer.common)
    else if ('shown' in answer) this.#shown.note(...answer.shown)
    else if ('kin' in answer) this.#kin.note(...answer.kin)
    else if ('spill' in answer) this.#spill.note(...answer.spill)
    else if ('broken' in answer) this.#broken.note(answer.broken[0], new Set(answer.broken[1]))
    else {
      const [at, startedAt, cause] = answer.cause
      if (startedAt !== this.#causes.startedAt) this.#causes = { startedAt, answers: new Answers<Cause | null>(null) }
      this.#causes.answers.note(at, cause)
    }
  }

  /** What stands now. */
  latest(): SiteAnswer[] {
    const { startedAt, answers } = this.#causes
    const [common, shown, kin, spill, broken, cause] = [
      this.#common.latest,
      this.#shown.latest,
      this.#kin.latest,
      this.#spill.latest,
      this.#broken.latest,
      answers.latest,
    ]
    return [
      ...(common ? [{ common }] : []),
      ...(shown ? [{ shown }] : []),
      ...(kin ? [{ kin }] : []),
      ...(spill ? [{ spill }] : []),
      ...(broken ? [{ broken: [broken[0], [...broken[1]]] satisfies [number, string[]] }] : []),
      ...(cause ? [{ cause: [cause[0], startedAt, cause[1]] satisfies [number, number, Cause | null] }] : []),
    ]
  }

  /** Asks `view`; whatever differs from what would be answered here is said to `tell`, and known from then on. */
  noting(view: SiteView, tell: (answer: SiteAnswer) => void): SiteView {
    const learn = (answer: SiteAnswer) => {
      this.add(answer)
      tell(answer)
    }
    return {
      common: (at) => {
        const factor = view.common(at)
        if (factor !== this.common(at)) learn({ common: [at, factor] })
        return factor
      },
      shownNats: (at) => {
        const nats = view.shownNats(at)
        if (nats !== this.shownNats(at)) learn({ shown: [at, nats] })
        return nats
      },
      kin: (at) => {
        const fails = view.kin(at)
        if (fails !== this.kin(at)) learn({ kin: [at, fails] })
        return fails
      },
      spill: (at) => {
        const perHour = view.spill(at)
        if (perHour !== this.spill(at)) learn({ spill: [at, perHour] })
        return perHour
      },
      broken: (at) => {
        const broken = view.broken(at)
        const known = this.broken(at)
        if (broken.size !== known.size || [...broken].some((network) => !known.has(network)))
          learn({ broken: [at, [...broken]] })
        return broken
      },
      cause: (rise) => {
        const cause = view.cause(rise)
        if (JSON.stringify(cause) !== JSON.stringify(this.cause(rise)))
          learn({ cause: [rise.at, rise.startedAt, cause ?? null] })
        return cause
      },
    }
  }
}
