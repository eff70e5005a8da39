import { MINUTE_MS } from '../../shared/time.ts'
import type { Details, HeardProbe, Spoken, Voice } from '../detect/voice.ts'
import type { MinuteProblems } from '../store/minutes.ts'
import type { HeardResult } from '../store/probes.ts'
import type { HeardVoice } from '../store/voices.ts'

/** As the detector takes it: what nobody knows is left out. */
export function toVoice(voice: HeardVoice): Voice {
  const { observedAt: at, answer, reporter, network, asn, host } = voice
  const heard: Voice = { at, answer, reporter, network }
  if (asn !== null) heard.asn = asn
  if (host !== null) heard.host = host
  return Object.assign(heard, detailsOf(voice))
}

/** The voice itself, or what was added to it later. */
export function toSpoken(voice: HeardVoice): Spoken {
  const { receivedAt: at, observedAt: of, turn, answer, reporter, before } = voice
  if (before === null) return toVoice(voice)
  return { at, of, turn, answer, reporter, before, now: detailsOf(voice) }
}

function detailsOf({ problem, component, device, region }: HeardVoice): Details {
  const details: Details = {}
  if (problem !== null) details.problem = problem
  if (component !== null) details.component = component
  if (device !== null) details.device = device
  if (region !== null) details.region = region
  return details
}

/** No answer came: a wall against our own probes looks the same. */
const SILENT = new Set<HeardResult['outcome']>(['timeout', 'refused', 'reset', 'unreachable'])

/** What was blocked, or went wrong with ourselves, is evidence of nothing. `place`: agents that share a network are one. */
export function toHeardProbe({ at, apiKeyId, component, outcome, probeId }: HeardResult, place: string): HeardProbe {
  const isNone = outcome === 'blocked' || outcome === 'internal'
  const says = outcome === 'up' ? 'up' : isNone ? 'none' : SILENT.has(outcome) ? 'silent' : 'failed'
  const asker = apiKeyId === null ? {} : { asker: `key-${apiKeyId}` }
  return {
    at,
    network: place,
    ...asker,
    target: `p${probeId}`,
    outcome: says,
    ...(component === null ? {} : { component }),
  }
}

/** The voices of a history, in order. When inside its minute each was heard nobody knows any more: evenly. */
export function* voicesOf(minutes: readonly MinuteProblems[]): Generator<Voice, undefined> {
  for (const { minute, problems, of = [] } of minutes) {
    const said = of.flatMap(([value, n]) => Array.from({ length: n }, () => toFacets(value)))
    for (let n = 0; n < problems; n += 1) {
      yield { at: minute + Math.floor(((n + 0.5) * MINUTE_MS) / problems), answer: 'problem', ...said[n] }
    }
  }
}

function toFacets(value: string): Pick<Voice, 'component' | 'device'> {
  const [component, device] = value.split('/').map((part) => (part === '-' ? undefined : part))
  return { ...(component && { component }), ...(device && { device }) }
}

/** JSON would write null, which the table refuses, or which is read back as a number. */
export function expectNumbers<T>(value: T): T {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError('a judgement holds what is not a number')
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) expectNumbers(part)
  return value
}
