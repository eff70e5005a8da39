import type { Incident } from '../../../shared/incident.ts'
import type { Mode } from '../../../shared/live.ts'
import { formatDay, formatMoment, formatNumber, type Reader } from '../../../web/format.ts'
import { embedTexts } from '../../../web/locales/embed.ts'
import { texts } from '../../../web/locales/texts.ts'

/** Acts of people beside one curve, the newest; more are on the pages of their incidents. */
const MOST_AMENDED = 4

/** A replay and a simulation say so in every form. */
export function modeNotes(reader: Reader, { mode, speed }: { mode: Mode; speed: number }, at: number): string[] {
  if (mode === 'live') return []
  const t = texts[reader.lang]
  const pace = speed === 1 ? null : formatNumber(reader.lang, speed)
  return [mode === 'replay' ? t.replay(formatDay(reader, at), pace) : t.simulation(formatDay(reader, at), pace)]
}

type Amended = Pick<Incident, 'name' | 'started_at' | 'corrections'>

/** What people have corrected or withdrawn of what is shown, the newest first: also of a moment before they did. */
export function amendedNotes(reader: Reader, incidents: readonly Amended[]): string[] {
  const t = embedTexts[reader.lang]
  return incidents
    .flatMap(({ name, started_at: startedAt, corrections }) =>
      corrections.map((correction) => ({ name, startedAt: Date.parse(startedAt), correction })),
    )
    .toSorted((a, b) => Date.parse(b.correction.at) - Date.parse(a.correction.at))
    .slice(0, MOST_AMENDED)
    .map(({ name, startedAt, correction: { type, at, reason } }) =>
      t.embedAmended(type, name, formatMoment(reader, startedAt), formatMoment(reader, Date.parse(at)), reason),
    )
}

/** The same of the one incident that is shown: its name and start stand above. */
export function amendedHere(reader: Reader, { corrections }: Pick<Incident, 'corrections'>): string[] {
  const t = embedTexts[reader.lang]
  return corrections
    .toReversed()
    .slice(0, MOST_AMENDED)
    .map(({ type, at, reason }) => t.embedAmendedHere(type, formatMoment(reader, Date.parse(at)), reason))
}

/** The minutes of then are kept no longer. */
export const hourlyNotes = ({ lang }: Reader, { isHourly }: { isHourly: boolean }): string[] =>
  isHourly ? [embedTexts[lang].embedHourly] : []
