import { bucketStart, MINUTE_MS } from '../../shared/time.ts'
import * as rule from '../detect/rule.ts'
import { isAmendment } from '../detect/voice.ts'
import { pack } from '../store/dossiers.ts'
import type { PartWrite } from '../store/judgements.ts'
import type { Entry, Recorded } from './tape.ts'

/** An incident's dossier holds so many bytes (zipped) of what was heard, some hundred thousand voices. Beyond, voices are counted by the minute. */
export const DOSSIER_BYTES = 4_000_000

/** [start of the minute, problem voices, "works" answers]: all there is where a dossier is full. */
export type CountedMinute = [minute: number, problems: number, works: number]
/** One part of a dossier, as it is stored. */
export type Part = Recorded & { minutes: CountedMinute[] }

/** Every number of the rule that has a name. */
export const SETTINGS = Object.fromEntries(Object.entries(rule).filter(([, value]) => typeof value !== 'function'))

/** An open incident's dossier, as far as the next part has to know; `named`: how many numbers were given. */
export type DossierState = { incidentId: string; bytes: number; isCut: boolean; named: number }

/** A key of a reporter or network as the store shortens it. */
const KEY = /^[0-9a-f]{16}$/

/**
 * Makes the parts of one incident's dossier. Reporters and networks get small numbers in the order in which they come, the same
 * throughout the incident; their keys stay out of what is kept.
 */
export class DossierWriter {
  #state: DossierState
  readonly #numbers = new Map<string, string>()
  #fresh: string[] = []

  /** `names`: the keys that have the newest numbers, in order; the oldest may be forgotten. */
  constructor(state: DossierState, names: readonly string[] = []) {
    this.#state = state
    const first = state.named - names.length + 1
    for (const [i, name] of names.entries()) this.#numbers.set(name, `n${first + i}`)
  }

  get state(): DossierState {
    return this.#state
  }

  write(recorded: Recorded, until: number): PartWrite {
    const { incidentId, isCut, named } = this.#state
    let packed = isCut ? undefined : pack(this.#anonymous({ ...recorded, minutes: [] }))
    const cutsNow = packed !== undefined && this.#state.bytes + packed.bytes > DOSSIER_BYTES
    if (cutsNow) this.#fresh = [] // Nobody will ask for them again.
    if (packed === undefined || cutsNow) {
      const part: Part = { checkpoint: null, told: [], entries: [], minutes: countMinutes(recorded.entries) }
      packed = pack(part)
    }
    const newNames = this.#fresh.length
    const names = Buffer.from(this.#fresh.join(''), 'hex').toString('base64')
    this.#fresh = []
    const bytes = this.#state.bytes + packed.bytes
    this.#state = { incidentId, bytes, isCut: isCut || cutsNow, named: named + newNames }
    const { RULE_VERSION } = rule
    return { incidentId, rule: RULE_VERSION, settings: SETTINGS, until, ...packed, names, isCut: cutsNow }
  }

  /** The incident turned out to be one that has another name. */
  rename(incidentId: string): void {
    this.#state = { ...this.#state, incidentId }
  }

  #anonymous<T>(value: T): T {
    return this.#rename(value) as T
  }

  #rename(value: unknown): unknown {
    if (typeof value === 'string') return this.#number(value)
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map((one) => this.#rename(one))
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [this.#number(key), this.#rename(one)]))
  }

  #number(text: string): string {
    if (!KEY.test(text)) return text
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    this.#fresh.push(text)
    const number = `n${this.#state.named + this.#fresh.length}`
    this.#numbers.set(text, number)
    return number
  }
}

function countMinutes(entries: readonly Entry[]): CountedMinute[] {
  const minutes = new Map<number, CountedMinute>()
  for (const entry of entries) {
    if (!('hear' in entry) || isAmendment(entry.hear)) continue
    const minute = bucketStart(entry.hear.at, MINUTE_MS)
    const counted = minutes.get(minute) ?? [minute, 0, 0]
    counted[entry.hear.answer === 'problem' ? 1 : 2] += 1
    minutes.set(minute, counted)
  }
  return [...minutes.values()].toSorted((a, b) => a[0] - b[0])
}
