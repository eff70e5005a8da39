import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** How often each statement was run, by its text. */
export type Ran = ReadonlyMap<string, number>

const PROTOCOL_3 = 196_608
const SPACES = /\s+/g

/**
 * Reads what a client says to PostgreSQL and tells of each statement as it is run: a plain query, or the running of one that was prepared. What a
 * client says of itself first has no letter before it, and may be a question about encryption.
 */
export function createReader(ran: (text: string) => void): (chunk: Buffer) => void {
  const [prepared, bound] = [new Map<string, string>(), new Map<string, string>()]
  let rest: Buffer = Buffer.alloc(0)
  let isOpen = false

  const hear = (kind: string, body: Buffer) => {
    const [first = '', second = ''] = body.toString('utf8').split('\0', 2)
    if (kind === 'P') prepared.set(first, second.replace(SPACES, ' ').trim())
    else if (kind === 'B') bound.set(first, prepared.get(second) ?? '')
    else if (kind === 'E') ran(bound.get(first) ?? '')
    else if (kind === 'Q') ran(first.replace(SPACES, ' ').trim())
  }
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (;;) {
      const head = isOpen ? 1 : 0
      if (rest.length < head + 4) return
      const end = head + rest.readInt32BE(head)
      if (rest.length < end) return
      if (isOpen) hear(String.fromCharCode(rest[0]!), rest.subarray(head + 4, end))
      else isOpen = rest.readInt32BE(4) === PROTOCOL_3
      rest = rest.subarray(end)
    }
  }
}

/** Stands between a server and its database, and counts what the one has the other do. */
export async function countStatements(socketDir: string) {
  const counts = new Map<string, number>()
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const database = connect(`${socketDir}/.s.PGSQL.5432`)
    client.on(
      'data',
      createReader((text) => counts.set(text, (counts.get(text) ?? 0) + 1)),
    )
    client.pipe(database).pipe(client)
    for (const [one, other] of [
      [client, database],
      [database, client],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    counted: (): Ran => new Map(counts),
    async close() {
      server.close()
      for (const socket of open) socket.destroy()
      await once(server, 'close')
    },
  }
}

/** What was run between two countings. */
export const since = (before: Ran, after: Ran): Ran =>
  new Map([...after].map(([text, count]) => [text, count - (before.get(text) ?? 0)]))

export type More = { text: string; perSecond: number }

/**
 * How much more often each statement was run in one time than in another that was as long, most first. What was run less often is not set off against
 * it: a busy server that judges more seldom has not saved anything.
 */
export function increase(idle: Ran, busy: Ran, seconds: number): More[] {
  return [...busy]
    .map(([text, count]) => ({ text, perSecond: (count - (idle.get(text) ?? 0)) / seconds }))
    .filter(({ perSecond }) => perSecond > 0)
    .toSorted((a, b) => b.perSecond - a.perSecond)
}
