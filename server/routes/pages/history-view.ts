import { z } from 'zod'
import type { Lang } from '../../../web/locales/language.ts'
import type { HistorySort } from '../../../web/locales/history.ts'
import type { HistoryView } from '../../../web/pages/history.tsx'
import type { DirectoryEntry } from '../../catalogue/directory.ts'
import { documentedOf, type DocumentedIncident } from '../../catalogue/documented.ts'
import { readHistory, readHistoryByProvider, readOldestStart, type HistoryPlace } from '../../store/incident-history.ts'
import { toIncident } from '../../store/incidents.ts'
import { documentedView } from './documented-view.ts'
import type { ViewDeps } from './serve.ts'

/** Lines of one page. */
const LINES = 40
const MOST_PROVIDERS = 300

const Sort = z.enum(['time', 'duration', 'provider']).catch('time')
const Year = z.coerce.number().int().min(2000).max(2999)
/** `now` at which lengths were taken, what it was sorted by, whose line it was. More digits are years that the database cannot read. */
const PLACE = /^(\d{1,14})_(\d{1,14})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export type HistoryAsk = {
  sort: HistorySort
  year: number | null
  entry: DirectoryEntry | null
  after: { now: number; place: HistoryPlace } | null
}

/** What of an address makes no sense is as if it were not there. */
export function parseHistoryAsk(
  query: Record<string, string>,
  entry: DirectoryEntry | null,
): HistoryAsk & { cursor: string | null } {
  const sort = Sort.parse(query.sort)
  const [, now, key, id] = PLACE.exec(query.after ?? '') ?? []
  const after = id === undefined || sort === 'provider' ? null : { now: Number(now), place: { key: Number(key), id } }
  return {
    sort: sort === 'provider' && entry !== null ? 'time' : sort,
    year: Year.safeParse(query.year).data ?? null,
    entry,
    after,
    cursor: after === null ? null : (query.after ?? null),
  }
}

export async function readHistoryView(
  { db, directory }: ViewDeps,
  ask: HistoryAsk,
  { documented, lang, now }: { documented: readonly DocumentedIncident[]; lang: Lang; now: number },
): Promise<HistoryView> {
  const { sort, year, entry, after } = ask
  const within = year === null ? {} : { from: Date.UTC(year, 0), to: Date.UTC(year + 1, 0) }
  const asOf = Math.min(now, after?.now ?? now)
  const [page, byProvider, oldest] = await Promise.all([
    sort === 'provider'
      ? { rows: [], next: null }
      : readHistory(db, {
          sort,
          ...within,
          ...(entry && { providerId: entry.id }),
          ...(after && { after: after.place }),
          now: asOf,
          limit: LINES,
        }),
    sort === 'provider' ? readHistoryByProvider(db, { ...within, now, limit: MOST_PROVIDERS }) : [],
    readOldestStart(db),
  ])
  // In a story of an earlier day nothing has happened yet that came later.
  const today = new Date(now).toISOString()
  const past = documented.filter(({ began }) => began.from <= today)
  const told = entry === null ? past : documentedOf(past, entry)
  const newestYear = new Date(now).getUTCFullYear()
  const oldestYear = oldest === undefined ? newestYear : new Date(oldest).getUTCFullYear()
  return {
    sort,
    year,
    years: Array.from({ length: Math.max(0, newestYear - oldestYear + 1) }, (_, i) => newestYear - i),
    provider: entry && { slug: entry.slug, name: entry.name, listed: !entry.archived },
    incidents: page.rows.map(toIncident),
    byProvider,
    next: page.next === null ? null : `${asOf}_${page.next.key}_${page.next.id}`,
    isFirst: after === null,
    documented:
      after === null && year === null ? told.map((incident) => documentedView(incident, directory, lang)) : [],
  }
}
