import { expect, it } from 'vitest'
import { agentNetwork } from './agent-network.ts'

const unknown = () => null
const named = (address: string) => agentNetwork(address, unknown).network

it('names a network by its number', () => {
  expect(agentNetwork('151.8.0.1', ({ words }) => (words[0]! >>> 24 === 151 ? 3269 : null))).toEqual({
    network: 'as3269',
    asn: 3269,
  })
})

it.each([
  '127.0.0.1',
  '10.1.2.3',
  '192.168.0.9',
  '172.17.0.1',
  '100.64.0.1',
  '169.254.1.1',
  '0.0.0.0',
  '::1',
  'fd00::1',
])('takes %s for our own network, whatever a table says', (address) =>
  expect(agentNetwork(address, () => 64_512)).toEqual({ network: 'local', asn: null }),
)

it('takes an IPv4 address inside IPv6 for what it is', () => {
  expect(named('::ffff:10.0.0.1')).toBe('local')
  expect(named('::ffff:8.8.8.8')).toBe(named('8.8.8.8'))
})

it('tells networks without a number by their /24 or /48, without saying which', () => {
  expect(named('8.8.8.1')).toMatch(/^net-[0-9a-f]{12}$/)
  expect(named('8.8.8.1')).toBe(named('8.8.8.254'))
  expect(named('8.8.8.1')).not.toBe(named('8.8.9.1'))
  expect(named('2a00:1450:4001::1')).toBe(named('2a00:1450:4001:ffff::9'))
  expect(named('2a00:1450:4001::1')).not.toBe(named('2a00:1450:4002::1'))
})
