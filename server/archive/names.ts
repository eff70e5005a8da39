import { DAY_MS } from '../../shared/time.ts'

/** Days and months are of UTC: `2026-01-04`, `2026-01`. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
export const dayStart = (day: string): number => Date.parse(`${day}T00:00:00Z`)
export const nextDay = (day: string): string => dayOf(dayStart(day) + DAY_MS)
export const monthOf = (day: string): string => day.slice(0, 7)

export const PROVIDERS = 'providers.csv'
export const countsName = (slug: string, month: string): string => `counts/${month}/${slug}-${month}.csv.gz`
export const uptimeName = (month: string): string => `uptime/uptime-${month}.csv.gz`
export const incidentsName = (month: string): string => `incidents/incidents-${month}.csv.gz`
export const eventsName = (month: string): string => `incidents/events-${month}.csv.gz`
export const manifestName = (day: string): string => `manifests/${day}.jws`

const MONTH = String.raw`\d{4}-(?:0[1-9]|1[0-2])`
const DATA = new RegExp(
  String.raw`^(?:providers\.csv|counts/(?<counts>${MONTH})/(?<slug>[a-z0-9]+(?:-[a-z0-9]+)*)-\k<counts>\.csv\.gz|` +
    String.raw`(?<kind>uptime/uptime|incidents/incidents|incidents/events)-(?<month>${MONTH})\.csv\.gz)$`,
)

/** What a file of an archive is; undefined: no name of ours, so it is neither read nor written nor served. */
export type DataFile =
  { kind: 'providers' } | { kind: 'counts'; slug: string; month: string } | { kind: Monthly; month: string }
type Monthly = 'uptime' | 'incidents' | 'events'
const MONTHLY: Record<string, Monthly> = {
  'uptime/uptime': 'uptime',
  'incidents/incidents': 'incidents',
  'incidents/events': 'events',
}

export function parseDataName(name: string): DataFile | undefined {
  const groups = name.length > 200 ? undefined : DATA.exec(name)?.groups
  if (groups === undefined) return undefined
  const { counts, slug, kind, month } = groups
  if (counts !== undefined && slug !== undefined) return { kind: 'counts', slug, month: counts }
  const monthly = MONTHLY[kind ?? '']
  return monthly === undefined || month === undefined ? { kind: 'providers' } : { kind: monthly, month }
}

/** Files that grow day by day until their month is over, and then never change. */
export function isClosed(name: string, lastDay: string): boolean {
  const file = parseDataName(name)
  if (file?.kind !== 'counts' && file?.kind !== 'uptime') return false
  return monthOf(nextDay(lastDay)) > file.month
}
