import type { Blindness } from '../shared/series.ts'
import { formatNumber, formatRate, type Reader } from './format.ts'
import { chartTexts } from './locales/chart.ts'

/** What we would not notice now: stated, because silence is not green. */
export function blindnessSentence(reader: Reader, blindness: Blindness): string {
  const { lang } = reader
  return chartTexts[lang].blindness(
    formatRate(lang, blindness.per_minute),
    formatNumber(lang, blindness.within_ms / 60_000),
    formatRate(lang, blindness.usual_per_hour),
  )
}
