import type { ProbeOutcome } from '../../shared/probe.ts'
import type { OutboundAnswer } from '../outbound.ts'
import type { Probe } from './answer.ts'
import { isChallenge } from './challenge.ts'
import { toAnswer } from './reading.ts'

/** Enough to see that a page comes; its pictures and scripts are not asked for. */
const MAX_BODY_BYTES = 64 * 1024

/** 999 is what LinkedIn tells machines. */
const BLOCKED = new Set([401, 403, 407, 429, 451, 999])

/** Asks for a page once. A redirect to another host is an answer like any other: the asked server works. */
export const probeHttp: Probe = async ({ target, keyword }, { outbound, timeoutMs, signal }) => {
  try {
    const answer = await outbound.get(target, { timeoutMs, maxBytes: MAX_BODY_BYTES, signal })
    const { status, timings, certificateExpiresAt } = answer
    const outcome = outcomeOfPage(answer, keyword)
    return { outcome, status: status <= 599 ? status : null, timings, certificateExpiresAt }
  } catch (error) {
    return toAnswer(error)
  }
}

export type Page = Pick<OutboundAnswer, 'status' | 'headers' | 'body'>

/** `blocked`: they answer, but not to machines like us, so it says nothing about people. */
export function outcomeOfPage({ status, headers, body }: Page, keyword?: string): ProbeOutcome {
  if (BLOCKED.has(status)) return 'blocked'
  const isGood = status >= 200 && status < 400
  // We have asked for no encoding. Where one comes all the same nobody unpacks it, and it says nothing of the keyword.
  const isReadable = (headers['content-encoding'] ?? 'identity') === 'identity'
  const isThere = keyword === undefined || !isReadable || contains(body, keyword)
  if (isChallenge(headers, isReadable ? body.toString('latin1') : '', isGood && isThere)) return 'blocked'
  return isGood ? (isThere ? 'up' : 'content') : 'status'
}

/** Pages say their encoding in many ways, rightly or not; it is one of these two. */
function contains(body: Buffer, keyword: string): boolean {
  return body.includes(keyword, 0, 'utf8') || body.includes(keyword, 0, 'latin1')
}
