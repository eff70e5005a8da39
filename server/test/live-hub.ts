import { ServerMessage } from '../../shared/live.ts'
import { createHub, type ClientSocket } from '../live/hub.ts'
import type { Kept } from '../live/kept-topic.ts'
import type { LiveLimits } from '../live/limits.ts'
import type { Message } from '../live/message.ts'
import { silentLog } from '../log.ts'
import { createManualClock } from './manual-clock.ts'

export const NOON = Date.UTC(2019, 6, 3, 12)

type Options = {
  limits?: Partial<LiveLimits>
  read?: (topic: string) => Promise<unknown>
  kept?: Readonly<Record<string, Kept>>
}

/** A hub whose times stand still until moved, and whose reads end when the test says so. */
export function aHub(options: Options = {}) {
  const clock = createManualClock(NOON, 'replay')
  let real = 0
  const reads: string[] = []
  const hub = createHub({
    clock,
    log: silentLog,
    limits: options.limits ?? {},
    kept: options.kept ?? {},
    realNow: () => real,
    snapshot(topic) {
      reads.push(topic)
      return options.read ? options.read(topic) : Promise.resolve({ read: topic })
    },
  })
  return { hub, clock, reads, passReal: (ms: number) => void (real += ms) }
}

export function aSocket() {
  const messages: Message[] = []
  const client = {
    bufferedAmount: 0,
    closed: undefined as string | undefined,
    send: (message: Message) => void messages.push(message),
    close(code: number, reason: string) {
      client.closed = `${code} ${reason}`
    },
  }
  /** All messages so far, each checked against the published schema. */
  const heard = () => messages.map((message) => ServerMessage.parse(JSON.parse(message.text)))
  const brief = () =>
    heard().map((m) => {
      if (m.type === 'error' || m.type === 'close') return String(m.code)
      return m.type === 'heartbeat' ? `${m.type} ${m.seq}` : `${m.type} ${m.seq} ${JSON.stringify(m.data)}`
    })
  return { client: client satisfies ClientSocket, messages, heard, brief }
}

export const subscribe = (...topics: string[]) => JSON.stringify({ type: 'subscribe', topics })
export const unsubscribe = (...topics: string[]) => JSON.stringify({ type: 'unsubscribe', topics })
/** As somebody who has heard so far. */
export const resume = (run: string, seq: Record<string, number>) =>
  JSON.stringify({ type: 'subscribe', topics: Object.keys(seq), since: { run, seq } })
export const settled = () => new Promise((resolve) => setImmediate(resolve))
