import { createECDH } from 'node:crypto'
import webPush from 'web-push'
import type { PushMessage } from '../../shared/push.ts'
import { HOUR_MS } from '../../shared/time.ts'
import { OutboundError } from '../outbound.ts'
import type { Outbound } from '../outbound.ts'

/** For all of it. */
export const PUSH_TIMEOUT_MS = 10_000
/** So long a push service keeps it for a phone that is off: after that it is no news. */
const TTL_S = 12 * (HOUR_MS / 1_000)
/** Of an answer; only its status is read. */
const MAX_ANSWER_BYTES = 1_024

/** Whom a push service can ask about us (VAPID, RFC 8292); without it none is sent. */
export function pushSubject(config: {
  publicUrl: string | undefined
  publisher?: { contact?: string | undefined } | undefined
}): string | undefined {
  if (config.publicUrl?.startsWith('https:')) return config.publicUrl
  const contact = config.publisher?.contact
  return contact === undefined || contact.startsWith('https:') ? contact : `mailto:${contact}`
}

export const makePushKeys = (): { publicKey: string; privateKey: string } => webPush.generateVAPIDKeys()

/** Whether something can be encrypted for it: the bytes of a point that lies on the curve. */
export function isPushKey(p256dh: string): boolean {
  const ours = createECDH('prime256v1')
  ours.generateKeys()
  try {
    return ours.computeSecret(Buffer.from(p256dh, 'base64url')).length > 0
  } catch {
    return false
  }
}

export type PushTo = { endpoint: string; p256dh: string; auth: string }
export type PushIdentity = { subject: string; publicKey: string; privateKey: string }

/** `taken`; `never`: it will not be, however often; `later`: it may be; `stopped`: it was we who ended. */
export type PushOutcome = 'taken' | 'never' | 'later' | 'stopped'

/** One attempt, encrypted for the browser (RFC 8291) and signed by us (RFC 8292). Does not throw. */
export async function sendPush(
  outbound: Outbound,
  to: PushTo,
  message: PushMessage,
  {
    identity,
    signal,
    timeoutMs = PUSH_TIMEOUT_MS,
  }: { identity: PushIdentity; signal: AbortSignal; timeoutMs?: number },
): Promise<PushOutcome> {
  try {
    const { headers, body } = webPush.generateRequestDetails(
      { endpoint: to.endpoint, keys: { p256dh: to.p256dh, auth: to.auth } },
      JSON.stringify(message),
      { vapidDetails: identity, TTL: TTL_S },
    )
    const { status } = await outbound.post(to.endpoint, {
      body,
      headers: { 'user-agent': 'Brusio-Push/1', ...headersOf(headers) },
      maxBytes: MAX_ANSWER_BYTES,
      timeoutMs,
      signal,
    })
    return outcomeOf(status)
  } catch (error) {
    // What cannot be encrypted, or lies where we do not go, is so the next time too.
    if (!(error instanceof OutboundError) || error.failure === 'address') return 'never'
    if (error.status !== null) return outcomeOf(error.status)
    return error.failure === 'stopped' ? 'stopped' : 'later'
  }
}

/** In lower case, so that none stands there twice; the length is counted where it is sent. */
function headersOf(given: object): Record<string, string> {
  const lower = Object.entries(given).map(([name, value]) => [name.toLowerCase(), String(value)] as const)
  return Object.fromEntries(lower.filter(([name]) => name !== 'content-length'))
}

/** What is about us (who we say we are, how much we send) and not about this browser. */
const PASSING = new Set([401, 403, 408, 429])

/** 404 and 410: the browser has taken it back (RFC 8030, 7.3). */
function outcomeOf(status: number): PushOutcome {
  if (status >= 200 && status < 300) return 'taken'
  return PASSING.has(status) || status >= 500 ? 'later' : 'never'
}
