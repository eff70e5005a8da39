import type { FrontTexts } from './front.ts'

export const frontEn: FrontTexts = {}
