import type { Clock } from '../clock.ts'
import { QUIET_MS } from './limits.ts'
import { createMessage, type Message } from './message.ts'

/** Told state is told again every QUIET_MS; older than two turns, it is not known to be the present any more. */
const OLD_MS = 2 * QUIET_MS

export interface Listener {
  deliver(message: Message): void
}

/**
 * One topic: its newest state and who listens. Nothing is queued; what was not sent when something newer comes is forgotten.
 * A sequence number names one told state; a snapshot carries the number of the state it shows.
 */
export class Topic<L extends Listener = Listener> {
  /** Have had a snapshot, and get the updates after it. */
  readonly listeners = new Set<L>()
  /** Nothing is known yet: they get a snapshot as soon as there is one. */
  readonly waiting = new Set<L>()
  readonly name: string
  #clock: Clock
  #realNow: () => number
  #seq = 0
  #newest: unknown
  #told: string | undefined
  #toldAt = 0
  /** What was told last went to newcomers only. */
  #isOwed = false

  constructor(name: string, clock: Clock, realNow: () => number) {
    this.name = name
    this.#clock = clock
    this.#realNow = realNow
  }

  get isListened(): boolean {
    return this.listeners.size + this.waiting.size > 0
  }

  get wasTold(): boolean {
    return this.#seq > 0
  }

  /** Nobody listens, nobody publishes: what was told grows old and must not be shown as a snapshot. */
  release(): void {
    this.#newest = undefined
    this.#told = undefined
  }

  publish(data: unknown): void {
    this.#newest = data
  }

  /** What was read because somebody waits; anything told in the meantime is newer. */
  fill(data: unknown): void {
    if (this.#isPresent()) return
    this.#tell(JSON.stringify(data))
    this.#isOwed = this.listeners.size > 0
  }

  /**
   * The message that is due, if any: the data changed, or it is time to say that they did not. Without a publish since
   * the last turn there is none: repeating old data with a new time would claim that somebody looked.
   */
  turn(): Message | undefined {
    if (this.#newest === undefined) return undefined
    const data = JSON.stringify(this.#newest)
    this.#newest = undefined
    if (data === this.#told && !this.#isOwed && this.#realNow() - this.#toldAt < QUIET_MS) return undefined
    this.#tell(data)
    this.#isOwed = false
    return this.#message('update', data)
  }

  /** Nothing when it is not known to be the present: with the time of now, old data would pass for new. */
  snapshot(): Message | undefined {
    return this.#told !== undefined && this.#isPresent() ? this.#message('snapshot', this.#told) : undefined
  }

  #isPresent(): boolean {
    return this.#told !== undefined && this.#realNow() - this.#toldAt < OLD_MS
  }

  #tell(data: string): void {
    this.#told = data
    this.#toldAt = this.#realNow()
    this.#seq += 1
  }

  /** Put together by hand so that the data are serialised once; TOPIC allows nothing that would need escaping. */
  #message(type: 'snapshot' | 'update', data: string): Message {
    const { speed, mode } = this.#clock
    const head = `{"type":"${type}","topic":"${this.name}","seq":${this.#seq},"at":${this.#clock.now()}`
    return createMessage(`${head},"speed":${speed},"mode":"${mode}","data":${data}}`)
  }
}
