import { guideWords as guideEn } from './en.ts'
import { guideWords as guideIt } from './it.ts'
import type { Lang } from './language.ts'

/** The newsroom pages: guide and builder, examples, and the page for a legal office. */
export type GuideTexts = {
  guideTitle: string
}

export const guideTexts: Record<Lang, GuideTexts> = { it: guideIt, en: guideEn }
