import { LATE_MS } from './rule.ts'
import { isAmendment, type Spoken } from './voice.ts'

/** Once so many were heard their places are given back: taking single ones off the front of a long array is slow. */
const HEARD_LIMIT = 1_024

/** Voices that are still to be judged, and what amends them, in order of time. */
export class Waiting {
  #voices: Spoken[]
  /** Voices before this place were heard. */
  #heard = 0
  #isSorted: boolean

  constructor(voices: Spoken[] = []) {
    this.#voices = voices
    this.#isSorted = voices.length < 2
  }

  /** At `now`, before which all is judged: what was said a while before is heard as if now, and no longer what was said long before. */
  hear(spoken: Spoken, now: number): void {
    const at = isAmendment(spoken) ? Math.max(spoken.at, spoken.of) : spoken.at
    if (!(at >= now - LATE_MS)) return
    if (isAmendment(spoken)) this.add({ ...spoken, at: Math.max(at, now) })
    else this.add(at < now ? { ...spoken, at: now, spokenAt: at } : spoken)
  }

  add(voice: Spoken): void {
    const last = this.#voices.at(-1)
    if (last && byInstant(last, voice) > 0) this.#isSorted = false
    this.#voices.push(voice)
  }

  /** Who speaks next. */
  get first(): Spoken | undefined {
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

  state(): Spoken[] {
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

/** Nobody is amended before he is heard. */
function byInstant(a: Spoken, b: Spoken): number {
  return a.at - b.at || turnOf(a) - turnOf(b) || order(a.answer, b.answer) || byVoice(a, b)
}

function byVoice(a: Spoken, b: Spoken): number {
  if (isAmendment(a) || isAmendment(b)) return order(a.reporter, b.reporter) || ofWhich(a) - ofWhich(b)
  return order(a.network, b.network) || order(a.reporter, b.reporter) || (a.weight ?? 1) - (b.weight ?? 1)
}

function turnOf(one: Spoken): number {
  return isAmendment(one) ? one.turn : 0
}

function ofWhich(one: Spoken): number {
  return isAmendment(one) ? one.of : one.at
}

function order(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0
}
