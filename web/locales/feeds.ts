import { feedWords as feedEn } from './en.ts'
import { feedWords as feedIt } from './it.ts'
import type { Lang } from './language.ts'

/** What feeds, oEmbed and shared links say. */
export type FeedTexts = {
  feedTitle: string
}

export const feedTexts: Record<Lang, FeedTexts> = { it: feedIt, en: feedEn }
