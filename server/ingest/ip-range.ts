import { parseAddress } from './address.ts'

/** Both ends included: one word for IPv4, two for IPv6 (its upper half, for nobody is routed below a /64). */
export type Range = { start: number[]; end: number[]; network: number }

function parseEnd(text: string): number[] | undefined {
  if (!/^\d+$/.test(text)) return parseAddress(text)?.words.slice(0, 2)
  const small = Number(text)
  if (small < 2 ** 32) return [small]
  if (text.length > 39) return undefined
  const upper = BigInt(text) >> 64n
  return [Number(upper >> 32n), Number(upper & 0xffff_ffffn)]
}

/** One line of first address, last address, number, name. Undefined for headings and lines without a network. */
export function parseRange(line: string): Range | undefined {
  const [first = '', last = '', number = ''] = line.split(',', 3).map((field) => field.replace(/^\s*"?|"?\s*$/g, ''))
  const start = parseEnd(first)
  const end = parseEnd(last)
  const network = Number(number.replace(/^AS/i, ''))
  if (!start || !end || start.length !== end.length || !Number.isInteger(network)) return undefined
  return network > 0 && network < 2 ** 32 ? { start, end, network } : undefined
}
