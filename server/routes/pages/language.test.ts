import { expect, it } from 'vitest'
import { negotiateLanguage } from './language.ts'

it.each([
  [undefined, 'it'],
  ['*', 'it'],
  ['it-IT,it;q=0.9,en;q=0.8', 'it'],
  ['en-GB,en;q=0.9,it;q=0.5', 'en'],
  ['de-DE,de;q=0.9', 'en'],
  ['de,it;q=0.3', 'it'],
  ['en;q=0.5,it;q=0.5', 'it'],
  ['it;q=0', 'en'],
  [',;;q=,', 'en'],
] as const)('reads %s as %s', (header, lang) => {
  expect(negotiateLanguage(header)).toBe(lang)
})
