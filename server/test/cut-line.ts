import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A line of TCP between a client and a server that can be cut, and mended, and led to another server. */
export type CutLine = {
  readonly host: string
  /** Connections that have been made since the start. */
  readonly made: number
  /** Ends all connections, without a word, and lets none through. */
  cut(): void
  mend(url?: string): void
  close(): Promise<void>
}

export async function aLineTo(url: string): Promise<CutLine> {
  let port = Number(new URL(url).port)
  let isCut = false
  let made = 0
  const ends = new Set<Socket>()

  const server = createServer((near) => {
    if (isCut) {
      near.resetAndDestroy()
      return
    }
    made += 1
    const far = connect(port, '127.0.0.1')
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end)
      end.on('error', () => {})
      end.on('close', () => {
        ends.delete(end)
        other.destroy()
      })
      end.pipe(other)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const cut = () => {
    isCut = true
    for (const end of ends) end.resetAndDestroy()
  }
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get made() {
      return made
    },
    cut,
    mend(to) {
      if (to !== undefined) port = Number(new URL(to).port)
      isCut = false
    },
    async close() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
