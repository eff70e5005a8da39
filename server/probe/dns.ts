import type { Resolver } from 'node:dns/promises'
import type { ProbeOutcome } from '../../shared/probe.ts'
import { OutboundError } from '../outbound.ts'
import type { Probe } from './answer.ts'
import { toAnswer } from './reading.ts'
import { toQuestion } from './target.ts'

/** What c-ares says. REFUSED is for who asks, as is 403: no evidence. */
const OUTCOME_OF_CODE: Record<string, ProbeOutcome> = {
  ENOTFOUND: 'dns', // NXDOMAIN
  ENODATA: 'dns',
  ESERVFAIL: 'dns',
  EREFUSED: 'blocked',
  EFORMERR: 'protocol',
  ENOTIMP: 'protocol',
  EBADRESP: 'protocol',
  ETIMEOUT: 'timeout',
  ECANCELLED: 'timeout',
  ECONNREFUSED: 'refused',
}

/** One question to one resolver, or to those of this machine in their order. Any answer will do, as long as there is one. */
export const probeDns: Probe = async ({ target }, { outbound, timeoutMs, signal }) => {
  const { name, type, resolver: address } = toQuestion(target)
  const startedAt = performance.now()
  const timings = { dns: null as number | null, connect: null, tls: null, first_byte: null }
  const toReading = (outcome: ProbeOutcome) => ({ outcome, status: null, timings, certificateExpiresAt: null })
  let resolver: Resolver | undefined
  const stop = () => resolver?.cancel()
  // Several servers in a row could each take all the time there is.
  const timer = setTimeout(stop, timeoutMs)
  signal.addEventListener('abort', stop, { once: true })
  try {
    resolver = outbound.resolver(address, { timeoutMs })
    const records = await resolver.resolve(name, type)
    timings.dns = Math.round((performance.now() - startedAt) * 10) / 10
    return toReading(Array.isArray(records) && records.length === 0 ? 'dns' : 'up')
  } catch (error) {
    if (signal.aborted) throw new OutboundError('stopped', timings, error)
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    return Object.hasOwn(OUTCOME_OF_CODE, code) ? toReading(OUTCOME_OF_CODE[code]!) : toAnswer(error)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}
