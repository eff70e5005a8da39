import { setTimeout as pause } from 'node:timers/promises'
import { PROBE_RESULTS_PER_POST } from '../../../shared/probe.ts'
import type { NewProbeResult, NewProbeResults } from '../../../shared/probe.ts'
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts'
import type { Log } from '../../log.ts'
import type { OutboundAnswer } from '../../outbound.ts'
import { readVerdict } from './server-answer.ts'
import type { Verdict } from './server-answer.ts'
import type { Spool } from './spool.ts'

export type Sender = {
  /** So many more lie in the spool. */
  wake(appended: number): void
  /** Sends what it can in a few seconds; the rest stays in the spool. */
  close(): Promise<void>
}

export type SenderOptions = {
  spool: Spool
  post: (body: string, signal: AbortSignal) => Promise<OutboundAnswer>
  resolvers: () => string[]
  log: Log
  /** Epoch milliseconds. */
  now: () => number
  /** In [0, 1). */
  random?: () => number
  everyMs?: number
  backoffMs?: number
  keyRetryMs?: number
  flushMs?: number
}

const EVERY_MS = 2_000
const BACKOFF_MS = 2_000
const MAX_BACKOFF_MS = MINUTE_MS
const KEY_RETRY_MS = MINUTE_MS
const FLUSH_MS = 5_000
/** The server takes those of 72 hours; on the way they grow older. */
const KEEP_MS = 72 * HOUR_MS - 5 * MINUTE_MS

/**
 * Takes results out of the spool, oldest first, and posts them, a batch at a time; a batch leaves the spool when the server has said that it has
 * it. Where the server is away, is busy or does not take the key, it waits and tries again. A result that the server itself calls
 * wrong is dropped, and said.
 */
export function startSender(options: SenderOptions): Sender {
  const { spool, post, resolvers, log, now, random = Math.random } = options
  const { everyMs = EVERY_MS, backoffMs = BACKOFF_MS, keyRetryMs = KEY_RETRY_MS, flushMs = FLUSH_MS } = options
  const closing = new AbortController()
  const cut = new AbortController()
  let resting: AbortController | undefined
  let unseen = 0
  let failures = 0
  let trouble: string | undefined
  let most = PROBE_RESULTS_PER_POST

  /** How long to wait before the next round. */
  async function round(): Promise<number> {
    unseen = 0
    const { results, end, more, expired, unreadable } = await spool.peek(most, now() - KEEP_MS)
    if (expired > 0)
      log.warn({ lost: expired }, 'results older than three days are dropped: the server takes them no more')
    if (unreadable > 0) log.warn({ lost: unreadable }, 'results that cannot be read are passed over')
    const wait = results.length === 0 ? undefined : await deliver(results)
    if (wait !== undefined) return wait
    spool.settle(end)
    return more ? 0 : everyMs
  }

  /** undefined: all of them are settled. */
  async function deliver(results: readonly NewProbeResult[]): Promise<number | undefined> {
    const left = [...results]
    let dropped = 0
    let why = ''
    while (left.length > 0) {
      const verdict = await ask(left)
      if (verdict.kind === 'taken') {
        if (verdict.refused > 0)
          log.warn({ lost: verdict.refused }, 'the server has too many targets of a provider: results were not stored')
        break
      }
      if (verdict.kind === 'wrong') {
        left.splice(verdict.index, 1)
        dropped++
        why = verdict.detail
      } else if (verdict.kind === 'too-long' && left.length > 1) {
        most = Math.max(1, Math.floor(left.length / 2))
        return 0
      } else if (verdict.kind === 'too-long') {
        left.pop()
        dropped++
        why = 'one result is too long for it'
      } else return later(verdict)
    }
    if (dropped > 0) log.warn({ lost: dropped, reason: why }, 'the server calls results wrong: they are dropped')
    failures = 0
    if (trouble !== undefined) log.info('the server takes results again')
    trouble = undefined
    return undefined
  }

  async function ask(results: NewProbeResult[]): Promise<Verdict> {
    const body: NewProbeResults = { results, resolvers: resolvers() }
    try {
      const answer = await post(JSON.stringify(body), cut.signal)
      return readVerdict(answer, results.length, now())
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      return { kind: 'away', detail, retryAfterMs: undefined }
    }
  }

  function later(verdict: Extract<Verdict, { kind: 'key' | 'away' }>): number {
    const { kind, detail } = verdict
    // Said when it begins; it may go on for days.
    if (kind !== trouble && kind === 'key')
      log.error({ reason: detail }, 'the server does not take this key: results are kept')
    if (kind !== trouble && kind === 'away') log.warn({ reason: detail }, 'the server takes no results: they are kept')
    trouble = kind
    failures++
    if (kind === 'key') return keyRetryMs * (1 + random() / 10)
    const grown = Math.min(backoffMs * 2 ** (failures - 1), MAX_BACKOFF_MS)
    return (verdict.retryAfterMs ?? grown / 2) + (grown / 2) * random()
  }

  async function run(): Promise<void> {
    for (let wait = everyMs; !closing.signal.aborted;) {
      resting = new AbortController()
      if (unseen >= most && trouble === undefined) wait = 0
      await pause(wait, undefined, { signal: AbortSignal.any([closing.signal, resting.signal]) }).catch(() => {})
      resting = undefined
      if (!closing.signal.aborted) wait = await attempt()
    }
  }

  async function attempt(): Promise<number> {
    try {
      return await round()
    } catch (error) {
      log.error({ err: error }, 'the spool cannot be read or written')
      return MAX_BACKOFF_MS
    }
  }

  const running = run()
  return {
    wake(appended) {
      unseen += appended
      if (unseen >= most && trouble === undefined) resting?.abort()
    },
    async close() {
      closing.abort()
      const timer = setTimeout(() => cut.abort(), flushMs)
      await running
      // In trouble one more try is enough.
      while (!cut.signal.aborted && (await attempt()) === 0);
      clearTimeout(timer)
    },
  }
}
