import { setImmediate } from 'node:timers/promises'
import type { ClientMessage } from '../../shared/live.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { Connection, type ClientSocket, type Switchboard } from './connection.ts'
import { LIVE_LIMITS, SENDS_PER_BREATH, type LiveLimits } from './limits.ts'
import { Topic } from './topic.ts'

export type { ClientSocket, Connection } from './connection.ts'

export interface Hub {
  readonly limits: LiveLimits
  /** Why one more socket from this address must not come in: we are full, or the address has its share. */
  refusal(address: string): 'full' | 'address' | undefined
  attach(client: ClientSocket, address?: string): Connection
  /** Keeps the newest data of a topic until the next flush. Nothing is kept for a topic without listeners. */
  publish(topic: string, data: unknown): void
  /** Sends what is due, each topic serialised once for all; to be called once a second. Never runs twice at a time. */
  flush(): Promise<void>
  /** Topics that somebody listens to, known or not. */
  listened(): string[]
  readonly sockets: number
}

/**
 * Who listens to what. The hub has no timer and knows no transport; when `snapshot` fails, the subscriber is told
 * `unavailable` and gets its snapshot with the next publish; when publishing stops, the sockets hear nothing, and clients re-read.
 */
export function createHub(deps: {
  clock: Clock
  log: Log
  /** Reads the newest data of a topic that nobody published lately; undefined: there is no such topic. */
  snapshot: (topic: string) => Promise<unknown>
  limits?: Partial<LiveLimits>
  /** Milliseconds of real time. */
  realNow?: () => number
}): Hub {
  const { clock, log, snapshot, realNow = () => performance.now() } = deps
  const limits = { ...LIVE_LIMITS, ...deps.limits }
  const topics = new Map<string, Topic<Connection>>()
  const socketsByAddress = new Map<string, number>()
  const reading = new Set<Topic<Connection>>()
  let sockets = 0
  let flushing: Promise<void> | undefined

  const switchboard: Switchboard = {
    limits,
    realNow,
    follow(message: ClientMessage, connection) {
      for (const name of new Set(message.topics)) {
        if (message.type === 'subscribe') subscribe(name, connection)
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

  function subscribe(name: string, connection: Connection): void {
    let topic = topics.get(name)
    if (!(topic && connection.topics.has(topic)) && connection.topics.size >= limits.topicsPerSocket) {
      return connection.fail('too-many-topics', `${name}: at most ${limits.topicsPerSocket} topics on a socket.`)
    }
    if (!topic) topics.set(name, (topic = new Topic(name, clock, realNow)))
    connection.topics.add(topic)
    const message = topic.snapshot()
    if (message) {
      topic.listeners.add(connection)
      return connection.deliver(message)
    }
    topic.listeners.delete(connection)
    topic.waiting.add(connection)
    if (!reading.has(topic)) void fill(topic)
  }

  function unsubscribe(topic: Topic<Connection> | undefined, connection: Connection): void {
    if (!topic || !connection.topics.delete(topic)) return
    topic.listeners.delete(connection)
    topic.waiting.delete(connection)
    if (topic.isListened) return
    topic.release()
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
        for (const connection of topic.waiting) {
          unsubscribe(topic, connection)
          connection.fail('unknown-topic', `${topic.name} is not a topic here.`)
        }
      } else if (topic.isListened) {
        topic.fill(data)
        greet(topic)
      }
    } catch (error) {
      log.warn({ err: error, topic: topic.name }, 'live snapshot failed')
      for (const connection of topic.waiting) connection.fail('unavailable', `${topic.name} cannot be read now.`)
    } finally {
      reading.delete(topic)
    }
  }

  async function sendAll(): Promise<void> {
    let sends = 0
    for (const topic of topics.values()) {
      const update = topic.turn()
      if (!update) continue
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
      if (topic?.isListened) topic.publish(data)
    },
    flush() {
      flushing ??= sendAll().finally(() => (flushing = undefined))
      return flushing
    },
    listened: () => [...topics.values()].filter((topic) => topic.isListened).map((topic) => topic.name),
    get sockets() {
      return sockets
    },
  }
}

/** The first snapshot for those who waited. */
function greet(topic: Topic<Connection>): void {
  const message = topic.waiting.size > 0 ? topic.snapshot() : undefined
  if (!message) return
  for (const connection of topic.waiting) {
    topic.waiting.delete(connection)
    topic.listeners.add(connection)
    connection.deliver(message)
  }
}
