import { z } from 'zod'
import { PROVIDER_SLUG } from './provider.ts'

/** Those of the known push services have 200 to 600 characters. */
export const MAX_PUSH_ENDPOINT = 1_000

const endpoint = z
  .string()
  .min(1)
  .max(MAX_PUSH_ENDPOINT)
  .describe('where the push service takes messages for this browser: https, on the public internet')
const provider = z.string().max(80).regex(PROVIDER_SLUG).describe('slug of the one that is waited for')

/** Of `PushSubscription.toJSON()`, with the provider whose return is to be told. */
export const NewPush = z.strictObject({
  endpoint,
  p256dh: z
    .string()
    .regex(/^B[\w-]{86}$/)
    .describe('`keys.p256dh`: a point on P-256, uncompressed, base64url'),
  auth: z
    .string()
    .regex(/^[\w-]{22}$/)
    .describe('`keys.auth`: 16 bytes, base64url'),
  provider,
  lang: z.enum(['it', 'en']).describe('of the notification'),
})
export type NewPush = z.infer<typeof NewPush>

export const PushStop = z.strictObject({ endpoint, provider })
export type PushStop = z.infer<typeof PushStop>

/** What is sent, encrypted for the browser: all that its notification says. `url` is an address on our own host. */
export type PushMessage = { title: string; body: string; url: string; lang: string; tag: string }
