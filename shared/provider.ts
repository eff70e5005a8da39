import { z } from 'zod'

export const CATEGORIES = [
  'mail',
  'messaging',
  'social',
  'bank',
  'payment',
  'mobile',
  'fixed',
  'cloud',
  'streaming',
  'game',
  'public',
  'shop',
  'work',
] as const
export const Category = z.enum(CATEGORIES)
export type Category = z.infer<typeof Category>

/** What can be wrong. Each category offers the kinds that fit it (`server/catalogue/problems.ts`). */
export const PROBLEM_KINDS = [
  'cannot-open',
  'cannot-log-in',
  'cannot-receive',
  'cannot-send',
  'bounced',
  'old-mail-missing',
  'slow',
  'cannot-load-media',
  'cannot-post',
  'cannot-call',
  'no-signal',
  'no-internet',
  'cannot-pay',
  'cannot-play',
  'poor-quality',
  'app-crashes',
  'errors',
  'other',
] as const
export const ProblemKind = z.enum(PROBLEM_KINDS)
export type ProblemKind = z.infer<typeof ProblemKind>

export const DEVICES = ['web', 'ios', 'android', 'desktop'] as const
export const Device = z.enum(DEVICES)
export type Device = z.infer<typeof Device>

export const COMPONENT_SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/
export const PROVIDER_SLUG = COMPONENT_SLUG

/** A part of a provider that can fail by itself: webmail, app, imap, sending, pec… */
export const Component = z.object({
  slug: z.string().regex(COMPONENT_SLUG).max(40),
  name: z.object({ it: z.string().min(1).max(60), en: z.string().min(1).max(60) }),
})
export type Component = z.infer<typeof Component>

/** A provider as programs see it. `state` and the numbers come beside it (`shared/series.ts`). */
export const Provider = z.object({
  slug: z.string(),
  name: z.string(),
  category: Category,
  operator: z.object({ slug: z.string(), name: z.string() }).nullable(),
  homepage: z.string(),
  status_page: z.string().nullable(),
  support_page: z.string().nullable(),
  helpline: z.string().nullable(),
  countries: z.array(z.string()).describe('ISO 3166-1 alpha-2; empty: everywhere'),
  aliases: z.array(z.string()),
  domains: z.array(z.string()),
  components: z.array(Component),
  problems: z.array(ProblemKind),
})
export type Provider = z.infer<typeof Provider>
