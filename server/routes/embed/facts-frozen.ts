import type { EmbedLine } from '../../../shared/embed.ts'
import { incidentBand, openBands, type ChartBand, type ChartModel } from '../../../web/chart/model.ts'
import type { Reader } from '../../../web/format.ts'
import type { Directory, DirectoryEntry } from '../../catalogue/directory.ts'
import type { IncidentThen } from '../../store/as-of-incidents.ts'
import type { VerdictThen } from '../../store/as-of.ts'
import { toIncident } from '../../store/incidents.ts'
import type { Asked, Subject } from './asked.ts'
import { bandsWithin } from './facts-curve.ts'
import { incidentHead, tellEnded } from './facts-incident.ts'
import { aloneLine, serviceLine } from './facts-line.ts'
import { listHead, UNSAID } from './facts-live.ts'
import { amendedHere, amendedNotes, hourlyNotes } from './facts-notes.ts'
import type { Told } from './facts-told.ts'
import type { Frozen } from './frozen.ts'
import { SPARK_MS } from './readings.ts'

const quiet = { ended: false, report: null }

/** One service as it was told of at `at`. */
export async function tellProviderThen(frozen: Frozen, entry: DirectoryEntry, asked: Asked, at: number): Promise<Told> {
  const reader: Reader = { lang: asked.lang, zone: asked.zone }
  const [verdicts, curve, spark] = await Promise.all([
    frozen.verdicts([entry.id], at),
    frozen.curve(entry.id, asked.range, at),
    frozen.spark(entry.id, at),
  ])
  const rows = await frozen.incidents([entry.id], curve.from, at)
  const then = verdicts.get(entry.id)
  return {
    ...quiet,
    now: at,
    title: entry.name,
    path: `/${asked.lang}/p/${entry.slug}`,
    lines: [lineThen(reader, entry, then, spark, at, aloneLine)],
    model: {
      ...curve,
      // "The last 24 hours" would be those of now.
      range: null,
      bands: bandsWithin({ ...curve, bands: bandsThen(rows, then, at) }),
      marks: [],
    },
    notes: [...hourlyNotes(reader, curve), ...amendedNotes(reader, rows.map(toIncident))],
  }
}

/** Several services as they were told of at `at`. */
export async function tellListThen(
  frozen: Frozen,
  subject: Extract<Subject, { kind: 'providers' | 'operator' }>,
  { lang, zone }: Asked,
  at: number,
): Promise<Told> {
  const reader: Reader = { lang, zone }
  const ids = subject.entries.map(({ id }) => id)
  const [verdicts, rows, ...sparks] = await Promise.all([
    frozen.verdicts(ids, at),
    frozen.incidents(ids, at - SPARK_MS, at),
    ...ids.map((id) => frozen.spark(id, at)),
  ])
  return {
    ...quiet,
    now: at,
    ...listHead(subject, lang),
    lines: subject.entries.map((entry, i) => lineThen(reader, entry, verdicts.get(entry.id), sparks[i] ?? [], at)),
    model: null,
    notes: amendedNotes(reader, rows.map(toIncident)),
  }
}

/** Undefined: it had not been published by then. */
export async function tellIncidentThen(
  frozen: Frozen,
  directory: Directory,
  id: string,
  asked: Asked,
  at: number,
): Promise<Told | undefined> {
  const reader: Reader = { lang: asked.lang, zone: asked.zone }
  const row = await frozen.incident(id, at)
  if (row === undefined || !row.isPublished) return undefined
  const curve = await frozen.about(row, at)
  const incident = { ...toIncident(row), corrections: correctionsBy(row, at) }
  const notes = [...hourlyNotes(reader, curve), ...amendedHere(reader, toIncident(row))]
  if (row.resolvedAt !== null) {
    const ended = tellEnded(reader, incident, curve)
    // How loud it had been by then is written down nowhere.
    const lines = row.isReopened ? ended.lines.map((line) => ({ ...line, numbers: '' })) : ended.lines
    return { ...ended, lines, now: at, notes }
  }
  const then = (await frozen.verdicts([row.providerId], at)).get(row.providerId)
  const who = directory.byId(row.providerId) ?? row
  const model: ChartModel = { range: null, ...curve, bands: [incidentBand(incident)], marks: [] }
  return {
    ...quiet,
    now: at,
    ...incidentHead(reader, incident),
    lines: [lineThen(reader, who, then, [], at, aloneLine)],
    model,
    notes,
  }
}

function lineThen(
  reader: Reader,
  who: { slug: string; name: string },
  then: VerdictThen | undefined,
  spark: readonly (number | null)[],
  at: number,
  tell = serviceLine,
): EmbedLine {
  const line = tell(reader, who, { ...UNSAID, ...(then && { verdict: then.verdict }) }, spark, at)
  // Nothing is known of the minutes of then: that is not a zero.
  return then?.isCounted === false ? { ...line, numbers: '' } : line
}

/** Ground of what had been published by then, and of the suspicion of then. */
function bandsThen(rows: readonly IncidentThen[], then: VerdictThen | undefined, at: number): ChartBand[] {
  const published = rows.filter(({ isPublished }) => isPublished)
  const bands = published.map((row) => incidentBand({ ...toIncident(row), corrections: correctionsBy(row, at) }))
  return then === undefined ? bands : [...bands, ...openBands({ verdict: then.verdict, incident: null })]
}

const correctionsBy = (row: IncidentThen, at: number) =>
  toIncident({ ...row, corrections: row.corrections.filter((correction) => correction.at <= at) }).corrections
