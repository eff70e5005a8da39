import { z } from 'zod'
import { Problem } from '../../../shared/problem.ts'
import type { OutboundAnswer } from '../../outbound.ts'

/** What came of a batch. Only what the server has named itself is ever taken for wrong: a page of somebody else's proves nothing. */
export type Verdict =
  | { kind: 'taken'; refused: number }
  /** This one is wrong, and the others were not stored either. */
  | { kind: 'wrong'; index: number; detail: string }
  | { kind: 'too-long' }
  | { kind: 'key'; detail: string }
  | { kind: 'away'; detail: string; retryAfterMs: number | undefined }

const Receipt = z.object({
  received: z.int(),
  stored: z.int(),
  repeated: z.int(),
  refused: z.int(),
})

/** Longer is not waited, whatever somebody says. */
const MAX_RETRY_AFTER_MS = 15 * 60_000

/** Reads the answer to a batch of `count` results. `now`: epoch milliseconds, for a Retry-After that is a date. */
export function readVerdict(answer: OutboundAnswer, count: number, now: number): Verdict {
  const { status } = answer
  if (status === 200) {
    const receipt = Receipt.safeParse(parseJson(answer.body)).data
    if (receipt?.received === count) return { kind: 'taken', refused: receipt.refused }
    return away('it answered, but not as a Brusio server does', answer, now)
  }
  const problem = readProblem(answer)
  const detail = problem?.detail ?? `it answered ${status}`
  if ((status === 401 || status === 403) && problem) return { kind: 'key', detail }
  if (status === 413) return { kind: 'too-long' }
  const index = Number(/^results\.(\d+)(\.|$)/.exec(problem?.field ?? '')?.[1] ?? Number.NaN)
  if ((status === 400 || status === 404) && index < count) return { kind: 'wrong', index, detail }
  return away(detail, answer, now)
}

/** Our own words for a refusal; undefined where they are somebody else's. */
export function readProblem({ headers, body }: OutboundAnswer): Problem | undefined {
  if (!String(headers['content-type'] ?? '').startsWith('application/problem+json')) return undefined
  return Problem.safeParse(parseJson(body)).data
}

export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}

function away(detail: string, { headers }: OutboundAnswer, now: number): Verdict {
  return { kind: 'away', detail, retryAfterMs: readRetryAfter(headers['retry-after'], now) }
}

/** RFC 9110, 10.2.3: seconds or a date. */
export function readRetryAfter(value: string | string[] | undefined, now: number): number | undefined {
  if (typeof value !== 'string') return undefined
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS)
}
