import type { Message } from './message.ts'
import type { LiveLimits } from './limits.ts'
import { Topic, type Listener, type TopicDeps } from './topic.ts'

/** What is told of a topic whose every message matters. `whole` is what is published; pure functions. */
export type Kept = {
  /** What happened between two publishings; undefined: nothing. */
  changes(before: unknown, whole: unknown): unknown
  /** What a newcomer is told. */
  snapshot(whole: unknown): unknown
}
type KeptLimits = Pick<LiveLimits, 'keptMessages' | 'keptBytes' | 'keptMs'>

/**
 * Tells what changes, in messages without a gap in their numbers, and remembers the last ones, so that whoever comes back after a break hears what
 * it missed, in order. It goes on for a while when nobody listens; after that, or beyond what is remembered, there is a snapshot again.
 */
export class KeptTopic<L extends Listener = Listener> extends Topic<L> {
  #kept: Kept
  #limits: KeptLimits
  #newest: { whole: unknown } | undefined
  #told: { whole: unknown } | undefined
  #snapshot: string | undefined
  /** The last messages, one number after the other; the last has `seq`. */
  #memory: Message[] = []
  #bytes = 0
  #leftAt = -Infinity

  constructor(name: string, deps: TopicDeps, kept: Kept, limits: KeptLimits) {
    super(name, deps)
    this.#kept = kept
    this.#limits = limits
  }

  override get isWanted(): boolean {
    if (this.isListened) return true
    if (this.#told && this.deps.realNow() - this.#leftAt < this.#limits.keptMs) return true
    this.#forget()
    return false
  }

  left(): void {
    this.#leftAt = this.deps.realNow()
  }

  publish(whole: unknown): void {
    this.#newest = { whole }
  }

  fill(whole: unknown): Message | undefined {
    if (this.#told && this.isPresent) return undefined
    const message = this.#tell(whole)
    this.toldAt = this.deps.realNow()
    return message
  }

  turn(): Message | undefined {
    if (!this.#newest) return undefined
    const { whole } = this.#newest
    this.#newest = undefined
    const isFirst = !this.#told
    const message = this.#tell(whole)
    if (!message && !isFirst && this.isQuiet) return undefined
    this.toldAt = this.deps.realNow()
    return message ?? (isFirst ? undefined : this.message('heartbeat'))
  }

  welcome(heard?: number): Message[] | undefined {
    if (!this.#told || !this.isPresent) return undefined
    const missed = heard === undefined ? undefined : this.#after(heard)
    // The heartbeat says that this was all, and what time it is now.
    if (missed) return [...missed, this.message('heartbeat', undefined, true)]
    this.#snapshot ??= JSON.stringify(this.#kept.snapshot(this.#told.whole))
    return [this.snapshot(this.#snapshot, true)]
  }

  /** What was missed, if it is remembered; a number that was never told is of somebody who is mistaken. */
  #after(heard: number): Message[] | undefined {
    const missed = this.seq - heard
    return missed < 0 || missed > this.#memory.length ? undefined : this.#memory.slice(this.#memory.length - missed)
  }

  #tell(whole: unknown): Message | undefined {
    const changes = this.#told && this.#kept.changes(this.#told.whole, whole)
    if (this.#told && changes === undefined) return undefined
    this.seq += 1
    this.#snapshot = undefined
    const isFirst = !this.#told
    this.#told = { whole }
    return isFirst ? undefined : this.#remember(this.message('update', JSON.stringify(changes), true))
  }

  #remember(message: Message): Message {
    this.#memory.push(message)
    this.#bytes += bytesOf(message)
    while (this.#memory.length > this.#limits.keptMessages || this.#bytes > this.#limits.keptBytes) {
      const oldest = this.#memory.shift()
      if (!oldest) break
      this.#bytes -= bytesOf(oldest)
    }
    return message
  }

  /** What is told next is no continuation: it gets a number of its own, and nobody hears that it missed nothing. */
  #forget(): void {
    this.#told = undefined
    this.#newest = undefined
    this.#snapshot = undefined
    this.welcomed = undefined
    this.#memory = []
    this.#bytes = 0
  }
}

const bytesOf = ({ text }: Message) => Buffer.byteLength(text)
