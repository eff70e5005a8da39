import type { Incident, IncidentEvent } from '../shared/incident.ts'
import type { PageContext } from './parts/page.ts'

type Told = {
  incident: Incident
  events: readonly IncidentEvent[]
  title: string
  description: string
  publisher: string | undefined
}

/**
 * What search engines are told (schema.org): that this is an article, of when, about what. Not that anything was broken. Undefined: not to be
 * found at all, or its own address is not known.
 */
export function incidentStructured(page: PageContext, told: Told): object | undefined {
  const { incident, events, title, description, publisher } = told
  if (page.publicUrl === undefined || page.mode !== 'live') return undefined
  const changed = [incident.confirmed_at, ...events.map(({ at }) => at), ...incident.corrections.map(({ at }) => at)]
  const latest = Math.max(...changed.map((at) => Date.parse(at)))
  const address = `${page.publicUrl}/${page.reader.lang}/i/${incident.id}`
  return {
    '@context': 'https://schema.org',
    '@type': 'Article',
    headline: title,
    description,
    url: address,
    mainEntityOfPage: address,
    inLanguage: page.reader.lang,
    datePublished: new Date(incident.confirmed_at).toISOString(),
    dateModified: new Date(latest).toISOString(),
    about: { '@type': 'Thing', name: incident.name },
    author: { '@type': 'Organization', name: publisher ?? 'Brusio', url: page.publicUrl },
    publisher: { '@type': 'Organization', name: publisher ?? 'Brusio', url: page.publicUrl },
    isAccessibleForFree: true,
  }
}
