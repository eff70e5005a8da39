import { once } from 'node:events'
import { WebSocket } from 'ws'
import { LIVE_PATH } from '../../server/live/socket.ts'
import { DELAY_STEP_MS, DELAY_STEPS, TOPICS, type Heard, type ListenerOrder } from './messages.ts'
import { sourceOf } from './source-address.ts'

// Many sockets in one process: they count and time what arrives, and do as little else as they can.

const AT_ONCE = 200
const AT = /"type":"update".*?"at":([\d.]+)/
/** The numbers stand at the beginning of a message; the rest is not looked at. */
const HEAD_BYTES = 160

let open = 0
let closed = 0
let received = 0
const delays = Array<number>(DELAY_STEPS).fill(0)
const sentences = TOPICS.map((topic) => JSON.stringify({ type: 'subscribe', topics: [topic] }))

function hear(data: Buffer): void {
  const at = AT.exec(data.toString('latin1', 0, HEAD_BYTES))?.[1]
  if (at === undefined) return
  received += 1
  const delay = performance.timeOrigin + performance.now() - Number(at)
  const step = Math.max(0, Math.min(DELAY_STEPS - 1, Math.floor(delay / DELAY_STEP_MS)))
  delays[step] = (delays[step] ?? 0) + 1
}

/** Open, subscribed, and past its snapshot. */
async function listen(port: number, index: number): Promise<void> {
  const localAddress = sourceOf(index)
  const ws = new WebSocket(`ws://127.0.0.1:${port}${LIVE_PATH}`, {
    perMessageDeflate: false,
    skipUTF8Validation: true,
    ...(localAddress === undefined ? {} : { localAddress }),
  })
  ws.on('error', (error) => console.error(`socket ${index}: ${error.message}`))
  ws.on('close', () => {
    open -= 1
    closed += 1
  })
  await once(ws, 'open')
  ws.send(sentences[index % sentences.length]!)
  await once(ws, 'message')
  open += 1
  ws.on('message', hear)
}

async function connect(port: number, sockets: number): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < sockets) await listen(port, next++)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

async function obey(order: ListenerOrder): Promise<number | Heard> {
  if (order === 'report') return { open, closed, received, delays }
  if (order === 'reset') {
    received = 0
    delays.fill(0)
  } else if (order !== 'count') await connect(order.connect.port, order.connect.sockets)
  return received
}

process.on('message', (order: ListenerOrder) => {
  void obey(order).then((answer) => process.send?.(answer))
})
process.on('disconnect', () => process.exit())
