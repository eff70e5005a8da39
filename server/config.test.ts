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

it('shows metrics to this machine alone, unless it is told where, or not to', () => {
  expect(readConfig({}).metrics).toEqual({ host: '127.0.0.1', port: 9464, isAsked: false })
  const asked = readConfig({ METRICS_HOST: '::1', METRICS_PORT: '0' })
  expect(asked.metrics).toEqual({ host: '::1', port: 0, isAsked: true })
  expect(readConfig({ METRICS_PORT: 'off' }).metrics).toBeUndefined()
})

describe('a wrong setting is named', () => {
  it.each([
    ['PROBE_NETWORK', '3269'],
    ['PROBE_NETWORK', 'as0'],
    ['PROBE_NETWORK', 'local'],
    ['PROBES', 'yes'],
    ['PORT', '70000'],
    ['METRICS_PORT', 'on'],
    ['LOG_REQUESTS', 'yes'],
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
