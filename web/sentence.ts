import type { Verdict } from '../shared/series.ts'
import { formatClock, formatDay, formatExpected, formatNumber, sameDay, type Reader } from './format.ts'
import { liveTexts } from './locales/live.ts'

export type Sentence = { headline: string; numbers: string; hint: string | null }

/** The verdict in words, the same on the page, in the script and in the embed. */
export function verdictSentence(reader: Reader, verdict: Verdict, now: number): Sentence {
  const texts = liveTexts[reader.lang]
  const words = texts.state(verdict.state, verdict.verified)
  const since = verdict.since === null ? undefined : Date.parse(verdict.since)
  const troubled = verdict.state !== 'ok' && verdict.state !== 'unknown'
  const day = since === undefined || sameDay(reader, since, now) ? null : formatDay(reader, since)
  const when = !troubled || since === undefined ? '' : texts.since(verdict.state, formatClock(reader, since), day)
  return {
    headline: `${words}${when}.`,
    numbers: texts.numbers(
      verdict.reports_15m,
      formatNumber(reader.lang, verdict.reports_15m),
      formatExpected(reader.lang, verdict.expected_15m),
    ),
    hint: texts.hint(verdict.state),
  }
}
