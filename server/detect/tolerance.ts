import { bucketStart, DAY_MS, HOUR_MS } from '../../shared/time.ts'
import { multipleOf, rungOf } from './ladder.ts'
import { upperNormal } from './normal.ts'
import {
  BLOCK_HALF_LIFE_DAYS,
  MOST_ALLOWED,
  PRIOR_EXCESS,
  RUNG_RATIO,
  RUNGS,
  STRONG_MULTIPLE,
  WAVE_MS,
  WILDEST_MULTIPLE,
} from './rule.ts'

/** The past is cut into pieces of this length; the highest rung of each is what counts. */
export const BLOCK_MS = 6 * HOUR_MS
const BLOCKS_PER_YEAR = (365.25 * DAY_MS) / BLOCK_MS
const DECAY = 2 ** (-BLOCK_MS / (BLOCK_HALF_LIFE_DAYS * DAY_MS))

const STRONG_RUNG = rungOf(STRONG_MULTIPLE)
const WILDEST_RUNG = rungOf(WILDEST_MULTIPLE)
/** Silence of this length parts two waves. */
const PAUSE_MS = HOUR_MS / 2

type Block = { start: number; rung: number; spoilt: boolean }
/** Since when, and until when, it was far above the usual. */
type Strong = { from: number; to: number }
export type ToleranceState = {
  blocks: number
  reached: number[]
  block: Block
  before: Block | null
  strong: Strong | null
}

/**
 * What a provider's own past has shown without an incident: how often each rung of the ladder was the highest of its six hours. From the tail of
 * these follows how far the usual may be passed before it is more than this provider does by itself.
 */
export class Tolerance {
  readonly #reached: number[]
  #blocks: number
  #block: Block
  #before: Block | null
  #strong: Strong | null

  constructor(at: number, state?: ToleranceState) {
    this.#blocks = state?.blocks ?? 0
    this.#reached = state ? [...state.reached] : Array.from({ length: RUNGS }, () => 0)
    this.#block = state ? { ...state.block } : newBlock(at)
    this.#before = state?.before ? { ...state.before } : null
    this.#strong = state?.strong ? { ...state.strong } : null
  }

  /**
   * A rung was reached (-1: none), and as far as is known nothing is wrong; `top`: with those who came because of what was shown. What is
   * strong for long, or beyond what anybody does by himself, is an incident in hindsight.
   */
  note(rung: number, at: number, top = rung): void {
    this.#block.rung = Math.max(this.#block.rung, rung)
    if (top > WILDEST_RUNG) this.retract()
    if (rung < STRONG_RUNG) return
    if (!this.#strong || at - this.#strong.to > PAUSE_MS) this.#strong = { from: at, to: at }
    this.#strong.to = at
    if (at - this.#strong.from > WAVE_MS) this.retract()
  }

  /** Something is wrong after all, or nobody is there: these hours say nothing of the usual. */
  spoil(): void {
    this.#block.spoilt = true
  }

  /** What was noted of this rise was an incident's foot. */
  retract(): void {
    this.spoil()
    if (this.#before) this.#before.spoilt = true
  }

  /** It was an incident for a while, and then only a wave. */
  readmit(rung: number, top: number): void {
    if (rung < 0 || top > WILDEST_RUNG) return
    this.#reached[rung]! += 1
    this.#blocks += 1
  }

  /** To be told of each whole hour. A block counts one block later, so that it can still turn out to be an incident's. */
  turn(at: number): void {
    if (at < this.#block.start + BLOCK_MS) return
    if (this.#before && !this.#before.spoilt) this.#count(this.#before)
    this.#before = this.#block
    this.#block = newBlock(at)
  }

  /**
   * How many times its lowest null this provider may reach, so that by its own past it is passed `perYear` times a year. The logarithms of
   * what was reached are taken as Gamma distributed (Wilson and Hilferty's quantile), leaning on an exponential tail while few are known.
   */
  allowed(perYear: number): number {
    const known = this.#reached.reduce((sum, count) => sum + count, 0)
    const chance = known / Math.max(1, this.#blocks)
    const budget = perYear / BLOCKS_PER_YEAR
    if (known === 0 || chance <= budget) return 1
    const step = Math.log(RUNG_RATIO)
    let sum = PRIOR_EXCESS
    let squares = 2 * PRIOR_EXCESS ** 2
    for (const [rung, count] of this.#reached.entries()) {
      const excess = (rung + 0.5) * step
      sum += count * excess
      squares += count * excess ** 2
    }
    const mean = sum / (known + 1)
    const variance = squares / (known + 1) - mean ** 2
    const ninth = variance / (9 * mean ** 2)
    const quantile =
      mean *
      Math.max(0, 1 - ninth + upperNormal(Math.min(0.5, Math.max(1e-12, budget / chance))) * Math.sqrt(ninth)) ** 3
    return Math.min(MOST_ALLOWED, Math.max(1, Math.exp(quantile)))
  }

  /** The highest rung reached in its memory, as a multiple of the lowest null; 0: none. */
  get highest(): number {
    return multipleOf(this.#reached.findLastIndex((count) => count > 0.01))
  }

  state(): ToleranceState {
    const { start, rung, spoilt } = this.#block
    return {
      blocks: this.#blocks,
      reached: [...this.#reached],
      block: { start, rung, spoilt },
      before: this.#before && { ...this.#before },
      strong: this.#strong && { ...this.#strong },
    }
  }

  #count({ rung }: Block): void {
    for (let j = 0; j < RUNGS; j += 1) this.#reached[j] = this.#reached[j]! * DECAY + (j === rung ? 1 : 0)
    this.#blocks = this.#blocks * DECAY + 1
  }
}

function newBlock(at: number): Block {
  return { start: bucketStart(at, BLOCK_MS), rung: -1, spoilt: false }
}
