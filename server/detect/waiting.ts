import type { Voice } from './voice.ts'

/** Once so many were heard their places are given back: taking single ones off the front of a long array is slow. */
const HEARD_LIMIT = 1_024

/** Voices that are still to be judged, in order of time. */
export class Waiting {
  #voices: Voice[]
  /** Voices before this place were heard. */
  #heard = 0
  #isSorted: boolean

  constructor(voices: Voice[] = []) {
    this.#voices = voices
    this.#isSorted = voices.length < 2
  }

  add(voice: Voice): void {
    const last = this.#voices.at(-1)
    if (last && byInstant(last, voice) > 0) this.#isSorted = false
    this.#voices.push(voice)
  }

  /** Who speaks next. */
  get first(): Voice | undefined {
    this.#sort()
    return this.#voices[this.#heard]
  }

  /** The first was heard. */
  shift(): void {
    this.#heard += 1
    const isAll = this.#heard === this.#voices.length
    if (!isAll && (this.#heard < HEARD_LIMIT || 2 * this.#heard < this.#voices.length)) return
    this.#voices = isAll ? [] : this.#voices.slice(this.#heard)
    this.#heard = 0
  }

  state(): Voice[] {
    this.#sort()
    return this.#voices.slice(this.#heard)
  }

  /** Whoever spoke within the same millisecond is heard in an order that does not depend on who was read first. */
  #sort(): void {
    if (this.#isSorted) return
    this.#voices = this.#voices.slice(this.#heard).toSorted(byInstant)
    this.#heard = 0
    this.#isSorted = true
  }
}

function byInstant(a: Voice, b: Voice): number {
  return (
    a.at - b.at ||
    order(a.answer, b.answer) ||
    order(a.network, b.network) ||
    order(a.reporter, b.reporter) ||
    (a.weight ?? 1) - (b.weight ?? 1)
  )
}

function order(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0
}
