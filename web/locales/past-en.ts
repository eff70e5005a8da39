import type { PastTexts } from './past.ts'

export const pastEn: PastTexts = {}
