import type { Component } from '../shared/provider.ts'
import { nameIn, type Lang } from './locales/language.ts'

/** What a provider's part is called; undefined where the provider has no such part (any more). */
export function componentName(components: readonly Component[], slug: string | null, lang: Lang): string | undefined {
  const found = components.find((component) => component.slug === slug)
  return found && nameIn(found.name, lang)
}
