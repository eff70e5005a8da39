import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { WEBHOOK_VERSION } from '../../shared/webhook.ts'
import type { DeliveryFailure, WebhookChallenge, WebhookFarewell } from '../../shared/webhook.ts'
import type { Outbound } from '../outbound.ts'
import { sendSigned } from './send.ts'
import type { Receiver } from './send.ts'

const SECRET_BYTES = 32
const CHALLENGE_BYTES = 24

/** As Standard Webhooks writes it: between 24 and 64 bytes. */
export const newSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`
export const newChallenge = (): string => randomBytes(CHALLENGE_BYTES).toString('base64url')

const Echo = z.object({ challenge: z.string() })

/** Whether the receiver wants to be told: it has to answer a signed message with the challenge in it. Null: it does. */
export async function askReceiver(
  outbound: Outbound,
  receiver: Receiver,
  challenge: string,
  at: number,
): Promise<DeliveryFailure | null> {
  const message: WebhookChallenge = {
    type: 'webhook.confirm',
    timestamp: new Date(at).toISOString(),
    version: WEBHOOK_VERSION,
    data: { challenge },
  }
  const id = `confirm_${newChallenge()}`
  const { failure, answer } = await sendSigned(outbound, receiver, { id, body: JSON.stringify(message) }, { at })
  if (failure !== null) return failure
  return isEcho(answer, challenge) ? null : 'echo'
}

function isEcho(answer: string, challenge: string): boolean {
  try {
    return Echo.parse(JSON.parse(answer)).challenge === challenge
  } catch {
    return false
  }
}

/** The last that it hears of us, once, whether it takes it or not. */
export async function sayFarewell(
  outbound: Outbound,
  receiver: Receiver,
  { webhook, at, signal }: { webhook: string; at: number; signal?: AbortSignal },
): Promise<void> {
  const message: WebhookFarewell = {
    type: 'webhook.off',
    timestamp: new Date(at).toISOString(),
    version: WEBHOOK_VERSION,
    data: { webhook, reason: 'failed' },
  }
  const options = signal === undefined ? { at } : { at, signal }
  // Another each time that it is turned off, or who lets go of what they have had would not hear of the second.
  await sendSigned(outbound, receiver, { id: `off_${webhook}_${at}`, body: JSON.stringify(message) }, options)
}
