/** What is kept of persons and of reports, by its meaning. `server/routes/pages/kept.ts` says in which columns, and for how long. */
export const KEPT_GROUPS = ['report', 'incident', 'agent', 'saying', 'told'] as const
export type KeptGroup = (typeof KEPT_GROUPS)[number]

export type KeptField =
  | 'press'
  | 'device'
  | 'region'
  | 'country'
  | 'network'
  | 'reporter-key'
  | 'network-key'
  | 'day-key'
  | 'report-id'
  | 'referrer'
  | 'times'
  | 'outcome'
  | 'counts'
  | 'memory-reporters'
  | 'memory-networks'
  | 'dossier'
  | 'dossier-keys'
  | 'correction'
  | 'agent-key'
  | 'agent-place'
  | 'probe-result'
  | 'notice'
  | 'domain-proof'
  | 'webhook'
  | 'delivery'
  | 'push'

/** Milliseconds at least and at most, or until something happens. */
export type KeptFor = { leastMs: number; mostMs: number } | 'ever' | 'midnight' | 'crowded-out' | 'deleted'

/** One line of the table on the privacy page. `tables`: where it stands. */
export type KeptRow = { field: KeptField; lasts: { for: KeptFor; tables: readonly string[] }[] }
