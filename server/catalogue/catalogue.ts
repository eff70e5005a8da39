import type { ListedProvider } from '../handover.ts'
import { COMPONENTS, USUAL_COMPONENTS } from './components.ts'
import type { ComponentSlug } from './components.ts'
import { OPERATORS } from './operators.ts'
import { PROBLEMS } from './problems.ts'
import { findFault, hostOf } from './probe-fault.ts'
import { ENTRIES } from './providers.ts'
import { Entry } from './schema.ts'
import type { CatalogueProbe, StatusFeed } from './schema.ts'
import { fold } from './search.ts'

/** An entry with what its category gives filled in. */
export type CatalogueProvider = ListedProvider & { probes: CatalogueProbe[]; statusFeed: StatusFeed | null }

export type Catalogue = { providers: CatalogueProvider[] }

/** Says which entry and which field is wrong. A server with a wrong catalogue does not start. */
export class CatalogueError extends Error {
  override name = 'CatalogueError'
  readonly entry: string
  readonly field: string
  constructor(entry: string, field: string, detail: string) {
    // Quoted and cut: in a hostile entry a slug may be anything.
    super(`Catalogue entry ${JSON.stringify(entry.slice(0, 80))}, ${field}: ${detail}`)
    this.entry = entry
    this.field = field
  }
}

/** The catalogue that ships with Brusio, checked. Throws CatalogueError. */
export function readCatalogue(): Catalogue {
  return checkCatalogue(ENTRIES)
}

/** Checks each entry by itself, then what no two may share and what must exist. Throws CatalogueError at the first fault. */
export function checkCatalogue(input: readonly unknown[]): Catalogue {
  const entries = input.map(parse)
  const slugs = new Set<string>()
  for (const { slug } of entries) {
    if (slugs.has(slug)) throw new CatalogueError(slug, 'slug', 'is there twice')
    slugs.add(slug)
  }
  const names = new Claims('is called')
  const hosts = new Claims('owns')
  const networks = new Claims('has network')
  for (const entry of entries) {
    names.take(entry.slug, 'slug', compact(entry.slug))
    names.take(entry.slug, 'name', compact(entry.name))
    entry.aliases.forEach((alias, i) => names.take(entry.slug, `aliases.${i}`, compact(alias)))
    entry.domains.forEach((domain, i) => hosts.take(entry.slug, `domains.${i}`, domain))
    entry.networks.forEach(({ asn }, i) => networks.take(entry.slug, `networks.${i}.asn`, String(asn)))
    checkRelations(entry, slugs)
    checkProbes(entry)
  }
  return { providers: entries.map(toProvider) }
}

function parse(input: unknown, index: number): Entry {
  const parsed = Entry.safeParse(input)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : undefined
  const field = [...(issue?.path ?? []).map(String), ...(unknown === undefined ? [] : [unknown])].join('.')
  throw new CatalogueError(nameOf(input, index), field || 'entry', issue?.message ?? 'is not an entry')
}

function nameOf(input: unknown, index: number): string {
  const slug = typeof input === 'object' && input !== null && 'slug' in input ? input.slug : undefined
  return typeof slug === 'string' && slug !== '' ? slug : `number ${index + 1}`
}

function checkRelations(entry: Entry, slugs: ReadonlySet<string>): void {
  entry.dependencies.forEach(({ slug }, i) => {
    if (slug === entry.slug) throw new CatalogueError(slug, `dependencies.${i}.slug`, 'depends on itself')
    if (!slugs.has(slug)) throw new CatalogueError(entry.slug, `dependencies.${i}.slug`, `there is no "${slug}"`)
  })
  if (entry.networks.length > 0 && entry.category !== 'mobile' && entry.category !== 'fixed') {
    throw new CatalogueError(entry.slug, 'networks', 'only internet providers have networks')
  }
}

function checkProbes(entry: Entry): void {
  const own = [new URL(entry.homepage).hostname, ...entry.domains]
  entry.probes.forEach((probe, i) => {
    const fault = findFault(probe, componentsOf(entry))
    if (fault) throw new CatalogueError(entry.slug, `probes.${i}.${fault.field}`, fault.detail)
    const wrong = (detail: string) => new CatalogueError(entry.slug, `probes.${i}.target`, detail)
    // What anybody on the way may change is no evidence of how they are; nor is what somebody else's resolver says.
    if (probe.target.startsWith('http:')) throw wrong('must be https')
    if (probe.target.startsWith('dns://')) throw wrong('is asked of the resolvers of whoever probes')
    const host = hostOf(probe)
    if (!own.some((domain) => host === domain || host.endsWith(`.${domain}`))) throw wrong(`${host} is not theirs`)
  })
}

function componentsOf({ components, category }: Entry): readonly ComponentSlug[] {
  return components ?? USUAL_COMPONENTS[category]
}

/** Two names are the same where a reader would say so: case, accents, spaces and signs do not tell them apart. */
function compact(text: string): string {
  return fold(text).replaceAll(' ', '')
}

class Claims {
  readonly #verb: string
  readonly #owners = new Map<string, string>()
  constructor(verb: string) {
    this.#verb = verb
  }
  take(slug: string, field: string, what: string): void {
    if (what === '') throw new CatalogueError(slug, field, 'has no letter or digit')
    const owner = this.#owners.get(what)
    if (owner !== undefined && owner !== slug) {
      throw new CatalogueError(slug, field, `"${owner}" already ${this.#verb} ${what}`)
    }
    this.#owners.set(what, slug)
  }
}

function toProvider(entry: Entry): CatalogueProvider {
  const { operator, category } = entry
  return {
    slug: entry.slug,
    name: entry.name,
    category,
    operator: operator === undefined ? null : { slug: operator.slug, name: OPERATORS[operator.slug] },
    homepage: entry.homepage,
    statusPage: entry.statusPage ?? null,
    supportPage: entry.supportPage ?? null,
    helpline: entry.helplines.map((h) => h.number).join(' / ') || null,
    countries: entry.countries,
    aliases: entry.aliases,
    domains: entry.domains,
    components: componentsOf(entry).map((slug) => ({ slug, name: COMPONENTS[slug] })),
    problems: entry.problems ?? [...PROBLEMS[category]],
    networks: entry.networks,
    dependencies: entry.dependencies,
    probes: entry.probes,
    statusFeed: entry.statusFeed ?? null,
  }
}
