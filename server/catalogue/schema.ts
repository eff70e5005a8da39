import { z } from 'zod'
import { MAX_KEYWORD_CHARS, MAX_TARGET_CHARS, RunnableKind } from '../../shared/probe.ts'
import { Category, PROVIDER_SLUG, ProblemKind } from '../../shared/provider.ts'
import { COMPONENTS } from './components.ts'
import type { ComponentSlug } from './components.ts'
import { OPERATORS } from './operators.ts'

/** Only addresses that a reader can open: no other scheme, no credentials, no port, no bare host. */
const webAddress = z
  .string()
  .max(300)
  .regex(/^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+(\/[^\s"'<>\\]*)?$/, 'must be a plain https address')
  .refine((url) => URL.canParse(url), 'must be a plain https address')

/** Where it is written. A claim about somebody without one has no place here. */
const source = webAddress

const controls = /[\p{C}\p{Zl}\p{Zp}]/u
const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((s) => s === s.trim() && !controls.test(s), 'must be one plain line')

const slug = z.string().max(80).regex(PROVIDER_SLUG)

/** Lower case, no trailing dot, at least one dot. */
const domain = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/, 'must be a host name in lower case')

const StatusFeed = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('statuspage'),
    url: webAddress.refine((url) => url.endsWith('/'), 'must end in /'),
  }),
  z.strictObject({ kind: z.literal('feed'), url: webAddress }),
])
export type StatusFeed = z.infer<typeof StatusFeed>

/** What makes two items of a list the same one. */
const key = (value: unknown): unknown => (typeof value === 'object' && value !== null ? Object.values(value)[0] : value)
const unique = (values: readonly unknown[]) => new Set(values.map(key)).size === values.length
const list = <T extends z.ZodType>(item: T, max: number) =>
  z.array(item).max(max).refine(unique, 'says something twice').default([])

const operatorSlugs = Object.keys(OPERATORS).filter((s): s is keyof typeof OPERATORS => s in OPERATORS)
const componentSlugs = Object.keys(COMPONENTS).filter((s): s is ComponentSlug => s in COMPONENTS)

/** `component`: the part that it tests; none where it only shows that somebody is there. */
const CatalogueProbe = z.strictObject({
  kind: RunnableKind,
  target: z.string().max(MAX_TARGET_CHARS),
  component: z.enum(componentSlugs).optional(),
  keyword: z.string().min(1).max(MAX_KEYWORD_CHARS).optional(),
})
export type CatalogueProbe = z.infer<typeof CatalogueProbe>
const differ = (probes: readonly CatalogueProbe[]) =>
  new Set(probes.map(({ kind, target }) => `${kind} ${target}`)).size === probes.length

/** One provider as it is written in `providers/`. Everything but slug, name, category and homepage may be left out. */
export const Entry = z.strictObject({
  slug,
  name: text(60),
  category: Category,
  homepage: webAddress,
  /** Other names that people type, former names and the names inside addresses. */
  aliases: list(text(60), 20),
  /** Hosts that are theirs, in mail addresses and links; searching finds subdomains as well. */
  domains: list(domain, 30),
  operator: z.strictObject({ slug: z.enum(operatorSlugs), source }).optional(),
  /** Left out: those that its category usually has (`components.ts`). */
  components: z.array(z.enum(componentSlugs)).min(1).max(12).refine(unique, 'says something twice').optional(),
  /** Left out: those of the category (`problems.ts`). */
  problems: z.array(ProblemKind).min(1).max(10).refine(unique, 'says something twice').optional(),
  statusPage: webAddress.optional(),
  /** What its status page offers to programs. `statuspage`: the address to which `api/v2/summary.json` is added; `feed`: RSS or Atom. */
  statusFeed: StatusFeed.optional(),
  supportPage: webAddress.optional(),
  /** Numbers that customers may call; a short number works in its own country only. */
  helplines: list(
    z.strictObject({ number: z.string().regex(/^\+?\d[\d ]{1,18}\d$/, 'must be a telephone number'), source }),
    3,
  ),
  /** ISO 3166-1 alpha-2. Left out: everywhere. */
  countries: list(z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters'), 60),
  /** Numbers of the networks over which its own customers come to us: internet providers only. */
  networks: list(z.strictObject({ asn: z.int().min(1).max(4_294_967_294), source }), 10),
  /** What it cannot run without, by slug. A wrong one blames somebody. */
  dependencies: list(z.strictObject({ slug, source }), 10),
  /** Asked by this server every minute or so: only what is open to everybody and made to be asked. On hosts of their own. */
  probes: z.array(CatalogueProbe).max(10).refine(differ, 'says something twice').default([]),
})
export type Entry = z.infer<typeof Entry>
/** As an author writes it, before the defaults are filled in. */
export type NewEntry = z.input<typeof Entry>
