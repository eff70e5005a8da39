import type { Incident } from '../../../shared/incident.ts'
import { incidentBand, type ChartModel } from '../../../web/chart/model.ts'
import { formatMoment, type Reader } from '../../../web/format.ts'
import { texts } from '../../../web/locales/texts.ts'
import type { Directory } from '../../catalogue/directory.ts'
import { toIncident, type IncidentRow } from '../../store/incidents.ts'
import type { Asked } from './asked.ts'
import { aloneLine, storyLine } from './facts-line.ts'
import { UNSAID } from './facts-live.ts'
import { amendedHere, hourlyNotes } from './facts-notes.ts'
import type { Told } from './facts-told.ts'
import type { OldCurve, Readings } from './readings.ts'

/** What an incident's title is in all its embeds. */
export const incidentHead = ({ lang, zone }: Reader, { id, name, started_at: startedAt }: Incident) => ({
  title: `${texts[lang].incidentOf(name)}, ${formatMoment({ lang, zone }, Date.parse(startedAt))}`,
  path: `/${lang}/i/${id}`,
})

/** While it goes on, its service now and the curve since it began; afterwards its story. */
export async function tellIncident(
  readings: Readings,
  directory: Directory,
  row: IncidentRow,
  { lang, zone }: Asked,
  now: number,
): Promise<Told> {
  const reader: Reader = { lang, zone }
  const curve = await readings.about(row)
  if (row.resolvedAt !== null) return tellEnded(reader, toIncident(row), curve)
  const live = await readings.live(row.providerId)
  const judged = live?.live ?? UNSAID
  // What is newest of it; it may be over since its row was read.
  const incident = judged.incident?.id === row.id ? judged.incident : toIncident(row)
  const at = live?.now ?? now
  const entry = directory.byId(row.providerId)
  const isListed = entry !== undefined && !entry.archived
  const head = incidentHead(reader, incident)
  const line = aloneLine(reader, { slug: row.slug, name: row.name }, judged, [], at)
  return {
    now: at,
    ended: false,
    ...head,
    lines: [isListed ? line : { ...line, path: head.path }],
    model: { range: null, ...curve, bands: [incidentBand(incident)], marks: [] },
    notes: [...hourlyNotes(reader, curve), ...amendedHere(reader, incident)],
    report: isListed ? entry : null,
  }
}

/** It will only change when somebody corrects it: the curve ends with it. */
export function tellEnded(reader: Reader, incident: Incident, curve: OldCurve): Told {
  const model: ChartModel = { range: null, ...curve, bands: [incidentBand(incident)], marks: [] }
  return {
    now: curve.now,
    ended: true,
    ...incidentHead(reader, incident),
    lines: [storyLine(reader, incident, model)],
    model,
    notes: [...hourlyNotes(reader, curve), ...amendedHere(reader, incident)],
    report: null,
  }
}
