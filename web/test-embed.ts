import type { EmbedCurve, EmbedFacts, EmbedLine, EmbedReport } from '../shared/embed.ts'
import { HOUR_MS, QUARTER_MS } from '../shared/time.ts'
import { NOW } from './test-page.ts'

export function aLine(more: Partial<EmbedLine> = {}): EmbedLine {
  return {
    slug: 'libero-mail',
    name: 'Libero Mail',
    path: '/it/p/libero-mail',
    tone: 'confirmed',
    verified: false,
    headline: 'Molte segnalazioni di problemi dalle 15:42.',
    numbers: '412 segnalazioni negli ultimi 15 minuti, di solito 6.',
    cause: null,
    spark: Array.from({ length: 24 }, (_, i) => (i < 16 ? i % 3 : i === 18 ? null : 20 + ((i * 13) % 29))),
    news: 'a',
    ...more,
  }
}

export function aCurve(more: Partial<EmbedCurve> = {}): EmbedCurve {
  const to = Math.ceil(NOW / QUARTER_MS) * QUARTER_MS
  const from = to - 24 * HOUR_MS
  const start = to - 6 * HOUR_MS
  return {
    from,
    to,
    now: NOW,
    width_ms: QUARTER_MS,
    points: Array.from({ length: 96 }, (_, i): EmbedCurve['points'][number] => {
      const voices = i < 72 ? (i * 7) % 6 : 150 + ((i * 37) % 260)
      return [i > 40 && i < 46 ? null : voices, 6, 16]
    }),
    bands: [{ from: start, to: null, kind: 'incident' }],
    ticks: Array.from({ length: 8 }, (_, i): [number, string] => {
      const at = Math.ceil(from / (3 * HOUR_MS)) * 3 * HOUR_MS + i * 3 * HOUR_MS
      return [at, new Date(at + 2 * HOUR_MS).toISOString().slice(11, 16)]
    }),
    summary: 'Segnalazioni di problemi nelle ultime 24 ore: al massimo 409 in 15 minuti.',
    ...more,
  }
}

export function anEmbedReport(more: Partial<EmbedReport> = {}): EmbedReport {
  return {
    provider: 'libero-mail',
    button: 'Ho un problema',
    question: 'Che cosa non va?',
    problems: [
      ['cannot-open', 'Non si apre'],
      ['cannot-receive', 'Non ricevo'],
      ['other', 'Altro'],
    ],
    works: 'A me funziona',
    cancel: 'Annulla',
    privacy: 'Non serve un account.',
    counted: 'Contata.',
    repeat: 'Già contata.',
    changed: 'Vale la prima risposta.',
    refused: 'Non contata.',
    failed: 'Non inviata.',
    ...more,
  }
}

/** What an embed shows, for tests of views: an afternoon of 3 July 2019. */
export function someFacts(more: Partial<EmbedFacts> = {}): EmbedFacts {
  return {
    generated_at: new Date(NOW).toISOString(),
    stale_after: new Date(NOW + 180_000).toISOString(),
    mode: 'live',
    lang: 'it',
    zone: 'Europe/Rome',
    as_of: null,
    ended: false,
    title: 'Libero Mail',
    path: '/it/p/libero-mail',
    lines: [aLine()],
    curve: aCurve(),
    notes: [],
    time: '3 luglio, 21:07 CEST',
    words: {
      source: 'fonte: Brusio',
      usual: 'di solito',
      old: 'Numeri vecchi: da qualche minuto non riusciamo ad aggiornarli.',
      open: 'Apri su Brusio',
    },
    report: null,
    ...more,
  }
}
