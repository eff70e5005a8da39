import type net from 'node:net'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Classed } from './outbound-failure.ts'

export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>

/** All that the registries have given out for global unicast so far; what lies outside only looks like it. */
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3]

/**
 * On the public internet: not loopback, private, link-local, multicast, shared, reserved, nor an address that carries another
 * within itself (mapped, translated, tunnelled). Dotted decimal or plain IPv6 only; every other form is a name to be resolved.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0 || address.includes('%')) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast') return false
  return !(parsed instanceof ipaddr.IPv6) || (parsed.match(GLOBAL_UNICAST) && !isIsatap(parsed))
}

/** RFC 5214: the last four bytes are an IPv4 address that a tunnel would go to. */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
  return (parts[4]! & ~0x0200) === 0 && parts[5] === 0x5efe
}

/** Networks of one's own: whoever watches them may be let in. */
const OWN: ReadonlySet<string> = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat'])
/** Where machines in clouds are told who they are, keys and all, outside of the link-local ranges: nothing that anybody watches. */
const METADATA = new Set(['168.63.129.16', '100.100.100.200', 'fd00:ec2::254', 'fd20:ce::254'])

/** In a network of one's own. Link-local is nobody's: there a cloud tells a machine its keys. */
export function isOwnAddress(address: string): boolean {
  return isIP(address) !== 0 && !address.includes('%') && OWN.has(ipaddr.parse(address).range())
}

const isMetadata = (address: string) => ipaddr.isValid(address) && METADATA.has(ipaddr.parse(address).toString())

export type Guard = {
  /** Refuses an address. */
  check(address: string): void
  /** Resolves and checks a host, once. The socket gets these very addresses: a second look-up could be answered differently. */
  lookup(host: string): Promise<net.LookupFunction>
}

/**
 * `allowPrivate`: networks of one's own as well. What is link-local, nobody's, everybody's or a cloud's own is refused all the same.
 * One such address among many is enough to refuse a name: whoever wrote it there may choose which is taken.
 */
export function createGuard(resolve: Resolve, allowPrivate: boolean): Guard {
  function check(address: string, host = address): void {
    const isOpen = isPublicAddress(address) || (allowPrivate && isOwnAddress(address))
    if (isOpen && !isMetadata(address)) return
    throw new Classed(
      'address',
      `${host} points to ${address}, which is not ${allowPrivate ? 'an address to go to' : 'a public address'}`,
    )
  }
  return {
    check: (address) => check(address),
    async lookup(host) {
      const addresses = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolve(host)
      const first = addresses[0]
      if (first === undefined) throw new Error(`${host} has no address`)
      for (const { address } of addresses) check(address, host)
      return (_host, { all }, callback) =>
        all ? callback(null, addresses) : callback(null, first.address, first.family)
    },
  }
}
