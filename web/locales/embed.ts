import { embedWords as embedEn } from './en.ts'
import { embedWords as embedIt } from './it.ts'
import type { Lang } from './language.ts'

/** What every form of an embed says. */
export type EmbedTexts = {
  embedSource: string
  embedOpen: string
}

export const embedTexts: Record<Lang, EmbedTexts> = { it: embedIt, en: embedEn }
