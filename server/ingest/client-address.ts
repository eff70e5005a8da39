import { type Address, isWithin, parseAddress, parsePrefix, type Prefix } from './address.ts'
import { MAX_FORWARDED_HOPS } from './limits.ts'

export type TrustedProxies = readonly Prefix[]

/** Throws on the first entry that is neither an address nor a CIDR range. */
export function parseTrustedProxies(entries: readonly string[]): TrustedProxies {
  return entries.map((entry) => {
    const prefix = parsePrefix(entry)
    if (!prefix) throw new TypeError(`TRUSTED_PROXIES: ${entry} is neither an address nor a CIDR range`)
    return prefix
  })
}

/** `1.2.3.4`, `1.2.3.4:5678`, `[2001:db8::1]:443`: some proxies add the port. */
function parseHop(text: string): Address | undefined {
  const plain = parseAddress(text)
  if (plain) return plain
  const withPort = /^\[([^\]]+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(text)
  return withPort ? parseAddress(withPort[1] ?? withPort[2]!) : undefined
}

/**
 * Who sent the request. X-Forwarded-For is believed only from configured proxies and read from the right, for everything left
 * of the last proxy we know was written by the sender. At garbage the reading ends with the last hop that was an address.
 */
export function clientAddress(
  remote: string | undefined,
  forwardedFor: string | undefined,
  trusted: TrustedProxies,
): string {
  let client = remote === undefined ? undefined : parseAddress(remote)
  // A Unix socket has no address: nobody we could tell from anybody else.
  if (!client) return '0.0.0.0'
  if (!forwardedFor || trusted.length === 0) return client.text
  let end = forwardedFor.length
  for (let hops = 0; hops < MAX_FORWARDED_HOPS && end >= 0; hops++) {
    if (!isTrusted(client, trusted)) break
    const comma = end === 0 ? -1 : forwardedFor.lastIndexOf(',', end - 1)
    const hop = parseHop(forwardedFor.slice(comma + 1, end).trim())
    if (!hop) break
    client = hop
    end = comma
  }
  return client.text
}

/** Whether it is a proxy of ours that speaks to us. */
export function isTrustedProxy(remote: string | undefined, trusted: TrustedProxies): boolean {
  const address = remote === undefined ? undefined : parseAddress(remote)
  return address !== undefined && isTrusted(address, trusted)
}

function isTrusted(address: Address, trusted: TrustedProxies): boolean {
  for (const prefix of trusted) if (isWithin(address, prefix)) return true
  return false
}
