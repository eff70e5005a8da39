import type { NewReport, ReportOutcome, ReportReceipt } from '../../shared/report.ts'
import type { Receipt } from '../locales/live.ts'

export type SendDeps = {
  fetch: typeof fetch
  /** Resolves after so many milliseconds, or earlier when the line is back. */
  wait(ms: number): Promise<void>
  /** Domain time, epoch milliseconds. */
  now(): number
  random(): number
  /** What became of it so far. */
  tell(receipt: Receipt): void
}

const ANSWER_MS = 15_000
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000
/** A server that says "later" this often is not asked again; a silent line is, as long as the page is open. */
const MOST_LATER = 4

export type Sent = { receipt: Receipt; countsFrom: string | null }

/**
 * Posts until it is known what became of the report. Every try carries the same id, so it stays one report; a later try says
 * when the button was pressed, because that is what it speaks of.
 */
export async function sendReport(report: NewReport, deps: SendDeps): Promise<Sent> {
  const pressedAt = deps.now()
  let later = 0
  for (let attempt = 0; ; attempt++) {
    const body = attempt === 0 ? report : { ...report, observed_at: new Date(pressedAt).toISOString() }
    const answer = await post(body, deps)
    if (answer?.ok) {
      const receipt = await readReceipt(answer)
      if (receipt !== undefined) return { receipt: receipt.outcome, countsFrom: receipt.counts_from }
    }
    if (answer === undefined || answer.ok) deps.tell('offline')
    else if (answer.status === 429) return { receipt: 'rate-limited', countsFrom: null }
    else if (answer.status !== 503 && answer.status !== 502 && answer.status !== 504)
      return { receipt: 'refused', countsFrom: null }
    else if (++later >= MOST_LATER) return { receipt: 'unavailable', countsFrom: null }
    await deps.wait(pause(attempt, answer, deps.random()))
  }
}

function post(body: NewReport, deps: SendDeps): Promise<Response | undefined> {
  return deps
    .fetch('/api/v1/reports', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS),
      keepalive: true,
    })
    .catch(() => undefined)
}

const OUTCOMES: Record<ReportOutcome, true> = { counted: true, repeat: true, changed: true }

/** Undefined: this is not what our server says. A hotel's network answered in its place, or the line broke in the middle. */
async function readReceipt(answer: Response): Promise<ReportReceipt | undefined> {
  try {
    const receipt: ReportReceipt | null = await answer.json()
    return receipt !== null && Object.hasOwn(OUTCOMES, receipt.outcome) ? receipt : undefined
  } catch {
    return undefined
  }
}

function pause(attempt: number, answer: Response | undefined, random: number): number {
  const asked = Number(answer?.headers.get('retry-after')) * 1000
  const backOff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt)
  // Spread, so that all who were waiting do not come back in the same moment.
  return Math.min(LONGEST_WAIT_MS, Math.max(backOff, asked || 0)) * (0.75 + random / 2)
}
