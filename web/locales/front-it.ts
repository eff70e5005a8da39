import type { FrontTexts } from './front.ts'

export const frontIt: FrontTexts = {}
