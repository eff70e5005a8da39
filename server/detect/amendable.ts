import { HOUR_MS } from '../../shared/time.ts'
import type { Amendment, Voice } from './voice.ts'

/** Details are given within the half hour of the press, and may then be on their way. */
export const AMENDABLE_MS = HOUR_MS
/** Voices that are remembered: in a flood those of some minutes. */
export const AMENDABLE_LIMIT = 2_048

/** Where a voice was counted, and with what it weighs; `of`: when it was spoken. */
export type Counted = [reporter: string, of: number, block: number, weight: number]

/** Where the voices of the last hour were counted, so that what they say can be amended. The newest come last. */
export class Amendable {
  readonly #counted: Map<string, Counted>

  constructor(state: Counted[] = []) {
    this.#counted = new Map(state.map((counted) => [keyOf(counted[0], counted[1]), counted]))
  }

  /** A voice was counted in the block of time that begins at `block`. Voices come in order of time. */
  remember(voice: Voice, block: number, weight: number): void {
    const { reporter, spokenAt = voice.at } = voice
    if (reporter === undefined) return
    const key = keyOf(reporter, spokenAt)
    this.#counted.delete(key)
    this.#counted.set(key, [reporter, spokenAt, block, weight])
    for (const [old, counted] of this.#counted) {
      if (this.#counted.size <= AMENDABLE_LIMIT && counted[2] >= block - AMENDABLE_MS) break
      this.#counted.delete(old)
    }
  }

  /** Undefined: it was not counted, or too long ago. */
  find({ at, of, reporter }: Amendment): { block: number; weight: number } | undefined {
    const counted = this.#counted.get(keyOf(reporter, of))
    if (!counted) return undefined
    const [, , block, weight] = counted
    return block >= at - AMENDABLE_MS ? { block, weight } : undefined
  }

  state(): Counted[] {
    return [...this.#counted.values()]
  }
}

function keyOf(reporter: string, of: number): string {
  return `${of} ${reporter}`
}
