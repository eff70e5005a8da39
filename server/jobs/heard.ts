import { MINUTE_MS } from '../../shared/time.ts'
import type { HeardProbe, Voice } from '../detect/voice.ts'
import type { HeardResult } from '../store/probes.ts'
import type { HeardVoice } from '../store/voices.ts'

/** As the detector takes it: what nobody knows is left out. */
export function toVoice(voice: HeardVoice): Voice {
  const { observedAt: at, answer, reporter, network, asn, host, problem, component, device, region } = voice
  const heard: Voice = { at, answer, reporter, network }
  if (asn !== null) heard.asn = asn
  if (host !== null) heard.host = host
  if (problem !== null) heard.problem = problem
  if (component !== null) heard.component = component
  if (device !== null) heard.device = device
  if (region !== null) heard.region = region
  return heard
}

/** What was blocked, or went wrong with ourselves, is evidence of nothing. An agent is known by its key; this server has none. */
export function toHeardProbe({ at, apiKeyId, component, outcome }: HeardResult): HeardProbe {
  const says = outcome === 'up' ? 'up' : outcome === 'blocked' || outcome === 'internal' ? 'none' : 'failed'
  const network = apiKeyId === null ? 'server' : `key-${apiKeyId}`
  return { at, network, outcome: says, ...(component === null ? {} : { component }) }
}

/** When inside the minute the voices of a history were heard nobody knows any more: evenly. */
export function spread(minute: number, voices: number): number[] {
  return Array.from({ length: voices }, (_, n) => minute + Math.floor(((n + 0.5) * MINUTE_MS) / voices))
}

/** JSON would write null, which the table refuses, or which is read back as a number. */
export function expectNumbers(value: unknown): void {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError('a judgement holds what is not a number')
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) expectNumbers(part)
}
