import type { AboutTexts } from './about.ts'

export const aboutIt: AboutTexts = {}
