import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Since } from '../../shared/live.ts'
import { addressGroup } from './address-group.ts'
import type { Connection } from './connection.ts'
import { eventId } from './event-id.ts'
import type { Hub } from './hub.ts'
import { closeMessage, type Message } from './message.ts'

/** A line of comment so often: what lies in between shall not take the silence of a topic for the end. */
const HEARTBEAT_MS = 15_000
/** Beats go out in so many portions, so that ten thousand do not go at once. */
const BEAT_PORTIONS = 10
/** How long a stream may take to end before it is cut. */
const CLOSE_GRACE_MS = 2_000
const CLOSE_GOING_AWAY = 1001
/** After a break a browser comes back within these, each listener at a moment of its own. */
const RETRY_FROM_MS = 2_000
const RETRY_SPREAD_MS = 4_000

/** Of a stream, and of the answer to HEAD. */
export const EVENT_HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-store, no-transform',
  // nginx would collect messages until they fill its buffer.
  'X-Accel-Buffering': 'no',
}

const BEAT = Buffer.from(':\n\n')

export type Listening = { address: string; topics: string[]; since?: Since | undefined; headers: OutgoingHttpHeaders }

export type EventStreams = {
  /** Why there can be no stream for this address now. */
  refusal(address: string): 'full' | 'address' | 'closing' | undefined
  open(response: ServerResponse, listening: Listening): void
  /** Ends every stream (its last message says 1001, then it is cut), because `server.close()` waits for them. */
  close(): Promise<void>
}

type Stream = { readonly response: ServerResponse; readonly connection: Connection }

/**
 * Server-sent events on one side, the hub on the other: the same messages as over sockets, within the same limits. The body ends with its
 * connection and is in no chunks, so that a message is one write of bytes that all listeners share.
 */
export function createEventStreams(options: {
  hub: Hub
  heartbeatMs?: number
  closeGraceMs?: number
  random?: () => number
}): EventStreams {
  const { hub, heartbeatMs = HEARTBEAT_MS, closeGraceMs = CLOSE_GRACE_MS, random = Math.random } = options
  const portions = Array.from({ length: BEAT_PORTIONS }, () => new Set<Stream>())
  let turn = 0
  let isClosing = false

  function open(response: ServerResponse, { address, topics, since, headers }: Listening): void {
    // Gone before it was answered: nobody would tell us of its end.
    if (response.destroyed) return
    response.shouldKeepAlive = false
    response.removeHeader('Transfer-Encoding')
    response.writeHead(200, { ...headers, ...EVENT_HEADERS })
    response.socket?.setKeepAlive(true, heartbeatMs)
    response.write(`retry: ${Math.round(RETRY_FROM_MS + random() * RETRY_SPREAD_MS)}\n\n`)

    const write = createWriter(hub.run, response, since)
    const connection = hub.attach(
      {
        send: write,
        get bufferedAmount() {
          return response.writableLength
        },
        close(code, reason) {
          write(closeMessage(code, reason))
          end(response)
        },
      },
      addressGroup(address),
    )
    const stream: Stream = { response, connection }
    const portion = portions[(turn = (turn + 1) % BEAT_PORTIONS)]
    portion?.add(stream)
    response.once('close', () => {
      portion?.delete(stream)
      connection.detach()
    })
    response.on('error', () => response.destroy())
    connection.subscribe(topics, since)
  }

  function end(response: ServerResponse): void {
    response.end()
    const timer = setTimeout(() => response.destroy(), closeGraceMs)
    response.once('close', () => clearTimeout(timer))
  }

  let beat = 0
  const beating = setInterval(() => {
    for (const { response, connection } of portions[(beat = (beat + 1) % BEAT_PORTIONS)] ?? []) {
      if (connection.isHearing()) response.write(BEAT)
    }
  }, heartbeatMs / BEAT_PORTIONS)
  beating.unref()

  return {
    refusal: (address) => (isClosing ? 'closing' : hub.refusal(addressGroup(address))),
    open,
    async close() {
      isClosing = true
      clearInterval(beating)
      const streams = portions.flatMap((portion) => [...portion])
      const closed = streams.map(
        ({ response }) => new Promise<void>((resolve) => response.once('close', () => resolve())),
      )
      for (const { connection } of streams) connection.letGo(CLOSE_GOING_AWAY, 'server closes')
      await Promise.all(closed)
    },
  }
}

/** Writes messages, and with each that has a place the id that a browser gives back after a break. */
function createWriter(run: string, response: ServerResponse, since: Since | undefined): (message: Message) => void {
  const heard = since?.run === run ? Object.entries(since.seq) : []
  const places = new Map<string, number>(heard)
  return (message) => {
    if (response.writableEnded || response.destroyed) return
    const { place } = message
    if (place) {
      places.set(place.topic, place.seq)
      response.write(`id: ${eventId(run, places)}\n`)
    }
    response.write(message.event)
  }
}
