import { MINUTE_MS, bucketStart } from '../../shared/time.ts'
import type { SiteView } from '../detect/site-view.ts'
import type { HeardNotice, HeardProbe, Spoken } from '../detect/voice.ts'
import { SiteAnswers, type SiteAnswer } from './site-answers.ts'

/** What a detector was told, in order. What is asked of others stands before the `advance` in which it was asked. */
export type Entry =
  | { hear: Spoken }
  | { probe: HeardProbe }
  | { notice: HeardNotice }
  | { missing: [from: number, to: number] }
  | { advance: number }
  | { forget: boolean }
  | SiteAnswer
/**
 * A detector as it was (null: where the piece before has left it), and all that it was told since; `told`: what it knew of all others from
 * the piece before.
 */
export type Recorded = { checkpoint: unknown; told: SiteAnswer[]; entries: Entry[] }

/** As long as nothing is wrong a checkpoint is taken after so many entries, if it is not time for one anyway. */
const MAX_ENTRIES = 2_000
/** Of a suspicion that goes on and on, only the newest part is kept. */
const MAX_ENTRIES_IN_RISE = 50_000

/** Records what a detector is told, so that it can be told once more. */
export class Tape {
  #checkpoint: unknown
  #entries: Entry[]
  /** Instants that were passed without anything being heard need no entry each. */
  #advancedTo: number | undefined
  #answers = new SiteAnswers()
  #told: SiteAnswer[]

  constructor(recorded: Recorded) {
    this.#checkpoint = recorded.checkpoint
    this.#entries = recorded.entries
    this.#told = recorded.told
    for (const answer of [...recorded.told, ...recorded.entries.filter(isAnswer)]) this.#answers.add(answer)
  }

  get size(): number {
    return this.#entries.length
  }

  add(entry: Entry): void {
    this.#settle()
    this.#entries.push(entry)
  }

  /** The same as `view`, noting what it answers. */
  noting(view: SiteView): SiteView {
    return this.#answers.noting(view, (answer) => this.add(answer))
  }

  advanced(to: number): void {
    this.#advancedTo = to
  }

  /** Nothing was heard since the checkpoint. */
  get isEmpty(): boolean {
    return this.#checkpoint !== null && this.#entries.length === 0
  }

  /** Whether a detector that stands at `at`, calm or not, is to be noted as it is; as long as it is calm, every `everyMs`. */
  isDue(at: number, isCalm: boolean, everyMs: number): boolean {
    const { length } = this.#entries
    // At whole minutes, so that it does not depend on who looked when.
    if (length === 0 || at !== bucketStart(at, MINUTE_MS)) return false
    return length >= (isCalm ? MAX_ENTRIES : MAX_ENTRIES_IN_RISE) || (isCalm && at === bucketStart(at, everyMs))
  }

  /** Begins anew with a detector as it is now. */
  restart(checkpoint: unknown): void {
    this.#checkpoint = checkpoint
    this.#entries = []
    this.#advancedTo = undefined
    this.#answers = new SiteAnswers()
    this.#told = []
  }

  /** Hands over what was recorded; what comes follows from there. */
  cut(): Recorded {
    const recorded = this.state()
    this.#checkpoint = null
    this.#entries = []
    this.#told = this.#answers.latest()
    return recorded
  }

  state(): Recorded {
    this.#settle()
    return { checkpoint: this.#checkpoint, told: this.#told, entries: this.#entries }
  }

  #settle(): void {
    if (this.#advancedTo !== undefined) this.#entries.push({ advance: this.#advancedTo })
    this.#advancedTo = undefined
  }
}

export function isAnswer(entry: Entry): entry is SiteAnswer {
  return (
    'common' in entry || 'cause' in entry || 'shown' in entry || 'broken' in entry || 'kin' in entry || 'spill' in entry
  )
}
