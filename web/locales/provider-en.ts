import type { ProviderTexts } from './provider.ts'

export const providerEn: ProviderTexts = {}
