import type { EmbedCurve, EmbedFacts, EmbedLine } from '../../shared/embed.ts'
import { HOUR_MS, QUARTER_MS } from '../../shared/time.ts'
import { embedTexts } from '../locales/embed.ts'
import type { Lang } from '../locales/language.ts'
import { NOW } from '../test-page.ts'

/** One service as an embed shows it, for tests of what is made of it. */
export function anEmbedLine(more: Partial<EmbedLine> = {}): EmbedLine {
  return {
    slug: 'libero-mail',
    name: 'Libero Mail',
    path: '/it/p/libero-mail',
    tone: 'confirmed',
    verified: false,
    headline: 'Molte segnalazioni di problemi dalle 18:02.',
    numbers: '412 segnalazioni negli ultimi 15 minuti, di solito 6.',
    cause: null,
    spark: Array.from({ length: 24 }, (_, i) => (i < 18 ? 3 : 3 + (i - 17) * 40)),
    news: 'one',
    ...more,
  }
}

/** A day that ends in an outage; two of its hours were not heard. */
export function anEmbedCurve(more: Partial<EmbedCurve> = {}): EmbedCurve {
  const from = NOW - (NOW % QUARTER_MS) - 95 * QUARTER_MS
  return {
    from,
    to: from + 96 * QUARTER_MS,
    now: NOW,
    width_ms: QUARTER_MS,
    points: Array.from({ length: 96 }, (_, i) => [
      i >= 30 && i < 38 ? null : i < 90 ? Math.round(4 + 3 * Math.sin(i / 3)) : (i - 89) * 68,
      6,
      14,
    ]),
    bands: [{ from: NOW - 1.1 * HOUR_MS, to: null, kind: 'incident' }],
    ticks: Array.from({ length: 6 }, (_, i) => [from + (i + 0.6) * 4 * HOUR_MS, `${String((i * 4 + 2) % 24)}:00`]),
    summary: 'Segnalazioni delle ultime 24 ore, al massimo 408.',
    ...more,
  }
}

/** What an embed of one provider shows. */
export function someFacts(more: Partial<EmbedFacts> = {}, lang: Lang = 'it'): EmbedFacts {
  const line = anEmbedLine()
  return {
    generated_at: new Date(NOW).toISOString(),
    stale_after: new Date(NOW + 180_000).toISOString(),
    mode: 'live',
    lang,
    zone: 'Europe/Rome',
    as_of: null,
    ended: false,
    title: line.name,
    path: line.path,
    lines: [line],
    curve: anEmbedCurve(),
    notes: [],
    time: '3 luglio 2019, ore 21:07 CEST',
    words: {
      source: embedTexts[lang].embedSource,
      usual: 'di solito, fino a',
      old: 'Numeri vecchi.',
      open: embedTexts[lang].embedOpen,
    },
    report: null,
    ...more,
  }
}
