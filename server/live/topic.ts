import type { Clock } from '../clock.ts'
import { QUIET_MS } from './limits.ts'
import { createMessage, type Message } from './message.ts'

/** Told state is told again every QUIET_MS; older than two turns, it is not known to be the present any more. */
const OLD_MS = 2 * QUIET_MS

export interface Listener {
  deliver(message: Message): void
}

/** `run` names the life of this hub: numbers of another one mean nothing here. `realNow` gives milliseconds of real time. */
export type TopicDeps = { clock: Clock; run: string; realNow: () => number }

/** One topic: who listens, what was told last and when. A sequence number names one told state, the run's first is 1. */
export abstract class Topic<L extends Listener = Listener> {
  /** Have had a snapshot, and get the updates after it. */
  readonly listeners = new Set<L>()
  /** Nothing is known yet: they get their answer as soon as it is. With the number they have heard, if they say so. */
  readonly waiting = new Map<L, number | undefined>()
  readonly name: string
  protected readonly deps: TopicDeps
  protected seq = 0
  protected toldAt = -Infinity
  protected welcomed: { seq: number; at: number; message: Message } | undefined

  constructor(name: string, deps: TopicDeps) {
    this.name = name
    this.deps = deps
  }

  get isListened(): boolean {
    return this.listeners.size + this.waiting.size > 0
  }

  /** Whether it is to be read and published. */
  get isWanted(): boolean {
    return this.isListened
  }

  get wasTold(): boolean {
    return this.seq > 0
  }

  /** Nobody listens any more. */
  abstract left(): void
  /** The newest data; told at the next turn. */
  abstract publish(data: unknown): void
  /** What was read because somebody waits, unless something newer was told meanwhile. What those who listen already are owed. */
  abstract fill(data: unknown): Message | undefined
  /**
   * The message that is due, if any: the data changed, or it is time to say that they did not. Without a publish since the last turn there is none:
   * repeating old data with a new time would claim that somebody looked.
   */
  abstract turn(): Message | undefined
  /** For a newcomer, who may say what it has heard. Nothing when the present is not known: with the time of now, old data would pass for new. */
  abstract welcome(heard?: number): Message[] | undefined

  protected get isPresent(): boolean {
    return this.deps.realNow() - this.toldAt < OLD_MS
  }

  protected get isQuiet(): boolean {
    return this.deps.realNow() - this.toldAt < QUIET_MS
  }

  /** One for all who come in the same moment: after a restart everybody does. */
  protected snapshot(data: string, isPlace = false): Message {
    const { seq } = this
    const at = this.deps.clock.now()
    if (this.welcomed?.seq !== seq || this.welcomed.at !== at)
      this.welcomed = { seq, at, message: this.message('snapshot', data, isPlace) }
    return this.welcomed.message
  }

  /** Put together by hand so that the data are serialised once; TOPIC allows nothing that would need escaping. */
  protected message(type: 'snapshot' | 'update' | 'heartbeat', data?: string, isPlace = false): Message {
    const { clock, run } = this.deps
    const head = `{"type":"${type}","topic":"${this.name}","run":"${run}","seq":${this.seq},"at":${clock.now()}`
    const body = data === undefined ? '' : `,"data":${data}`
    const place = isPlace ? { topic: this.name, seq: this.seq } : undefined
    return createMessage(`${head},"speed":${clock.speed},"mode":"${clock.mode}"${body}}`, place)
  }
}
