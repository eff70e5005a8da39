import type { AboutTexts } from './about.ts'

export const aboutEn: AboutTexts = {}
