import { describe, expect, it } from 'vitest'
import { readCatalogue } from './catalogue.ts'
import { createSearch } from './search.ts'

const search = createSearch(readCatalogue().providers)

describe('a service that is named', () => {
  it.each([
    ['Gmail', 'gmail'],
    ['hotmail', 'outlook'],
    ['whatsapp non funziona', 'whatsapp'],
    ['è giù Netflix?', 'netflix'],
    ['inwind.it', 'libero-mail'],
    ['mario@inwind.it', 'libero-mail'],
    ['ovh.com', 'ovhcloud'],
  ])('%s is %s', (words, slug) => {
    expect(search.named(words)?.slug).toBe(slug)
  })

  it.each(['aruba', 'libero', 'google', 'instag', 'whatsap', 'docs.google.com', 'mail', 'x', '', '   ', 'qwrtzpsdf'])(
    '%j could be another, or nobody',
    (words) => {
      expect(search.named(words)).toBeUndefined()
    },
  )

  it('is found first by the same words', () => {
    const called = readCatalogue().providers.flatMap(({ name }) => {
      const one = search.named(name)
      return one === undefined ? [] : { one, first: search.find(name, 1)[0] }
    })
    expect(called.length).toBeGreaterThan(100)
    expect(called.filter(({ one, first }) => one !== first)).toEqual([])
  })
})
