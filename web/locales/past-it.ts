import type { PastTexts } from './past.ts'

export const pastIt: PastTexts = {}
