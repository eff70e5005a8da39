import { expect, it } from 'vitest'
import { componentName } from './component-name.ts'
import { nameIn, type Lang } from './locales/language.ts'

it('calls a part by its name in the language, in English where it has none there', () => {
  const parts = [{ slug: 'sending', name: { it: 'Invio', en: 'Sending' } }]
  expect(componentName(parts, 'sending', 'it')).toBe('Invio')
  expect(componentName(parts, 'gone', 'it')).toBeUndefined()
  expect(nameIn(parts[0]!.name, 'de' as Lang)).toBe('Sending')
})
