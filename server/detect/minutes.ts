import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'

/** How far back the site looks, in minutes: an outage's first hours say whose it is. */
export const KEPT_MINUTES = 240
const MINUTES_PER_HOUR = HOUR_MS / MINUTE_MS

export type MinutesState = { heard: [minute: number, voices: number][]; rates: [hour: number, perMinute: number][] }

/** What one provider brought lately, by whole minutes (numbered since the epoch), and what was usual. Silence takes no room. */
export class Minutes {
  readonly #minutes: number[] = []
  readonly #voices: number[] = []
  #rates: [hour: number, perMinute: number][]
  #first = 0

  constructor(state?: MinutesState) {
    for (const [minute, voices] of state?.heard ?? []) this.add(minute, voices)
    this.#rates = (state?.rates ?? []).map(([hour, rate]) => [hour, rate])
  }

  /** The last minute in which somebody was heard. */
  get last(): number {
    return this.#minutes.at(-1) ?? -Infinity
  }

  add(minute: number, voices: number): void {
    if (voices <= 0) return
    this.#minutes.push(minute)
    this.#voices.push(voices)
    while (this.#minutes[this.#first]! < minute - KEPT_MINUTES) this.#first += 1
    if (this.#first < KEPT_MINUTES) return
    this.#minutes.splice(0, this.#first)
    this.#voices.splice(0, this.#first)
    this.#first = 0
  }

  /** Voices in minutes [from, to). */
  sum(from: number, to: number): number {
    let voices = 0
    for (let i = this.#minutes.length - 1; i >= 0; i -= 1) {
      const minute = this.#minutes[i]!
      if (minute < from) break
      if (minute < to) voices += this.#voices[i]!
    }
    return voices
  }

  /** Voices of each minute of [from, to). */
  row(from: number, to: number): Float64Array {
    const row = new Float64Array(Math.max(0, to - from))
    for (let i = this.#minutes.length - 1; i >= 0; i -= 1) {
      const minute = this.#minutes[i]!
      if (minute < from) break
      if (minute < to) row[minute - from] = this.#voices[i]!
    }
    return row
  }

  /** What is usual in the hour (numbered since the epoch), voices a minute. */
  settle(hour: number, perMinute: number): void {
    const kept = this.#rates.filter(([h]) => h !== hour && h > hour - KEPT_MINUTES / MINUTES_PER_HOUR - 1)
    this.#rates = [...kept, [hour, perMinute]]
  }

  /** Voices a minute usual in this minute; the nearest hour that is known, 0 if none is. */
  rate(minute: number): number {
    return this.rateOfHour(Math.floor(minute / MINUTES_PER_HOUR))
  }

  rateOfHour(hour: number): number {
    const rates = this.#rates
    for (let i = rates.length - 1; i >= 0; i -= 1) if (rates[i]![0] <= hour) return rates[i]![1]
    return rates[0]?.[1] ?? 0
  }

  state(): MinutesState {
    return {
      heard: this.#minutes
        .slice(this.#first)
        .map((minute, i): [number, number] => [minute, this.#voices[this.#first + i]!]),
      rates: this.#rates.map(([hour, rate]) => [hour, rate]),
    }
  }
}
