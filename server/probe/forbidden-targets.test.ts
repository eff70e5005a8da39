import dns from 'node:dns/promises'
import net from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { MockInstance } from 'vitest'
import { PROBE_KINDS } from '../../shared/probe.ts'
import { lookWith } from '../test/probe-servers/look.ts'
import { FORBIDDEN_TARGETS, resolveForbidden } from './forbidden-targets.ts'
import { checkTarget } from './target.ts'

/** All that opens a connection: sockets of TCP and TLS, and name servers. */
let doors: MockInstance[] = []
beforeEach(() => {
  doors = [vi.spyOn(net.Socket.prototype, 'connect'), vi.spyOn(dns.Resolver.prototype, 'setServers')]
})
afterEach(() => vi.restoreAllMocks())
const opened = () => doors.map((door) => door.mock.calls.length)

it('knows more than 120 forms, of all kinds', () => {
  expect(new Set(FORBIDDEN_TARGETS.map(({ target }) => target)).size).toBe(FORBIDDEN_TARGETS.length)
  expect(FORBIDDEN_TARGETS.length).toBeGreaterThan(120)
  expect(new Set(FORBIDDEN_TARGETS.map(({ kind }) => kind))).toEqual(new Set(PROBE_KINDS))
})

it.each(FORBIDDEN_TARGETS)('refuses $kind $target without opening a connection', async ({ kind, target }) => {
  if (checkTarget(kind, target) !== undefined) return
  const look = lookWith({ allowPrivate: false, resolve: resolveForbidden })
  expect((await look(kind, target)).outcome).toBe('internal')
  expect(opened()).toEqual([0, 0])
})

it('would see a connection if there was one', async () => {
  const look = lookWith({ allowPrivate: true, resolve: resolveForbidden }, 500)
  for (const kind of ['http', 'tls', 'dns', 'tcp'] as const) {
    const before = opened().reduce((sum, calls) => sum + calls)
    const target = kind === 'dns' ? 'dns://127.0.0.1:1/example.com' : `${kind}://loopback.example:1`
    expect(['refused', 'timeout']).toContain((await look(kind, target)).outcome)
    expect(opened().reduce((sum, calls) => sum + calls)).toBeGreaterThan(before)
  }
})

it('leaves most of them to the guard: a target is refused for where it leads, not for how it looks', () => {
  const wellFormed = FORBIDDEN_TARGETS.filter(({ kind, target }) => checkTarget(kind, target) === undefined)
  expect(wellFormed.length).toBeGreaterThan(200)
})
