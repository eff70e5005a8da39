import type { Incident } from '../shared/incident.ts'
import type { Mode } from '../shared/live.ts'
import { formatMoment, formatNumber, formatZone, type Reader } from './format.ts'
import { isCollateral } from './groups.ts'
import { texts } from './locales/texts.ts'

export type Cited = { incident: Incident; mode: Mode; now: number; voices: number }

/** A sentence ready to be printed; or why nobody should print one. */
export function citationOf(
  reader: Reader,
  { incident, mode, now, voices }: Cited,
): { text: string } | { missing: string } {
  const t = texts[reader.lang]
  if (mode !== 'live') return { missing: t.citeNot[mode] }
  if (incident.corrections.some(({ type }) => type === 'withdrawn')) return { missing: t.citeNot.withdrawn }
  if (isCollateral(incident)) return { missing: t.citeNot.collateral }
  if (voices === 0) return { missing: t.citeNot.silent }
  const from = Date.parse(incident.started_at)
  const to = incident.resolved_at === null ? now : Date.parse(incident.resolved_at)
  const [start, end] = [from, to].map((at) => formatMoment(reader, at)) as [string, string]
  const zones = new Set([from, to].map((at) => formatZone(reader, at)))
  return {
    text: t.cite(voices, formatNumber(reader.lang, voices), incident.name, start, end, [...zones].join('/')),
  }
}
