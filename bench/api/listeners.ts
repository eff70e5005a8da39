import { once } from 'node:events'
import http from 'node:http'
import { WebSocket } from 'ws'
import { LIVE_PATH } from '../../server/live/socket.ts'
import { sourceOf } from '../live/source-address.ts'
import { wayOf, type Heard, type ListenerOrder } from './messages.ts'

// Many sockets and streams in one process: each notes when it first hears what is waited for.

const AT_ONCE = 100

let open = 0
let closed = 0
let arrived = 0
let awaited: Buffer | undefined
let arrivedAt: number[] = []

/** `place`: of a listener among those of this process. */
function arrive(place: number): void {
  if (arrivedAt[place] !== 0) return
  arrivedAt[place] = performance.timeOrigin + performance.now()
  arrived += 1
}

function ended(): void {
  open -= 1
  closed += 1
}

/** Open, subscribed, and past the snapshots of all its topics. */
async function listenBySocket(url: string, topics: string[], index: number, place: number): Promise<void> {
  const localAddress = sourceOf(index)
  const ws = new WebSocket(url.replace(/^http/, 'ws') + LIVE_PATH, {
    perMessageDeflate: false,
    skipUTF8Validation: true,
    ...(localAddress === undefined ? {} : { localAddress }),
  })
  ws.on('error', (error) => console.error(`socket ${index}: ${error.message}`))
  ws.on('close', ended)
  await once(ws, 'open')
  ws.send(JSON.stringify({ type: 'subscribe', topics }))
  await once(ws, 'message')
  ws.on('message', (data: Buffer) => {
    if (awaited !== undefined && data.includes(awaited)) arrive(place)
  })
}

async function listenByEvents(url: string, topics: string[], index: number, place: number): Promise<void> {
  const localAddress = sourceOf(index)
  const request = http.get(`${url}/api/v1/live.sse?topics=${topics.join(',')}`, {
    agent: false,
    ...(localAddress === undefined ? {} : { localAddress }),
  })
  request.on('error', (error) => console.error(`stream ${index}: ${error.message}`))
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  if (response.statusCode !== 200) throw new Error(`stream ${index}: ${response.statusCode}`)
  response.on('close', ended)
  let rest: Buffer = Buffer.alloc(0)
  response.on('data', (chunk: Buffer) => {
    if (awaited === undefined) return
    // It may be cut anywhere.
    const text = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    if (text.includes(awaited)) arrive(place)
    rest = Buffer.from(text.subarray(-awaited.length))
  })
}

async function connect({ url, topics, from, to }: { url: string; topics: string[]; from: number; to: number }) {
  arrivedAt = Array<number>(to - from).fill(0)
  let next = from
  const worker = async () => {
    while (next < to) {
      const index = next++
      const { topics: heard, way } = wayOf(index, topics)
      await (way === 'events' ? listenByEvents : listenBySocket)(url, heard, index, index - from)
      open += 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

async function obey(order: ListenerOrder): Promise<number | Heard> {
  if (order === 'report') return { open, closed, arrivedAt }
  if (order === 'count') return arrived
  if ('await' in order) {
    awaited = Buffer.from(order.await)
    arrived = 0
    arrivedAt.fill(0)
  } else await connect(order.connect)
  return open
}

process.on('message', (order: ListenerOrder) => {
  void obey(order).then((answer) => process.send?.(answer))
})
process.on('disconnect', () => process.exit())
