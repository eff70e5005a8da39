import { describe, expect, it } from 'vitest'
import type { ProbeOutcome, ProbeTimings } from '../../shared/probe.ts'
import { OutboundError, createOutbound } from '../outbound.ts'
import type { Failure, Outbound } from '../outbound.ts'
import { outcomeOfPage, probeHttp } from './http.ts'

const timings: ProbeTimings = { dns: 1, connect: 2, tls: 3, first_byte: 4 }
const answering = (status: number): Outbound => ({
  ...createOutbound(),
  get: async () => ({
    status,
    headers: {},
    body: Buffer.alloc(0),
    truncated: false,
    timings,
    certificateExpiresAt: null,
  }),
})
const failing = (failure: Failure): Outbound => ({
  ...createOutbound(),
  get: () => Promise.reject(new OutboundError(failure, timings, 'no')),
})
const target = { provider: 'mail', kind: 'http' as const, target: 'https://mail.example/', every_ms: 60_000 }
const look = (outbound: Outbound) =>
  probeHttp(target, { outbound, timeoutMs: 1_000, signal: new AbortController().signal })

describe('probeHttp', () => {
  it.each<[status: number, outcome: ProbeOutcome]>([
    [200, 'up'],
    [204, 'up'],
    [301, 'up'],
    [400, 'status'],
    [404, 'status'],
    [500, 'status'],
    [503, 'status'],
    [401, 'blocked'],
    [403, 'blocked'],
    [429, 'blocked'],
    [451, 'blocked'],
    [999, 'blocked'],
  ])('takes %i as %s', async (status, outcome) => {
    expect(await look(answering(status))).toEqual({
      outcome,
      status: status === 999 ? null : status,
      timings,
      certificateExpiresAt: null,
    })
  })

  it('takes a challenge for machines as no evidence, whatever its status', () => {
    const page = { status: 503, headers: { 'cf-mitigated': 'challenge' }, body: Buffer.alloc(0) }
    expect(outcomeOfPage(page)).toBe('blocked')
  })

  it.each<[failure: Failure, outcome: ProbeOutcome]>([
    ['dns', 'dns'],
    ['refused', 'refused'],
    ['timeout', 'timeout'],
    ['tls', 'tls'],
    ['reset', 'reset'],
    ['protocol', 'protocol'],
    ['address', 'internal'],
  ])('takes the failure %s as %s, with how far it came', async (failure, outcome) => {
    expect(await look(failing(failure))).toEqual({ outcome, status: null, timings, certificateExpiresAt: null })
  })

  it('has no reading when it was told to stop', async () => {
    await expect(look(failing('stopped'))).rejects.toThrow(OutboundError)
  })
})
