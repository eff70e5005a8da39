import type { Message } from './message.ts'
import { Topic, type Listener } from './topic.ts'

/**
 * Its newest state, whole, each time. Nothing is queued; what was not sent when something newer comes is forgotten, so a missed number costs
 * nothing and is not asked for. A snapshot carries the number of the state it shows.
 */
export class NewestTopic<L extends Listener = Listener> extends Topic<L> {
  #newest: unknown
  #told: string | undefined
  /** What was told last went to newcomers only. */
  #isOwed = false

  /** Nobody publishes now: what was told grows old and must not be shown as a snapshot. */
  left(): void {
    this.#newest = undefined
    this.#told = undefined
    this.welcomed = undefined
  }

  publish(data: unknown): void {
    this.#newest = data
  }

  fill(data: unknown): undefined {
    if (this.#told !== undefined && this.isPresent) return
    this.#tell(JSON.stringify(data))
    this.#isOwed = this.listeners.size > 0
  }

  turn(): Message | undefined {
    if (this.#newest === undefined) return undefined
    const data = JSON.stringify(this.#newest)
    this.#newest = undefined
    if (data === this.#told && !this.#isOwed && this.isQuiet) return undefined
    this.#tell(data)
    this.#isOwed = false
    return this.message('update', data)
  }

  welcome(): Message[] | undefined {
    return this.#told !== undefined && this.isPresent ? [this.snapshot(this.#told)] : undefined
  }

  #tell(data: string): void {
    this.#told = data
    this.toldAt = this.deps.realNow()
    this.seq += 1
  }
}
