import type { ProviderTexts } from './provider.ts'

export const providerIt: ProviderTexts = {}
