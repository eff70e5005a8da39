import ipaddr from 'ipaddr.js'

/** An IP address as 32-bit words: one for IPv4, four for IPv6. IPv4 inside IPv6 is IPv4. */
export type Address = { text: string; words: readonly number[] }
export type Prefix = { words: readonly number[]; length: number }

const V4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/

function parseV4(text: string): number | undefined {
  const m = V4.exec(text)
  if (!m) return undefined
  const [a, b, c, d] = [Number(m[1]), Number(m[2]), Number(m[3]), Number(m[4])]
  if (a > 255 || b > 255 || c > 255 || d > 255) return undefined
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
}

/** Undefined for anything that is not an address. A zone (`%eth0`) is left out. */
export function parseAddress(text: string): Address | undefined {
  const v4 = parseV4(text)
  if (v4 !== undefined) return { text, words: [v4] }
  // 45 characters is the longest IPv6 address; the rest would be a zone.
  if (text.length > 64 || !text.includes(':')) return undefined
  const bare = text.split('%', 1)[0]!
  if (!ipaddr.IPv6.isValid(bare)) return undefined
  const v6 = ipaddr.IPv6.parse(bare)
  const p = v6.parts
  const words = [0, 2, 4, 6].map((i) => ((p[i]! << 16) | p[i + 1]!) >>> 0)
  if (!v6.isIPv4MappedAddress()) return { text: bare, words }
  return { text: v6.toIPv4Address().toString(), words: [words[3]!] }
}

/** `10.0.0.0/8`, `::1`: an address without a length is a prefix of one. */
export function parsePrefix(text: string): Prefix | undefined {
  const [base = '', bits, ...rest] = text.split('/')
  const address = parseAddress(base)
  if (!address || rest.length > 0) return undefined
  const most = address.words.length * 32
  if (bits === undefined) return { words: address.words, length: most }
  const length = /^\d{1,3}$/.test(bits) ? Number(bits) : NaN
  return length <= most ? { words: address.words, length } : undefined
}

export function isWithin(address: Address, prefix: Prefix): boolean {
  if (address.words.length !== prefix.words.length) return false
  for (let i = 0, left = prefix.length; left > 0; i++, left -= 32) {
    const difference = (address.words[i]! ^ prefix.words[i]!) >>> 0
    if (left >= 32 ? difference !== 0 : difference >>> (32 - left) !== 0) return false
  }
  return true
}

/** Who one reporter is, as far as an address can say: the whole of an IPv4 address, the /64 of an IPv6 one. */
export function hostText({ words }: Address): string {
  return words.length === 1 ? `4:${words[0]}` : `6:${words[0]}:${words[1]}`
}

/** The neighbourhood of an address: its /24, or its /48. */
export function neighbourhoodText({ words }: Address): string {
  return words.length === 1 ? `4:${words[0]! >>> 8}` : `6:${words[0]}:${words[1]! >>> 16}`
}
