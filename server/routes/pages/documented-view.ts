import { nameIn, type Lang } from '../../../web/locales/language.ts'
import type { DocumentedView } from '../../../web/pages/documented.tsx'
import type { Directory } from '../../catalogue/directory.ts'
import type { DocumentedIncident } from '../../catalogue/documented.ts'

/** A documented incident in one language; providers that are not listed have no page to lead to. */
export function documentedView(incident: DocumentedIncident, directory: Directory, lang: Lang): DocumentedView {
  const { slug, name, summary, zone, began, ended, facts, unknown, sources } = incident
  const places = new Map(sources.map(({ key }, i) => [key, i]))
  return {
    slug,
    name: nameIn(name, lang),
    summary: nameIn(summary, lang),
    zone,
    began,
    ended,
    providers: incident.providers.flatMap((provider) => {
      const entry = directory.bySlug(provider)
      return entry === undefined ? [] : [{ slug: entry.slug, name: entry.name }]
    }),
    facts: facts.map(({ when, text, sources: keys }) => ({
      when,
      text: nameIn(text, lang),
      sources: keys.flatMap((key) => places.get(key) ?? []).toSorted((a, b) => a - b),
    })),
    unknown: unknown.map((words) => nameIn(words, lang)),
    sources: sources.map(({ by, url }) => ({ by, url })),
  }
}
