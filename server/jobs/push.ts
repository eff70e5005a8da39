import { setMaxListeners } from 'node:events'
import type { PushMessage } from '../../shared/push.ts'
import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import { pushTexts } from '../../web/locales/push.ts'
import type { Directory } from '../catalogue/directory.ts'
import type { Log } from '../log.ts'
import { PUSH_TIMEOUT_MS, sendPush } from '../notify/push-message.ts'
import type { PushIdentity } from '../notify/push-message.ts'
import { PUSH_SERVICES, pushServiceOf } from '../notify/push-services.ts'
import type { Outbound } from '../outbound.ts'
import type { Database } from '../store/db.ts'
import { claimPushes, delayPush, dropOldPushes, dropPush } from '../store/push.ts'
import type { PushClaim } from '../store/push.ts'
import { every } from './every.ts'
import type { OnTurn } from './every.ts'

/** Real time between two looks at who waits. */
const TICK_MS = 500
/** Real time between two looks at who has waited too long. */
const TIDY_MS = 10_000
/** So many are under way at once at each push service, and at all others together: a dead one takes no seats but its own. */
const AT_ONCE = 64
const AT_ONCE_ELSEWHERE = 16
/** So many are taken at a time; a service may go beyond its seats by as many. */
const CLAIMED_AT_ONCE = 64
const SEATS_IN_ALL = (PUSH_SERVICES.length + 1) * (AT_ONCE + CLAIMED_AT_ONCE)
/** Longer than an attempt can take: after it one whose process died is due again. */
const HOLD_MS = PUSH_TIMEOUT_MS + 30_000
/** Real time from a failed attempt to the next; after the last the news is none. */
export const PUSH_RETRY_MS: readonly number[] = [30_000, 2 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS]

export type PushDeps = {
  db: Database
  log: Log
  directory: Directory
  outbound: Outbound
  identity: () => Promise<PushIdentity>
  /** Real time, epoch milliseconds, which live is also that of the clock. */
  now?: () => number
  tickMs?: number
  timeoutMs?: number
  onTurn?: OnTurn | undefined
}

/**
 * Tells each who waits, once, that nothing is open any more at their service, and forgets them. A dead push service keeps no more than its
 * own seats. Only for an instance that shows what is so: a replay or a simulation tells nobody anything.
 */
export function startPushJob(deps: PushDeps): { close(): Promise<void> } {
  const { db, log, directory, outbound, now = Date.now, tickMs = TICK_MS, timeoutMs } = deps
  const stopping = new AbortController()
  setMaxListeners(SEATS_IN_ALL, stopping.signal)
  const seats = new Map<Promise<void>, string | null>()
  let tidyAt = 0

  async function tell(claim: PushClaim, identity: PushIdentity): Promise<void> {
    const provider = directory.byId(claim.providerId)
    if (provider === undefined) return dropPush(db, claim)
    const limits = { identity, signal: stopping.signal }
    const message = toMessage(claim, provider)
    const outcome = await sendPush(
      outbound,
      claim,
      message,
      timeoutMs === undefined ? limits : { ...limits, timeoutMs },
    )
    if (outcome === 'stopped') return delayPush(db, claim, now())
    const wait = outcome === 'later' ? PUSH_RETRY_MS[claim.attempts - 1] : undefined
    if (wait === undefined) return dropPush(db, claim)
    return delayPush(db, claim, now() + wait)
  }

  /** Those that have no seat left. */
  function full(): (string | null)[] {
    const taken = (service: string | null) => [...seats.values()].filter((one) => one === service).length
    return [...PUSH_SERVICES, null].filter((one) => taken(one) >= (one === null ? AT_ONCE_ELSEWHERE : AT_ONCE))
  }

  /** How many there were. */
  async function fill(identity: PushIdentity): Promise<number> {
    const at = now()
    const query = { now: at, holdUntil: at + HOLD_MS, limit: CLAIMED_AT_ONCE, known: PUSH_SERVICES, except: full() }
    const claims = await claimPushes(db, query)
    for (const claim of claims) {
      const seat = tell(claim, identity)
        // The endpoint is an address of somebody: it is in no log.
        .catch((error: unknown) => log.error({ err: error }, 'what came of a push could not be noted'))
        .finally(() => seats.delete(seat))
      seats.set(seat, pushServiceOf(claim.endpoint))
    }
    return claims.length
  }

  const job = every({
    ms: tickMs,
    log,
    name: 'push',
    onTurn: deps.onTurn,
    async run() {
      if (now() >= tidyAt) {
        await dropOldPushes(db, now())
        tidyAt = now() + TIDY_MS
      }
      const identity = await deps.identity()
      // Bounded: whoever is full is not asked for.
      while ((await fill(identity)) === CLAIMED_AT_ONCE);
    },
  })
  return {
    async close() {
      await job.close()
      stopping.abort()
      await Promise.all(seats.keys())
    },
  }
}

function toMessage(claim: PushClaim, { slug, name }: { slug: string; name: string }): PushMessage {
  const { lang } = claim
  const words = pushTexts[lang]
  const said = claim.withdrawn ? words.withdrawn(name) : words.resolved(name)
  return { ...said, url: `/${lang}/p/${slug}`, lang, tag: slug }
}
