import { embedWords as embedEn } from './en.ts'
import { embedWords as embedIt } from './it.ts'
import type { Lang } from './language.ts'

/** What every form of an embed says. */
export type EmbedTexts = {
  embedSource: string
  embedOpen: string
  embedFrozen: (moment: string) => string
  embedHourly: string
  /** `start` and `moment` with their day; `reason` is a person's text. */
  embedAmended: (type: 'corrected' | 'withdrawn', name: string, start: string, moment: string, reason: string) => string
  embedUnavailable: Record<'subject' | 'as_of', string>
  embedCancel: string
  embedFailed: string
}

export const embedTexts: Record<Lang, EmbedTexts> = { it: embedIt, en: embedEn }
