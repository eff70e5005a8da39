import type { ClientMessage, Since } from '../../shared/live.ts'
import { readClientMessage } from './client-message.ts'
import type { LiveLimits } from './limits.ts'
import { errorMessage, type ErrorCode, type Message } from './message.ts'
import type { Topic } from './topic.ts'

/** What the hub needs of a socket or event stream. */
export interface ClientSocket {
  send(message: Message): void
  readonly bufferedAmount: number
  close(code: number, reason: string): void
}

/** The hub's side of a connection. */
export interface Switchboard {
  readonly limits: LiveLimits
  realNow(): number
  /** One more message is on its way. */
  sent(): void
  follow(message: ClientMessage, connection: Connection): void
  leave(connection: Connection): void
  gone(address: string): void
}

export const CLOSE_POLICY = 1008
export const CLOSE_TRY_LATER = 1013

/** One socket as the hub sees it. A class, because there are ten thousand and they share the methods. */
export class Connection {
  readonly topics = new Set<Topic<Connection>>()
  #hub: Switchboard
  #client: ClientSocket
  #address: string
  #allowance: number
  #allowanceAt: number
  #state: 'open' | 'leaving' | 'gone' = 'open'

  constructor(hub: Switchboard, client: ClientSocket, address: string) {
    this.#hub = hub
    this.#client = client
    this.#address = address
    this.#allowance = hub.limits.messagesAtOnce
    this.#allowanceAt = hub.realNow()
  }

  /** A text message arrived. */
  receive(text: string): void {
    if (!this.spend()) return
    const message = readClientMessage(text)
    if ('error' in message) this.fail(message.error, message.detail)
    else this.#hub.follow(message, this)
  }

  /** What an event stream asks for: it says so once, in its address. */
  subscribe(topics: string[], since?: Since): void {
    this.#hub.follow({ type: 'subscribe', topics, ...(since ? { since } : {}) }, this)
  }

  /** A binary message arrived: there are none in this protocol. */
  receiveBinary(): void {
    if (this.spend()) this.fail('not-text', 'Messages are text.')
  }

  /** Takes one from the allowance of messages; false: it was empty and the socket is let go. Pings, and pongs that nobody asked for, count too. */
  spend(): boolean {
    if (this.#state !== 'open') return false
    const { messagesAtOnce, messagesPerSecond } = this.#hub.limits
    const now = this.#hub.realNow()
    const refill = ((now - this.#allowanceAt) / 1000) * messagesPerSecond
    this.#allowance = Math.min(messagesAtOnce, this.#allowance + refill) - 1
    this.#allowanceAt = now
    if (this.#allowance >= 0) return true
    this.letGo(CLOSE_POLICY, 'too many messages')
    return false
  }

  /** Sends, or lets the socket go when it does not take what it was sent before. */
  deliver(message: Message): void {
    if (!this.isHearing()) return
    this.#client.send(message)
    this.#hub.sent()
  }

  /** Whether it is still with us and takes what it is sent; one that does not is let go. */
  isHearing(): boolean {
    if (this.#state !== 'open') return false
    if (this.#client.bufferedAmount <= this.#hub.limits.bufferedBytes) return true
    this.letGo(CLOSE_TRY_LATER, 'too slow')
    return false
  }

  fail(code: ErrorCode, detail: string, topic?: string): void {
    this.deliver(errorMessage(code, detail, topic))
  }

  letGo(code: number, reason: string): void {
    if (this.#state !== 'open') return
    this.#state = 'leaving'
    this.#hub.leave(this)
    this.#client.close(code, reason)
  }

  /** The socket is closed. Until then it counts for its address, also while it is being let go. */
  detach(): void {
    if (this.#state === 'gone') return
    this.#state = 'gone'
    this.#hub.leave(this)
    this.#hub.gone(this.#address)
  }
}
