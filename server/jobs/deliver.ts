import { setMaxListeners } from 'node:events'
import type { Mode } from '../../shared/live.ts'
import { WEBHOOK_VERSION, WebhookMessage } from '../../shared/webhook.ts'
import type { Log } from '../log.ts'
import { sayFarewell } from '../notify/confirmation.ts'
import { retryAfterMs } from '../notify/schedule.ts'
import { SEND_TIMEOUT_MS, sendSigned } from '../notify/send.ts'
import type { Sent } from '../notify/send.ts'
import type { Outbound } from '../outbound.ts'
import type { Database } from '../store/db.ts'
import { toIncident } from '../store/incidents.ts'
import { claimDeliveries, settleDeliveries } from '../store/outbox.ts'
import type { Claim, Settled } from '../store/outbox.ts'
import { every } from './every.ts'
import type { OnTurn } from './every.ts'

/** Real time between two looks into the outbox. */
const TICK_MS = 250
/** So many are under way at once; those that failed before have seats of their own, so that the dead keep nobody waiting. */
const FRESH_AT_ONCE = 256
const RETRIES_AT_ONCE = 64
/** Longer than an attempt can take: after it a delivery whose process died is due again. */
const HOLD_MS = SEND_TIMEOUT_MS + 30_000

export type DeliverDeps = {
  db: Database
  log: Log
  outbound: Outbound
  mode: Mode
  /** Real time, epoch milliseconds: attempts, waits and signatures live on it. */
  now?: () => number
  random?: () => number
  tickMs?: number
  timeoutMs?: number
  onTurn?: OnTurn | undefined
}

/**
 * Sends what the outbox holds, to many receivers at once and to each one after the other, in order. What fails is tried again for a day;
 * then its receiver is told nothing more. While the database is away nothing is sent; what was under way when we stop is sent again.
 */
export function startDeliverJob(deps: DeliverDeps): { close(): Promise<void> } {
  const { db, log, outbound, mode, now = Date.now, random = Math.random, tickMs = TICK_MS, timeoutMs } = deps
  const stopping = new AbortController()
  setMaxListeners(FRESH_AT_ONCE + RETRIES_AT_ONCE, stopping.signal)
  const under = { fresh: new Set<Promise<void>>(), retries: new Set<Promise<void>>() }
  const outcomes = createOutcomes(db, log)

  function wordsOf(claim: Claim): string | undefined {
    try {
      return JSON.stringify(toMessage(claim, mode))
    } catch (error) {
      log.error({ err: error, delivery: claim.id }, 'there is no message to be made of a delivery')
      return undefined
    }
  }

  async function deliver(claim: Claim): Promise<void> {
    const begunAt = now()
    const body = wordsOf(claim)
    if (body === undefined) return await outcomes.add(unsayable(claim, begunAt))
    const receiver = { url: claim.url, secrets: [claim.secret, ...(claim.oldSecret === null ? [] : [claim.oldSecret])] }
    const message = { id: claim.id, body }
    const limits = { at: begunAt, signal: stopping.signal, ...(timeoutMs === undefined ? {} : { timeoutMs }) }
    const sent = await sendSigned(outbound, receiver, message, limits)
    const settled = settle(claim, sent, { begunAt, at: now() }, random)
    await outcomes.add(settled)
    if (settled.off === null) return
    log.info({ webhook: claim.webhookId, reason: settled.off }, 'a webhook is told nothing more')
    if (settled.off !== 'failed') return
    await sayFarewell(outbound, receiver, { webhook: claim.webhookId, at: now(), signal: stopping.signal })
  }

  async function fill(seats: Set<Promise<void>>, atOnce: number, fresh: boolean): Promise<void> {
    const limit = atOnce - seats.size
    if (limit <= 0) return
    const at = now()
    for (const claimed of await claimDeliveries(db, { now: at, holdUntil: at + HOLD_MS, limit, fresh })) {
      const seat = deliver(claimed)
        .catch((error: unknown) => log.error({ err: error, delivery: claimed.id }, 'a delivery could not be noted'))
        .finally(() => seats.delete(seat))
      seats.add(seat)
    }
  }

  const job = every({
    ms: tickMs,
    log,
    name: 'deliver',
    onTurn: deps.onTurn,
    async run() {
      await fill(under.fresh, FRESH_AT_ONCE, true)
      await fill(under.retries, RETRIES_AT_ONCE, false)
    },
  })
  return {
    async close() {
      await job.close()
      stopping.abort()
      await Promise.all([...under.fresh, ...under.retries])
    },
  }
}

/** Our own fault, and no reason to hold up what comes after it; its owner can ask for it again. */
const unsayable = ({ id, attempts, url }: Claim, at: number): Settled => {
  const came = { status: null, failure: 'internal', begunAt: at, ms: 0 }
  return { id, attempts, url, at, delivered: false, nextAt: null, off: null, ...came }
}

/** What an attempt means: taken, once more later, or never again. */
function settle(claim: Claim, sent: Sent, when: { begunAt: number; at: number }, random: () => number): Settled {
  const { status, failure } = sent
  const { begunAt, at } = when
  const { id, attempts, url } = claim
  const came = { delivered: failure === null, status, failure, begunAt, ms: Math.max(0, at - begunAt) }
  const base = { id, attempts, url, at, nextAt: null, off: null, ...came }
  if (failure === null) return base
  // It was we who stopped; whether the receiver has taken it nobody knows.
  if (failure === 'stopped') return { ...base, nextAt: at }
  if (failure === 'gone') return { ...base, off: 'gone' }
  const wait = retryAfterMs(attempts, random)
  return wait === undefined ? { ...base, off: 'failed' } : { ...base, nextAt: at + wait }
}

/** The incident as it stands now; the event as it was. What the schema does not know is left out. */
export function toMessage(claim: Claim, mode: Mode): WebhookMessage {
  const { name, sequence, at, type, from, to, reason, incident } = claim
  return WebhookMessage.parse({
    type: name,
    timestamp: new Date(at).toISOString(),
    version: WEBHOOK_VERSION,
    mode,
    sequence,
    data: { event: { type, from, to, ...(reason === null ? {} : { reason }) }, incident: toIncident(incident) },
  })
}

/** Many outcomes in one statement: what comes while one is written goes with the next. */
function createOutcomes(db: Database, log: Log) {
  let waiting: { settled: Settled; done: () => void; fail: (error: unknown) => void }[] = []
  let writing = false

  async function write(): Promise<void> {
    writing = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        await settleDeliveries(
          db,
          batch.map(({ settled }) => settled),
        )
        for (const { done } of batch) done()
      } catch (error) {
        log.debug({ err: error, outcomes: batch.length }, 'outcomes could not be written; they are due again')
        for (const { fail } of batch) fail(error)
      }
    }
    writing = false
  }

  return {
    add: (settled: Settled) =>
      new Promise<void>((done, fail) => {
        waiting.push({ settled, done, fail })
        if (!writing) void write()
      }),
  }
}
