import { clockWords as clockIt } from './it.ts'
import { clockWords as clockEn } from './en.ts'
import type { Lang } from './language.ts'

/** The few words inside times and figures: apart from the rest, as every page's script has them. */
export type ClockTexts = { clockOn(clock: string, day: string): string; fewerThanOne: string }

export const clockTexts: Record<Lang, ClockTexts> = { it: clockIt, en: clockEn }
