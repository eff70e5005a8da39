import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocketServer } from 'ws'
import type { Clock } from '../../server/clock.ts'
import { createHub } from '../../server/live/hub.ts'
import { attachSockets, LIVE_PATH } from '../../server/live/socket.ts'
import { silentLog } from '../../server/log.ts'
import { TOPIC, TOPICS, type ServerCall } from './messages.ts'
import { aPayload } from './payload.ts'

// The server under test in a process of its own: `hub` is Brusio's hub and sockets, `bare` the loop it is measured against.

/** `at` is when the message was made, finer than a millisecond, on the clock that all processes of this machine share. */
const clock: Clock = { now: () => performance.timeOrigin + performance.now(), speed: 1, mode: 'simulation' }

type Broadcaster = { listeners(): number; broadcast(n: number): Promise<void> | void }

function hubOn(server: Server, sockets: number): Broadcaster {
  const hub = createHub({
    clock,
    log: silentLog,
    snapshot: () => Promise.resolve(aPayload(0)),
    // Where 127.0.x.y cannot be used as a source (outside Linux) all sockets come from one address.
    limits: { sockets, socketsPerAddress: process.platform === 'linux' ? 20 : sockets },
  })
  attachSockets({ server, hub, log: silentLog, addressOf: (request) => request.socket.remoteAddress ?? '' })
  return {
    listeners: () => hub.sockets,
    broadcast(n) {
      for (const topic of TOPICS) hub.publish(topic, aPayload(n))
      return hub.flush()
    },
  }
}

function bareOn(server: Server): Broadcaster {
  const sockets = new WebSocketServer({ server, path: LIVE_PATH, perMessageDeflate: false })
  sockets.on('connection', (ws) => {
    ws.on('message', () => ws.send(JSON.stringify({ type: 'snapshot', topic: TOPIC, seq: 1, at: clock.now() })))
  })
  return {
    listeners: () => sockets.clients.size,
    broadcast(n) {
      const { speed, mode } = clock
      const head = { type: 'update', topic: TOPIC, seq: n, at: clock.now(), speed, mode }
      const text = JSON.stringify({ ...head, data: aPayload(n) })
      for (const ws of sockets.clients) if (ws.readyState === ws.OPEN) ws.send(text)
    },
  }
}

const server = createServer()
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 })
await once(server, 'listening')
const target = process.argv[2] === 'hub' ? hubOn(server, Number(process.argv[3])) : bareOn(server)

let n = 1
const calls: Record<ServerCall, () => unknown> = {
  port: () => {
    const address = server.address()
    return address !== null && typeof address === 'object' ? address.port : 0
  },
  listeners: () => target.listeners(),
  /** Memory after the garbage is gone; two rounds, because finalisers free more. */
  async rss() {
    for (let i = 0; i < 2; i++) {
      globalThis.gc?.()
      await sleep(100)
    }
    return process.memoryUsage.rss()
  },
  /** One broadcast; how much of this process's processor time it took, with the writes that wait in the loop. */
  async broadcast() {
    const before = process.cpuUsage()
    const began = performance.now()
    await target.broadcast(++n)
    await new Promise((resolve) => setImmediate(resolve))
    const { user, system } = process.cpuUsage(before)
    return { cpuMs: (user + system) / 1000, wallMs: performance.now() - began }
  },
}

process.on('message', (call: ServerCall) => {
  void Promise.resolve(calls[call]()).then((answer) => process.send?.(answer))
})
process.on('disconnect', () => process.exit())
