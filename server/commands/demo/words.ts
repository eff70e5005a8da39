import type { Change } from '../../detect/change.ts'
import { MINUTE_MS } from '../../../shared/time.ts'

export const say = (line: string) => console.log(line)
/** Month, day and time, UTC. */
export const label = (at: number) => new Date(at).toISOString().slice(5, 16).replace('T', ' ')

export function changeLine(provider: string, change: Change): string {
  const { observed, expected, window_ms: windowMs } = change.evidence
  const seen = `${observed} reports in ${Math.round(windowMs / MINUTE_MS)} min, usually ${expected.toFixed(1)}`
  const what = change.type === 'verified' ? `${change.to}, verified` : `${change.from} → ${change.to}`
  const parts = [label(change.at), provider.padEnd(18), what.padEnd(23), seen]
  if (change.type === 'suspected' || change.type === 'confirmed') parts.push(`began about ${label(change.startedAt)}`)
  return parts.join('  ')
}
