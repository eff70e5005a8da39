import type { Evidence, ScopeCell } from '../../../shared/incident.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, bucketStart } from '../../../shared/time.ts'
import { FEWEST_VOICES } from '../../archive/columns.ts'
import type { Line } from '../../archive/csv.ts'
import { upperLimit } from '../../detect/limits.ts'
import type { CountRow, Span, UsualRow } from '../../store/archive-counts.ts'
import type { ArchivedEvent, ArchivedIncident } from '../../store/archive-incidents.ts'

const WIDTH = { minute: '1m', hour: '1h', pair: '1h' } as const
const SIZE = { minute: MINUTE_MS, hour: HOUR_MS }
const iso = (at: number): string => new Date(at).toISOString()
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at))

/**
 * A provider's day: each hour that was lived through or expected, with what was usual; each minute in which anybody said anything; parts and
 * devices by the hour. An hour in which we were away and heard nothing has no counts, which is not the same as none.
 */
export function countLines(
  day: number,
  counts: readonly CountRow[],
  usual: readonly UsualRow[],
  up: readonly Span[],
): Line[] {
  const bands = new Map(usual.map((row) => [row.at, row]))
  const hours = new Map(counts.filter(({ kind }) => kind === 'hour').map((row) => [row.at, row]))
  const lines: { at: number; line: Line }[] = []
  for (let at = day; at < day + DAY_MS; at += HOUR_MS) {
    const counted = hours.get(at) ?? (isLived(at, up) ? { reports: 0, problems: 0, works: 0 } : undefined)
    const band = bands.get(at)
    if (counted === undefined && band === undefined) continue
    lines.push({ at, line: { ...bucket(at, 'hour'), ...figures(counted), ...usualIn(band, 'hour'), ...shapeOf(band) } })
  }
  const bandAt = cached((hour: number) => usualIn(bands.get(hour), 'minute'))
  for (const row of counts) {
    if (row.kind === 'minute')
      lines.push({
        at: row.at,
        line: { ...bucket(row.at, 'minute'), ...figures(row), ...bandAt(bucketStart(row.at, HOUR_MS)) },
      })
    if (row.kind === 'pair') {
      const [component, device] = row.value.split('/').map((part) => (part === '-' ? null : part))
      const facet = { facet: 'component_device', component: component ?? null, device: device ?? null }
      lines.push({ at: row.at, line: { ...bucket(row.at, 'pair'), ...facet, ...figures(row) } })
    }
  }
  // Sorting is stable: an hour comes before its parts, and both before its first minute.
  const rank = ({ width, facet }: Line) => (width === '1m' ? 2 : facet === 'all' ? 0 : 1)
  return lines.toSorted((a, b) => a.at - b.at || rank(a.line) - rank(b.line)).map(({ line }) => line)
}

const isLived = (hour: number, up: readonly Span[]) => up.some(({ from, to }) => from < hour + HOUR_MS && to > hour)
const bucket = (at: number, kind: CountRow['kind']): Line => ({
  bucket_start: iso(at),
  width: WIDTH[kind],
  facet: 'all',
})

function figures(row: Pick<CountRow, 'reports' | 'problems' | 'works'> | undefined): Line {
  return row ? { reports: row.reports, problems: row.problems, works: row.works } : {}
}

function usualIn(band: UsualRow | undefined, kind: keyof typeof SIZE): Line {
  if (band === undefined) return {}
  const usual = { ratePerHour: band.rate, dispersion: band.dispersion, shape: band.shape }
  // An hour's is the rate to the last digit: it is read in again.
  const expected = kind === 'hour' ? band.rate : (band.rate * SIZE[kind]) / HOUR_MS
  return { expected, upper: upperLimit(usual, SIZE[kind]) }
}

const shapeOf = (band: UsualRow | undefined): Line =>
  band ? { dispersion: band.dispersion, shape: band.shape, blind_per_minute: band.blind } : {}

function cached<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>()
  return (key) => {
    if (!made.has(key)) made.set(key, make(key))
    return made.get(key)!
  }
}

export const upLines = (spans: readonly Span[]): Line[] =>
  spans.map(({ from, to }) => ({ from: iso(from), to: iso(to) }))

export function incidentLine(row: ArchivedIncident): Line {
  return {
    id: row.id,
    provider: row.provider,
    state: row.state,
    verified: row.verified,
    started_at: iso(row.startedAt),
    started_from: isoOrNull(row.startedFrom),
    started_to: isoOrNull(row.startedTo),
    detected_at: iso(row.detectedAt),
    confirmed_at: iso(row.confirmedAt),
    resolved_at: isoOrNull(row.resolvedAt),
    withdrawn_at: isoOrNull(row.withdrawnAt),
    peak: row.peak,
    rule: row.rule,
    cause: row.cause && JSON.stringify(row.cause),
    scope: JSON.stringify(row.scope.filter(isCrowd)),
    fixed: row.fixed.join(' '),
    corrections: JSON.stringify(row.corrections.map((one) => ({ ...one, at: iso(one.at) }))),
  }
}

/** A network may be one firm's, and a few voices may be somebody. That nobody at all said anything names nobody. */
const isCrowd = ({ facet, observed }: ScopeCell): boolean =>
  facet !== 'network' && (observed <= 0 || observed >= FEWEST_VOICES)

export function eventLine(row: ArchivedEvent): Line {
  return {
    incident: row.incident,
    provider: row.provider,
    at: iso(row.at),
    type: row.type,
    from_state: row.fromState,
    to_state: row.toState,
    reason: row.reason,
    evidence: JSON.stringify(withoutHost(row.evidence)),
  }
}

/** Of a page that brought too many voices only the share: whose it was stays between it and us. */
function withoutHost({ amplified, ...evidence }: Evidence) {
  return amplified === undefined ? evidence : { ...evidence, amplified: { host: '-', share: amplified.share } }
}
