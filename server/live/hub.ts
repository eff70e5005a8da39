import { randomBytes } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { ClientMessage } from '../../shared/live.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { Connection, type ClientSocket, type Switchboard } from './connection.ts'
import { KeptTopic, type Kept } from './kept-topic.ts'
import { LIVE_LIMITS, SENDS_PER_BREATH, type LiveLimits } from './limits.ts'
import type { Message } from './message.ts'
import { NewestTopic } from './newest-topic.ts'
import type { Topic } from './topic.ts'

export type { ClientSocket, Connection } from './connection.ts'

export interface Hub {
  readonly limits: LiveLimits
  /** Names this life of the server, in each message: after a restart the numbers begin anew. */
  readonly run: string
  /** Why one more socket from this address must not come in: we are full, or the address has its share. */
  refusal(address: string): 'full' | 'address' | undefined
  attach(client: ClientSocket, address?: string): Connection
  /** Keeps the newest data of a topic until the next flush. Nothing is kept for a topic without listeners. */
  publish(topic: string, data: unknown): void
  /** Sends what is due, each topic serialised once for all; to be called once a second. Never runs twice at a time. */
  flush(): Promise<void>
  /** Topics that somebody listens to, known or not, and those that go on for whoever comes back. */
  listened(): string[]
  /** Sockets and event streams. */
  readonly sockets: number
  /** Messages given to them since the start. */
  readonly sent: number
}

const RUN_BYTES = 6

/**
 * Who listens to what. The hub has no timer and knows no transport; when `snapshot` fails, the subscriber is told
 * `unavailable` and gets its snapshot with the next publish; when publishing stops, the sockets hear nothing, and clients re-read.
 */
export function createHub(deps: {
  clock: Clock
  log: Log
  /** Reads the newest data of a topic that nobody published lately; undefined: there is no such topic. */
  snapshot: (topic: string) => Promise<unknown>
  /** Topics of which every message matters; of all others only the newest state does. */
  kept?: Readonly<Record<string, Kept>>
  limits?: Partial<LiveLimits>
  /** Milliseconds of real time. */
  realNow?: () => number
}): Hub {
  const { clock, log, snapshot, kept = {}, realNow = () => performance.now() } = deps
  const run = randomBytes(RUN_BYTES).toString('base64url')
  const limits = { ...LIVE_LIMITS, ...deps.limits }
  const topics = new Map<string, Topic<Connection>>()
  const socketsByAddress = new Map<string, number>()
  const reading = new Set<Topic<Connection>>()
  let sockets = 0
  let sent = 0
  let flushing: Promise<void> | undefined

  const switchboard: Switchboard = {
    limits,
    realNow,
    sent: () => void sent++,
    follow(message: ClientMessage, connection) {
      const since =
        message.type === 'subscribe' && message.since?.run === run
          ? new Map(Object.entries(message.since.seq))
          : undefined
      for (const name of new Set(message.topics)) {
        if (message.type === 'subscribe') subscribe(name, connection, since?.get(name))
        else unsubscribe(topics.get(name), connection)
      }
    },
    leave(connection) {
      for (const topic of connection.topics) unsubscribe(topic, connection)
    },
    gone(address) {
      sockets -= 1
      const left = (socketsByAddress.get(address) ?? 1) - 1
      if (left > 0) socketsByAddress.set(address, left)
      else socketsByAddress.delete(address)
    },
  }

  function createTopic(name: string): Topic<Connection> {
    const of = { clock, run, realNow }
    const matters = Object.hasOwn(kept, name) ? kept[name] : undefined
    return matters ? new KeptTopic(name, of, matters, limits) : new NewestTopic(name, of)
  }

  function subscribe(name: string, connection: Connection, heard: number | undefined): void {
    let topic = topics.get(name)
    if (!(topic && connection.topics.has(topic)) && connection.topics.size >= limits.topicsPerSocket) {
      return connection.fail('too-many-topics', `${name}: at most ${limits.topicsPerSocket} topics on a socket.`, name)
    }
    if (!topic) topics.set(name, (topic = createTopic(name)))
    connection.topics.add(topic)
    const messages = topic.welcome(heard)
    if (messages) {
      topic.listeners.add(connection)
      return deliverAll(connection, messages)
    }
    topic.listeners.delete(connection)
    topic.waiting.set(connection, heard)
    if (!reading.has(topic)) void fill(topic)
  }

  function unsubscribe(topic: Topic<Connection> | undefined, connection: Connection): void {
    if (!topic || !connection.topics.delete(topic)) return
    topic.listeners.delete(connection)
    topic.waiting.delete(connection)
    if (topic.isListened) return
    topic.left()
    // A name that never had data may be invented; a known one keeps its sequence.
    if (!topic.wasTold) forget(topic)
  }

  function forget(topic: Topic<Connection>): void {
    if (topics.get(topic.name) === topic) topics.delete(topic.name)
  }

  /** One read for all who wait, so that nobody waits in vain for a publish that may not come. */
  async function fill(topic: Topic<Connection>): Promise<void> {
    reading.add(topic)
    try {
      const data = await snapshot(topic.name)
      if (data === undefined) {
        forget(topic)
        for (const connection of topic.waiting.keys()) {
          unsubscribe(topic, connection)
          connection.fail('unknown-topic', `${topic.name} is not a topic here.`, topic.name)
        }
      } else if (topic.isListened) {
        const owed = topic.fill(data)
        if (owed) for (const connection of topic.listeners) connection.deliver(owed)
        greet(topic)
      }
    } catch (error) {
      log.warn({ err: error, topic: topic.name }, 'live snapshot failed')
      for (const connection of topic.waiting.keys())
        connection.fail('unavailable', `${topic.name} cannot be read now.`, topic.name)
    } finally {
      reading.delete(topic)
    }
  }

  async function sendAll(): Promise<void> {
    let sends = 0
    for (const topic of topics.values()) {
      const update = topic.turn()
      if (!update) {
        greet(topic)
        continue
      }
      // Whoever comes in while we breathe has a snapshot of this very state; whoever left has no need of it.
      const listeners = [...topic.listeners]
      greet(topic)
      for (const connection of listeners) {
        if (topic.listeners.has(connection)) connection.deliver(update)
        if (++sends % SENDS_PER_BREATH === 0) await setImmediate()
      }
    }
  }

  return {
    limits,
    run,
    refusal(address) {
      if (sockets >= limits.sockets) return 'full'
      return (socketsByAddress.get(address) ?? 0) >= limits.socketsPerAddress ? 'address' : undefined
    },
    attach(client, address = '') {
      sockets += 1
      socketsByAddress.set(address, (socketsByAddress.get(address) ?? 0) + 1)
      return new Connection(switchboard, client, address)
    },
    publish(name, data) {
      const topic = topics.get(name)
      if (topic?.isWanted) topic.publish(data)
    },
    flush() {
      flushing ??= sendAll().finally(() => (flushing = undefined))
      return flushing
    },
    listened: () => [...topics.values()].filter((topic) => topic.isWanted).map((topic) => topic.name),
    get sockets() {
      return sockets
    },
    get sent() {
      return sent
    },
  }
}

/** The first answer to those who waited. */
function greet(topic: Topic<Connection>): void {
  for (const [connection, heard] of topic.waiting) {
    const messages = topic.welcome(heard)
    if (!messages) return
    topic.waiting.delete(connection)
    topic.listeners.add(connection)
    deliverAll(connection, messages)
  }
}

function deliverAll(connection: Connection, messages: readonly Message[]): void {
  for (const message of messages) connection.deliver(message)
}
