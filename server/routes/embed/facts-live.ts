import { UNJUDGED } from '../../../shared/series.ts'
import { QUARTER_MS } from '../../../shared/time.ts'
import { incidentBand, openBands, type ChartModel } from '../../../web/chart/model.ts'
import { formatList, type Reader } from '../../../web/format.ts'
import type { DirectoryEntry } from '../../catalogue/directory.ts'
import { toIncident } from '../../store/incidents.ts'
import type { Asked, Subject } from './asked.ts'
import { bandsWithin } from './facts-curve.ts'
import { aloneLine, serviceLine, type Judged } from './facts-line.ts'
import { amendedNotes } from './facts-notes.ts'
import type { Told } from './facts-told.ts'
import { SPARK_MS, type Readings } from './readings.ts'

export const UNSAID: Judged = { verdict: UNJUDGED, incident: null }
const SPARK_BUCKETS = SPARK_MS / QUARTER_MS

/** One service with its curve. */
export async function tellProvider(
  readings: Readings,
  entry: DirectoryEntry,
  asked: Asked,
  now: number,
): Promise<Told> {
  const { lang, zone, range } = asked
  const reader: Reader = { lang, zone }
  const [live, curve, day, rows] = await Promise.all([
    readings.live(entry.id),
    readings.curve(entry.id, range),
    readings.curve(entry.id, '24h'),
    readings.incidents(entry.id),
  ])
  const judged = live?.live ?? UNSAID
  const at = live?.now ?? now
  const incidents = rows.map(toIncident)
  const over = incidents.filter((incident) => incident.resolved_at !== null)
  const bands = bandsWithin({ ...curve, bands: [...over.map(incidentBand), ...openBands(judged)] })
  const model: ChartModel = { range, ...curve, bands, marks: [] }
  const shown = over.filter((incident) => bandsWithin({ ...curve, bands: [incidentBand(incident)] }).length > 0)
  if (judged.incident !== null) shown.push(judged.incident)
  const spark = day.points.slice(-SPARK_BUCKETS).map(({ n }) => n)
  return {
    now: at,
    ended: false,
    title: entry.name,
    path: `/${lang}/p/${entry.slug}`,
    lines: [aloneLine(reader, entry, judged, spark, at)],
    model,
    notes: amendedNotes(reader, shown),
    report: entry,
  }
}

/** Several services beside each other. */
export async function tellList(
  readings: Readings,
  subject: Extract<Subject, { kind: 'providers' | 'operator' }>,
  { lang, zone }: Asked,
  now: number,
): Promise<Told> {
  const reader: Reader = { lang, zone }
  const read = await Promise.all(
    subject.entries.map(async (entry) => {
      const [live, listed, recent] = await Promise.all([
        readings.live(entry.id),
        readings.listed(entry.id),
        readings.recent(entry.id),
      ])
      return { entry, live, spark: listed?.sparkline ?? [], recent: recent ?? [] }
    }),
  )
  // One moment for all of them: none is told as younger than the oldest.
  const at = Math.min(now, ...read.flatMap(({ live }) => live?.now ?? []))
  return {
    now: at,
    ended: false,
    ...listHead(subject, lang),
    lines: read.map(({ entry, live, spark }) => serviceLine(reader, entry, live?.live ?? UNSAID, spark, at)),
    model: null,
    notes: amendedNotes(
      reader,
      read.flatMap(({ recent }) => recent.map(toIncident)),
    ),
    report: null,
  }
}

export function listHead(
  subject: Extract<Subject, { kind: 'providers' | 'operator' }>,
  lang: Asked['lang'],
): Pick<Told, 'title' | 'path'> {
  if (subject.kind === 'operator') return { title: subject.operator.name, path: `/${lang}/o/${subject.operator.slug}` }
  const names = subject.entries.map(({ name }) => name)
  return { title: formatList(lang, names), path: `/${lang}/` }
}
