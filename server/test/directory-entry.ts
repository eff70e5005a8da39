import type { DirectoryEntry } from '../catalogue/directory.ts'

/** A provider as the directory knows it, without a database. */
export function anEntry(more: Partial<DirectoryEntry> & { id: number; slug: string }): DirectoryEntry {
  return {
    name: more.slug,
    category: 'mail',
    operator: null,
    homepage: 'https://example.org/',
    statusPage: null,
    supportPage: null,
    helpline: null,
    countries: [],
    aliases: [],
    domains: [],
    components: [],
    problems: ['other'],
    networks: [],
    archived: false,
    ...more,
  }
}
