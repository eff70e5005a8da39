import type { NewReport, ReportOutcome, ReportReceipt } from '../../shared/report.ts'
import type { Receipt } from '../locales/reporting.ts'

export type SendDeps = {
  fetch: typeof fetch
  /** Resolves after so many milliseconds, or earlier when the line is back or `signal` aborts. */
  wait(ms: number): Promise<void>
  /** Domain time, epoch milliseconds. */
  now(): number
  random(): number
  /** The line did not take it, and it will be tried again: this is what will be sent. */
  notYet(report: NewReport): void
  /** Aborted: whoever pressed has thought better of it. */
  signal: AbortSignal
}

const ANSWER_MS = 15_000
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000
/** A server that says "later" this often is not asked again; a silent line is, as long as the page is open. */
const MOST_LATER = 4

/** `answer` is there where the server took it. */
export type Sent = { receipt: Receipt; answer: ReportReceipt | null }

/**
 * Posts until it is known what became of the report. Every try carries the same id, so it stays one report; a later try says
 * when the button was pressed, because that is what it speaks of.
 */
export async function sendReport(report: NewReport, deps: SendDeps): Promise<Sent> {
  const again: NewReport = { ...report, observed_at: report.observed_at ?? new Date(deps.now()).toISOString() }
  let later = 0
  for (let attempt = 0; !deps.signal.aborted; attempt++) {
    const answer = await post(attempt === 0 ? report : again, deps)
    if (deps.signal.aborted) break
    if (answer?.ok) {
      const receipt = await readReceipt(answer)
      if (receipt !== undefined) return { receipt: receipt.outcome, answer: receipt }
    }
    if (answer === undefined || answer.ok) deps.notYet(again)
    else if (answer.status === 429) return { receipt: 'rate-limited', answer: null }
    else if (answer.status < 500) return { receipt: 'refused', answer: null }
    else if (++later >= MOST_LATER) return { receipt: 'unavailable', answer: null }
    await deps.wait(pause(attempt, answer, deps.random()))
  }
  return { receipt: 'discarded', answer: null }
}

function post(body: NewReport, { fetch, signal }: SendDeps): Promise<Response | undefined> {
  const silent = AbortSignal.timeout(ANSWER_MS)
  return fetch('/api/v1/reports', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.any === undefined ? silent : AbortSignal.any([silent, signal]),
    keepalive: true,
  }).catch(() => undefined)
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

/** Waits for real: until the time is over, the line is back, or nobody wants it any more. */
export function waitForLine(signal: AbortSignal): (ms: number) => Promise<void> {
  return (ms) =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        removeEventListener('online', done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      addEventListener('online', done)
      signal.addEventListener('abort', done)
    })
}
