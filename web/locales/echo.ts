import { echoWords as echoEn } from './en.ts'
import { echoWords as echoIt } from './it.ts'
import type { Lang } from './language.ts'

/** Through which newspapers reports came, and the sentence to cite. */
export type EchoTexts = {
  echoHeading: string
}

export const echoTexts: Record<Lang, EchoTexts> = { it: echoIt, en: echoEn }
