import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { chmod, mkdtemp } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import type { Connection } from '../store/db.ts'

const NAME = '.s.PGSQL.5432'

export type DatabaseGate = {
  connection: Connection
  /** Cuts every connection; new ones are refused. */
  shut(): Promise<void>
  /** What is connected stays so and hears nothing; new ones are taken and hear nothing. */
  still(): void
  open(): Promise<void>
  close(): Promise<void>
}

/** A way to a test's database that can be shut: for its server the database goes away and comes back. */
export async function openDatabaseGate(target: Connection): Promise<DatabaseGate> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'brusio-gate-'))
  await chmod(folder, 0o755)
  const sockets = new Set<net.Socket>()
  let isStill = false
  const server = net.createServer((client) => {
    const upstream = connectTo(target)
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from)
      from.on('data', (bytes) => to.write(bytes))
      from.on('error', () => to.destroy())
      from.on('close', () => (sockets.delete(from), to.destroy()))
      if (isStill) from.pause()
    }
  })
  const listen = async () => void (await once(server.listen(path.join(folder, NAME)), 'listening'))
  const shut = async () => {
    if (!server.listening) return
    server.close()
    for (const socket of sockets) socket.destroy()
    await once(server, 'close')
  }
  await listen()
  return {
    connection: gateConnection(target, folder),
    shut,
    still() {
      isStill = true
      for (const socket of sockets) socket.pause()
    },
    async open() {
      isStill = false
      for (const socket of sockets) socket.resume()
      if (!server.listening) await listen()
    },
    async close() {
      await shut()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function connectTo(target: Connection): net.Socket {
  if (!('url' in target)) return net.connect(path.join(target.host, NAME))
  const url = new URL(target.url)
  const folder = url.searchParams.get('host')
  return folder === null ? net.connect(Number(url.port || 5432), url.hostname) : net.connect(path.join(folder, NAME))
}

function gateConnection(target: Connection, folder: string): Connection {
  if (!('url' in target)) return { ...target, host: folder }
  const url = new URL(target.url)
  url.searchParams.set('host', folder)
  return { url: url.href }
}
