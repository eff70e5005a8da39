import ipaddr from 'ipaddr.js'

const IPV6_PREFIX_PARTS = 4

/** What counts as one address: an IPv4 address, or the /64 of an IPv6 one, which one household can walk through at will. */
export function addressGroup(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed instanceof ipaddr.IPv4) return parsed.toString()
  return `${parsed.parts
    .slice(0, IPV6_PREFIX_PARTS)
    .map((part) => part.toString(16))
    .join(':')}::/64`
}
