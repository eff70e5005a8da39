import type { Provider } from '../../shared/provider.ts'
import type { StoredProvider } from '../handover.ts'
import { createSearch } from './search.ts'

export type DirectoryEntry = StoredProvider

/** Another provider that it cannot run without, or that cannot run without it, and where that is written. */
export type Related = { entry: DirectoryEntry; source: string }
type Dependency = { providerId: number; dependsOnId: number; source: string }

export type Directory = {
  /** Listed providers only: nobody can report on an archived one. */
  bySlug(slug: string): DirectoryEntry | undefined
  /** Archived providers too: their history keeps its name. */
  byId(id: number): DirectoryEntry | undefined
  /** The archived one of that name, for a page about what once was. */
  archivedBySlug(slug: string): DirectoryEntry | undefined
  /** Listed providers by name. */
  all(): readonly DirectoryEntry[]
  byOperator(slug: string): readonly DirectoryEntry[]
  /** Listed providers that it cannot run without, and those that cannot run without it. */
  dependsOn(id: number): readonly Related[]
  dependents(id: number): readonly Related[]
  /** Best match first; the same words give the same order on every machine. Any text is welcome: work is bounded. */
  search(words: string, limit: number): DirectoryEntry[]
  /** Who is called exactly so, where the words fit nobody else. */
  named(words: string): DirectoryEntry | undefined
}

export function createDirectory(rows: readonly DirectoryEntry[], dependencies: readonly Dependency[] = []): Directory {
  const listed = rows.filter((row) => !row.archived).toSorted(byName)
  const slugs = new Map(listed.map((row) => [row.slug, row]))
  const past = new Map(rows.filter((row) => row.archived).map((row) => [row.slug, row]))
  const ids = new Map(rows.map((row) => [row.id, row]))
  const search = createSearch(listed)
  const related = (id: number, from: 'providerId' | 'dependsOnId', to: 'providerId' | 'dependsOnId'): Related[] =>
    dependencies
      .filter((dependency) => dependency[from] === id)
      .flatMap(({ [to]: other, source }) => {
        const entry = ids.get(other)
        return entry === undefined || entry.archived ? [] : [{ entry, source }]
      })
      .toSorted((a, b) => byName(a.entry, b.entry))
  return {
    bySlug: (slug) => slugs.get(slug),
    byId: (id) => ids.get(id),
    archivedBySlug: (slug) => past.get(slug),
    all: () => listed,
    byOperator: (slug) => listed.filter((row) => row.operator?.slug === slug),
    dependsOn: (id) => related(id, 'providerId', 'dependsOnId'),
    dependents: (id) => related(id, 'dependsOnId', 'providerId'),
    search: (words, limit) => search.find(words, limit),
    named: (words) => search.named(words),
  }
}

// Not localeCompare: its order changes with the ICU of the machine.
function byName(a: DirectoryEntry, b: DirectoryEntry): number {
  const x = a.name.toLowerCase()
  const y = b.name.toLowerCase()
  return x < y ? -1 : x > y ? 1 : a.id - b.id
}

/** The wire form, for programs. */
export function toProvider(entry: DirectoryEntry): Provider {
  return {
    slug: entry.slug,
    name: entry.name,
    category: entry.category,
    operator: entry.operator,
    homepage: entry.homepage,
    status_page: entry.statusPage,
    support_page: entry.supportPage,
    helpline: entry.helpline,
    countries: entry.countries,
    aliases: entry.aliases,
    domains: entry.domains,
    components: entry.components,
    problems: entry.problems,
  }
}
