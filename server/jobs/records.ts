import type { SiteView } from '../detect/site-view.ts'
import type { PartWrite } from '../store/judgements.ts'
import { DossierWriter, type DossierState } from './dossier.ts'
import type { Judging } from './judging.ts'
import { Tape, type Entry, type Recorded } from './tape.ts'

/**
 * What of it outlives a restart. `tape` null: it begins with the detector as it was written. `dossier`: of the incident that is open, or
 * of the one before, which may be opened again.
 */
export type RecordsState = { tape: Recorded | null; dossier: DossierState | null }

/** What is heard while an incident goes on is filed at the latest when it is so much. */
const ENTRIES_PER_PART = 20_000

/** Notes what one detector is told: for the dossier of an incident that is open, or of the one that may come. */
export class Records {
  readonly #tape: Tape
  #writer: DossierWriter | null = null
  #last: DossierState | null = null

  /** `snapshot`: the detector as it is. `names`: the keys that the dossier of `open` has numbered. */
  constructor(snapshot: unknown, state: Partial<RecordsState>, open: string | undefined, names: readonly string[]) {
    this.#tape = new Tape(state.tape ?? { checkpoint: snapshot, told: [], entries: [] })
    this.#last = state.dossier ?? null
    if (this.#last && this.#last.incidentId === open) this.#writer = new DossierWriter(this.#last, names)
  }

  add(entry: Entry): void {
    this.#tape.add(entry)
  }
  noting(view: SiteView): SiteView {
    return this.#tape.noting(view)
  }
  advanced(to: number): void {
    this.#tape.advanced(to)
  }
  restart(snapshot: unknown): void {
    this.#tape.restart(snapshot)
  }

  /**
   * After the detector has advanced, with the incident that is open now: what its dossier, or that of the one that has just ended, grows by.
   * Otherwise the detector is noted as it is now and then, `everyMs` when it is calm.
   */
  keep(detector: Judging, open: string | undefined, everyMs: number): PartWrite | undefined {
    const { at, startedAt } = detector
    if (open !== undefined) {
      const again = this.#last?.incidentId === open ? this.#last : undefined
      this.#writer ??= new DossierWriter(again ?? { incidentId: open, bytes: 0, isCut: false, named: 0 })
      return this.#tape.size >= ENTRIES_PER_PART ? this.file(at) : undefined
    }
    if (this.#writer) {
      const part = this.file(at)
      this.#last = this.#writer.state
      this.#writer = null
      this.#tape.restart(detector.snapshot())
      return part
    }
    if (this.#tape.isDue(at, startedAt === null, everyMs)) this.#tape.restart(detector.snapshot())
    return undefined
  }

  /** All that was noted since the last part. */
  file(until: number): PartWrite | undefined {
    if (!this.#writer) return undefined
    const recorded = this.#tape.cut()
    const isNothing = recorded.checkpoint === null && recorded.entries.length === 0
    return isNothing ? undefined : this.#writer.write(recorded, until)
  }

  /** The incident turned out to be one that has another name. */
  rename(incidentId: string): void {
    this.#writer?.rename(incidentId)
  }

  /** To be written beside `snapshot`, the detector as it is. */
  state(snapshot: unknown): RecordsState {
    const dossier = this.#writer?.state ?? this.#last
    if (this.#writer || !this.#tape.isEmpty) return { tape: this.#tape.state(), dossier }
    this.#tape.restart(snapshot)
    return { tape: null, dossier }
  }
}
