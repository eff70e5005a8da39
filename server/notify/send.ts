import { Webhook } from 'standardwebhooks'
import type { DeliveryFailure } from '../../shared/webhook.ts'
import { OutboundError } from '../outbound.ts'
import type { Outbound } from '../outbound.ts'

/** `secrets`: each signs, so that a receiver may change from one to the next. */
export type Receiver = { url: string; secrets: readonly string[] }
export type SignedMessage = { id: string; body: string }
export type Sent = { status: number | null; failure: DeliveryFailure | null; answer: string }

/** For all of it: a receiver that has taken a message says so, and does its work after that. */
export const SEND_TIMEOUT_MS = 10_000
/** Of an answer; the rest is not read. An echo fits well within it. */
const MAX_ANSWER_BYTES = 4_096
const GONE = 410

/** Standard Webhooks: one signature for each secret. `at` is the real time of this attempt. */
export function signatureHeaders(secrets: readonly string[], message: SignedMessage, at: number) {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(message.id, new Date(at), message.body))
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(Math.floor(at / 1_000)),
    'webhook-signature': signatures.join(' '),
  }
}

/** One attempt. A 2xx is taken, whatever comes with it and however that ends; a redirect is not followed. Does not throw. */
export async function sendSigned(
  outbound: Outbound,
  receiver: Receiver,
  message: SignedMessage,
  { at, timeoutMs = SEND_TIMEOUT_MS, signal }: { at: number; timeoutMs?: number; signal?: AbortSignal },
): Promise<Sent> {
  const limits = { timeoutMs, maxBytes: MAX_ANSWER_BYTES, ...(signal === undefined ? {} : { signal }) }
  try {
    const headers = { 'user-agent': 'Brusio-Webhooks/1', ...signatureHeaders(receiver.secrets, message, at) }
    const { status, body } = await outbound.post(receiver.url, { body: message.body, headers, ...limits })
    return { status, failure: failureOf(status), answer: body.toString('utf8') }
  } catch (error) {
    if (!(error instanceof OutboundError)) return { status: null, failure: 'internal', answer: '' }
    const { status, failure } = error
    return { status, failure: status === null ? failure : failureOf(status), answer: '' }
  }
}

function failureOf(status: number): DeliveryFailure | null {
  if (status >= 200 && status < 300) return null
  if (status === GONE) return 'gone'
  return status >= 300 && status < 400 ? 'redirect' : 'status'
}
