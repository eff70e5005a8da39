import { MINUTE_MS, SECOND_MS } from '../../shared/time.ts'
import { formatDuration, formatNumber, type Reader } from '../format.ts'

/** 45 s, 3 min */
export function ageWords(reader: Reader, ms: number): string {
  return ms < 2 * MINUTE_MS
    ? `${formatNumber(reader.lang, Math.max(0, Math.round(ms / SECOND_MS)), 0)} s`
    : formatDuration(reader.lang, ms)
}
