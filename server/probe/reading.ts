import type { ProbeOutcome } from '../../shared/probe.ts'
import { OutboundError } from '../outbound.ts'
import type { Dialogue, Failure } from '../outbound.ts'
import type { Probe, ProbeAnswer } from './answer.ts'
import { toEndpoint } from './target.ts'

/** A name that points into our own network says something about our resolver, not about the provider. */
const OUTCOME_OF_FAILURE: Record<Exclude<Failure, 'stopped'>, ProbeOutcome> = {
  address: 'internal',
  dns: 'dns',
  refused: 'refused',
  unreachable: 'unreachable',
  timeout: 'timeout',
  tls: 'tls',
  reset: 'reset',
  protocol: 'protocol',
  internal: 'internal',
}

/** A failure on the way, as a reading; what is none is thrown on. */
export function toAnswer(error: unknown): ProbeAnswer {
  if (!(error instanceof OutboundError) || error.failure === 'stopped') throw error
  const { failure, timings, certificateExpiresAt } = error
  return { outcome: OUTCOME_OF_FAILURE[failure], status: null, timings, certificateExpiresAt }
}

export type Heard = { outcome: ProbeOutcome; status?: number }

/** A kind that opens a socket and talks: the talk says what it heard, the rest is the same for all. */
export function toProbe(talk: (dialogue: Dialogue, target: Parameters<Probe>[0]) => Promise<Heard>): Probe {
  return async (target, { outbound, timeoutMs, signal }) => {
    let dialogue: Dialogue | undefined
    try {
      dialogue = await outbound.connect(toEndpoint(target.kind, target.target), { timeoutMs, signal })
      const { outcome, status = null } = await talk(dialogue, target)
      const { timings, certificateExpiresAt } = dialogue
      return { outcome, status, timings, certificateExpiresAt }
    } catch (error) {
      return toAnswer(error)
    } finally {
      dialogue?.close()
    }
  }
}

/** What they say is not in their protocol. */
export function unspoken({ timings, certificateExpiresAt }: Dialogue, line: string): OutboundError {
  return new OutboundError('protocol', timings, JSON.stringify(line.slice(0, 80)), certificateExpiresAt)
}

/** Takes leave of a server or of a matter, and does not mind how it is taken: what was to be heard has been heard. */
export async function leave(dialogue: Dialogue, line: string): Promise<void> {
  dialogue.say(line)
  await dialogue.line().catch(() => undefined)
}
