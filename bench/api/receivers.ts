import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

/** `hangs`: never answers; `fails`: 500; `refuses`: nobody listens there any more. All of them have confirmed while they were well. */
export const KINDS = ['lives', 'hangs', 'fails', 'refuses'] as const
export type Kind = (typeof KINDS)[number]
export type Came = { atMs: number; headers: http.IncomingHttpHeaders; body: string }

export type Receivers = {
  urlOf(kind: Kind, number: number): string
  /** From now on those who are to be dead are. */
  die(): void
  /** What came to those who live since they were last emptied, by number; times as of `performance.now()`. */
  came: Map<number, Came[]>
  close(): Promise<void>
}

/** As many as are wanted of each kind, the dead among the living, so that they are not the last to be told. */
export function placesOf(counts: Record<Kind, number>): { kind: Kind; number: number }[] {
  const most = Math.max(...Object.values(counts))
  const isOneOf = (number: number, count: number) => count > 0 && number % Math.ceil(most / count) === 0
  return Array.from({ length: most }, (_, number) =>
    KINDS.toReversed().flatMap((kind) => (isOneOf(number, counts[kind]) ? [{ kind, number }] : [])),
  ).flat()
}

/** A host and port is asked to confirm only so often in a minute. A prime, so that the dead are not all at the same. */
const SERVERS = 29

/** Receivers of webhooks on this machine, and a server that closes. */
export async function openReceivers(): Promise<Receivers> {
  const came: Receivers['came'] = new Map()
  const take: Take = (kind, number, answer, response) => {
    if (kind === 'fails') response.writeHead(500).end()
    if (kind !== 'lives') return
    came.set(number, [...(came.get(number) ?? []), answer])
    response.end('{}')
  }
  const well = await Promise.all(Array.from({ length: SERVERS }, () => serve(take)))
  const closing = await serve(() => {})
  return {
    urlOf: (kind, number) => `${kind === 'refuses' ? closing.url : well[number % SERVERS]!.url}/${kind}/${number}`,
    die: () => void closing.close(),
    came,
    async close() {
      await Promise.all([...well, closing].map((one) => one.close()))
    },
  }
}

type Take = (kind: string, number: number, came: Came, response: http.ServerResponse) => void

async function serve(take: Take) {
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const [, kind = '', number = ''] = (request.url ?? '').split('/')
      const body = Buffer.concat(chunks).toString('utf8')
      const challenge = challengeOf(body)
      if (challenge !== undefined) response.end(JSON.stringify({ challenge }))
      else take(kind, Number(number), { atMs: performance.now(), headers: request.headers, body }, response)
    })
  })
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1_024 })
  await once(server, 'listening')
  let closed: Promise<unknown> | undefined
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      closed ??= once(server.close(), 'close')
      server.closeAllConnections()
      await closed
    },
  }
}

function challengeOf(body: string): string | undefined {
  const { type, data } = JSON.parse(body) as { type: string; data: { challenge?: string } }
  return type === 'webhook.confirm' ? data.challenge : undefined
}
