import { describe, expect, it } from 'vitest'
import { hostText, isWithin, neighbourhoodText, parseAddress, parsePrefix } from './address.ts'
import { clientAddress, parseTrustedProxies } from './client-address.ts'

describe('the address of a sender', () => {
  const trusted = parseTrustedProxies(['10.0.0.0/8', '127.0.0.1', '2001:db8:f::/48'])
  const cases: [name: string, remote: string | undefined, forwardedFor: string | undefined, client: string][] = [
    ['is the socket, without a proxy', '203.0.113.9', undefined, '203.0.113.9'],
    ['is the socket, whatever a stranger claims', '203.0.113.9', '198.51.100.7', '203.0.113.9'],
    ['comes from a proxy we know', '10.1.2.3', '198.51.100.7', '198.51.100.7'],
    [
      'is counted from the right: what is left of it was written by the sender',
      '10.1.2.3',
      '1.1.1.1, 198.51.100.7',
      '198.51.100.7',
    ],
    [
      'is looked for behind several of our proxies',
      '10.1.2.3',
      '1.1.1.1, 198.51.100.7, 10.9.9.9,127.0.0.1',
      '198.51.100.7',
    ],
    ['is the last proxy where all of them are ours', '10.1.2.3', '10.0.0.4, 10.0.0.5', '10.0.0.4'],
    ['is the proxy where there is garbage', '10.1.2.3', 'unknown', '10.1.2.3'],
    ['is the last good hop before the garbage', '10.1.2.3', '198.51.100.7, <script>, 10.0.0.5', '10.0.0.5'],
    ['is the proxy where the header is empty or only commas', '10.1.2.3', ' , ,', '10.1.2.3'],
    ['may carry a port', '10.1.2.3', '198.51.100.7:4711', '198.51.100.7'],
    ['may be IPv6 with a port', '10.1.2.3', '[2001:db8::7]:4711', '2001:db8::7'],
    ['is IPv4 although the socket speaks IPv6', '::ffff:10.1.2.3', '198.51.100.7', '198.51.100.7'],
    ['comes from an IPv6 proxy', '2001:db8:f:1::1', '2001:db8:aa::1', '2001:db8:aa::1'],
    ['has no zone', 'fe80::1%eth0', undefined, 'fe80::1'],
    ['is nobody on a Unix socket', undefined, '198.51.100.7', '0.0.0.0'],
    [
      'is looked for ten hops deep and no further',
      '127.0.0.1',
      `9.9.9.9,${'10.0.0.1,'.repeat(30)}10.0.0.2`,
      '10.0.0.1',
    ],
  ]
  it.each(cases)('%s', (_name, remote, forwardedFor, client) => {
    expect(clientAddress(remote, forwardedFor, trusted)).toBe(client)
  })

  it('is the socket where no proxy is configured', () => {
    expect(clientAddress('127.0.0.1', '198.51.100.7', [])).toBe('127.0.0.1')
  })

  it.each(['10.0.0.0/33', '10.0.0', 'localhost', '::1/129', '10.0.0.0/8/8', '10.0.0.0/', '10.0.0.0/-1'])(
    'is not taken from the proxy %s, which is none',
    (entry) => {
      expect(() => parseTrustedProxies([entry])).toThrow(`TRUSTED_PROXIES: ${entry}`)
    },
  )
})

describe('an address', () => {
  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '1.2.3.4 ',
    '0x7f.1.1.1',
    ':::',
    '1::2::3',
    'g::1',
    '::1'.padEnd(70, '0'),
    '-1.2.3.4',
  ])('is not %o', (text) => {
    expect(parseAddress(text)).toBeUndefined()
  })

  it('is one host by its IPv4, or by the /64 of its IPv6, and its neighbourhood is its /24 or /48', () => {
    const host = (text: string) => hostText(parseAddress(text)!)
    const near = (text: string) => neighbourhoodText(parseAddress(text)!)
    expect(host('2001:db8:1:2::1')).toBe(host('2001:db8:1:2:ffff:ffff:ffff:ffff'))
    expect(host('2001:db8:1:2::1')).not.toBe(host('2001:db8:1:3::1'))
    expect(host('198.51.100.7')).not.toBe(host('198.51.100.8'))
    expect(host('::ffff:198.51.100.7')).toBe(host('198.51.100.7'))
    expect(near('198.51.100.7')).toBe(near('198.51.100.255'))
    expect(near('198.51.100.7')).not.toBe(near('198.51.101.7'))
    expect(near('2001:db8:1:2::1')).toBe(near('2001:db8:1:ffff::1'))
    expect(near('2001:db8:1::1')).not.toBe(near('2001:db8:2::1'))
  })

  it.each([
    ['255.255.255.255', '0.0.0.0/0', true],
    ['10.255.0.1', '10.0.0.0/8', true],
    ['11.0.0.1', '10.0.0.0/8', false],
    ['10.0.0.1', '::/0', false],
    ['2001:db8::1', '2001:db8::/127', true],
    ['2001:db8::2', '2001:db8::/127', false],
    ['2001:db8:0:0:8000::', '2001:db8::/65', false],
  ])('%s within %s: %s', (address, prefix, within) => {
    expect(isWithin(parseAddress(address)!, parsePrefix(prefix)!)).toBe(within)
  })
})
