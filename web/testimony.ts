import type { Testimony } from '../shared/incident.ts'
import type { Lang } from './locales/language.ts'
import { liveTexts } from './locales/live.ts'

/** One of the three that may speak, what it says, and that in words. */
export type VoiceLine = { voice: 'crowd' | 'probes' | 'official'; says: string; words: string }

/** Who speaks for a provider: who runs it, or itself. */
export const speakerOf = (provider: { name: string; operator: { name: string } | null }): string =>
  provider.operator?.name ?? provider.name

/** The three, always in the same order, in words no stronger than what each can know. */
export function voiceLines(lang: Lang, { crowd, probes, official }: Testimony): VoiceLine[] {
  const t = liveTexts[lang]
  return [
    { voice: 'crowd', says: crowd, words: t.crowdSays[crowd] },
    { voice: 'probes', says: probes, words: t.probesSay[probes] },
    { voice: 'official', says: official, words: t.officialSays[official] },
  ]
}

/** They say that it works again, and somebody goes on saying otherwise; null: nobody does. */
export function disputedWords(lang: Lang, testimony: Testimony | null, speaker: string): string | null {
  if (testimony === null || !testimony.disputed) return null
  return liveTexts[lang].disputed(speaker, testimony.crowd === 'problem', isFailing(testimony))
}

const isFailing = ({ probes }: Testimony) => probes === 'failing' || probes === 'mixed'
