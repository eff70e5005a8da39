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
export const Category = z.enum(CATEGORIES).describe('what kind of service')
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
export const ProblemKind = z.enum(PROBLEM_KINDS).describe('what is wrong')
export type ProblemKind = z.infer<typeof ProblemKind>

export const DEVICES = ['web', 'ios', 'android', 'desktop'] as const
export const Device = z.enum(DEVICES).describe('kind of device')
export type Device = z.infer<typeof Device>

export const COMPONENT_SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/
export const PROVIDER_SLUG = COMPONENT_SLUG

/** A part of a provider that can fail by itself: webmail, app, imap, sending, pec… */
export const Component = z.object({
  slug: z.string().regex(COMPONENT_SLUG).max(40).describe('its name in addresses and in `component`'),
  name: z
    .object({
      it: z.string().min(1).max(60).describe('in Italian'),
      en: z.string().min(1).max(60).describe('in English'),
    })
    .describe('for people'),
})
export type Component = z.infer<typeof Component>

/** A provider as programs see it. `state` and the numbers come beside it (`shared/series.ts`). */
export const Provider = z.object({
  slug: z.string().describe('its name in addresses'),
  name: z.string().describe('for people'),
  category: Category,
  operator: z
    .object({ slug: z.string().describe('its name in addresses'), name: z.string().describe('for people') })
    .nullable()
    .describe('who runs it, where that one runs others as well; null: not known, or nobody else'),
  homepage: z.string().describe('address'),
  status_page: z.string().nullable().describe('address of its own; null: not known'),
  support_page: z.string().nullable().describe('address; null: not known'),
  helpline: z.string().nullable().describe('telephone number; null: not known'),
  countries: z.array(z.string()).describe('ISO 3166-1 alpha-2; empty: everywhere'),
  aliases: z.array(z.string()).describe('what people also call it'),
  domains: z.array(z.string()).describe('names of hosts that are its own'),
  components: z.array(Component).describe('parts that can fail by themselves'),
  problems: z.array(ProblemKind).describe('what can be reported of it'),
})
export type Provider = z.infer<typeof Provider>
