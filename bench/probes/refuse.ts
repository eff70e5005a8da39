import dns from 'node:dns/promises'
import { once } from 'node:events'
import net from 'node:net'
import type { AddressInfo } from 'node:net'
import { createOutbound } from '../../server/outbound.ts'
import type { OutboundSettings } from '../../server/outbound.ts'
import { FORBIDDEN_TARGETS, resolveForbidden } from '../../server/probe/forbidden-targets.ts'
import type { ForbiddenTarget } from '../../server/probe/forbidden-targets.ts'
import { PROBES } from '../../server/probe/probe.ts'
import { checkTarget } from '../../server/probe/target.ts'

export type Refused = {
  forms: number
  refused: number
  /** Forms for which a socket was opened, or a name server told. */
  connected: string[]
}

const TIMEOUT_MS = 2_000

/** Asks for every form of a forbidden address, past the check of how it is written too, and watches what is opened for it. */
export async function refuseForms(): Promise<Refused> {
  const doors = watchDoors()
  try {
    await mustSee(doors)
    const result: Refused = { forms: FORBIDDEN_TARGETS.length, refused: 0, connected: [] }
    for (const form of FORBIDDEN_TARGETS) {
      const before = doors.opened()
      const isRefused = checkTarget(form.kind, form.target) !== undefined || (await outcomeOf(form)) === 'internal'
      if (doors.opened() > before) result.connected.push(form.target)
      else if (isRefused) result.refused += 1
    }
    return result
  } finally {
    doors.restore()
  }
}

async function outcomeOf({ kind, target }: ForbiddenTarget, settings: OutboundSettings = {}): Promise<string> {
  const outbound = createOutbound({ resolve: resolveForbidden, ...settings })
  const { signal } = new AbortController()
  const asked = { provider: 'bench', kind, target, every_ms: 60_000 }
  return (await PROBES[kind](asked, { outbound, timeoutMs: TIMEOUT_MS, signal })).outcome
}

type Doors = { opened: () => number; restore: () => void }

/** Everything through which a probe gets out ends in one of these two. */
function watchDoors(): Doors {
  let opened = 0
  const see = () => void (opened += 1)
  const undo = [spy(net.Socket.prototype, 'connect', see), spy(dns.Resolver.prototype, 'setServers', see)]
  return { opened: () => opened, restore: () => undo.forEach((restore) => restore()) }
}

function spy(prototype: object, name: string, see: () => void): () => void {
  const own = Object.getOwnPropertyDescriptor(prototype, name)
  const method = Reflect.get(prototype, name) as (...given: unknown[]) => unknown
  function seen(this: unknown, ...given: unknown[]): unknown {
    see()
    return Reflect.apply(method, this, given)
  }
  Object.defineProperty(prototype, name, { value: seen, configurable: true, writable: true })
  return () => void (own ? Object.defineProperty(prototype, name, own) : Reflect.deleteProperty(prototype, name))
}

/** A count of nothing proves nothing where nobody counts. */
async function mustSee(doors: Doors): Promise<void> {
  const server = net.createServer((socket) => void socket.destroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const forms: ForbiddenTarget[] = [
    { kind: 'tcp', target: `tcp://127.0.0.1:${port}` },
    { kind: 'http', target: `http://127.0.0.1:${port}/` },
    { kind: 'dns', target: `dns://127.0.0.1:${port}/example.com` },
  ]
  for (const form of forms) {
    const before = doors.opened()
    await outcomeOf(form, { allowPrivate: true })
    if (doors.opened() === before) throw new Error('a connection was made that the benchmark did not see')
  }
  server.close()
}
