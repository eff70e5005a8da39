import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

it('needs nothing', () => {
  expect(readConfig({})).toMatchObject({ port: 8080, probes: true, probeTargets: undefined, probeNetwork: undefined })
  expect(readConfig({ PROBE_TARGETS: '', PROBE_NETWORK: '' })).toEqual(readConfig({}))
})

it('reads where its own targets are, and in which network it is', () => {
  const { probeTargets, probeNetwork } = readConfig({ PROBE_TARGETS: 'targets.json', PROBE_NETWORK: 'AS3269' })
  expect([probeTargets, probeNetwork]).toEqual([path.resolve('targets.json'), 'as3269'])
})

describe('a wrong setting is named', () => {
  it.each([
    ['PROBE_NETWORK', '3269'],
    ['PROBE_NETWORK', 'as0'],
    ['PROBE_NETWORK', 'local'],
    ['PROBES', 'yes'],
    ['PORT', '70000'],
    ['PUBLIC_URL', 'https://somebody:secret@brusio.example'],
    ['PUBLIC_URL', 'https://brusio.example/?a=b'],
    ['PUBLISHER_CONTACT', 'javascript:alert(1)'],
    ['PUBLISHER_NAME', 'A\nB'],
    ['PUBLISHER_HOSTING', 'A\nB'],
    ['PUBLISHER_HOSTING', 'x'.repeat(201)],
  ])('%s=%s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError)
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name}: `))
  })
})
