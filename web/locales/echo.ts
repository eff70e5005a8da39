import { echoWords as echoEn } from './en.ts'
import { echoWords as echoIt } from './it.ts'
import type { Lang } from './language.ts'

/** Through which newspapers reports came, and the sentence to cite. */
export type EchoTexts = {
  echoHeading: string
  echoLead: (through: string, voices: string) => string
  echoUnchecked: string
  echoSite: string
  echoVoices: string
  echoShare: string
  echoOthers: string
  echoUnnamed: string
  echoAmplified: string
  /** `host` null: of too few to be named. */
  echoBrought: (percent: string, host: string | null) => string
  echoNoState: string
  echoCopy: string
  echoCopied: string
  echoSelected: string
}

export const echoTexts: Record<Lang, EchoTexts> = { it: echoIt, en: echoEn }
