import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCatalogue } from './catalogue.ts'
import { createDirectory, type DirectoryEntry } from './directory.ts'
import { MAX_RESULTS } from './search.ts'

const rows = readCatalogue().providers.map((p, i): DirectoryEntry => Object.assign(p, { id: i + 1, archived: false }))
const directory = createDirectory(rows)
const first = (words: string) => directory.search(words, 5)[0]?.slug

describe('search', () => {
  it.each([
    // by name, alias, former name, slug
    ['Libero Mail', 'libero-mail'],
    ['libero', 'libero-mail'],
    ['X', 'twitter'],
    ['hotmail', 'outlook'],
    ['psn', 'playstation-network'],
    ['face book', 'facebook'],
    ['wind tre', 'windtre'],
    ['io', 'app-io'],
    ['posta aruba', 'aruba-mail'],
    ['disney+', 'disney-plus'],
    // as people say it
    ['whatsapp non funziona', 'whatsapp'],
    ['è giù Gmail?', 'gmail'],
    ['is chat gpt down', 'chatgpt'],
    // by domain
    ['mario@inwind.it', 'libero-mail'],
    ['MARIO.ROSSI@IOL.IT', 'libero-mail'],
    ['https://www.facebook.com/groups/1?x=2', 'facebook'],
    ['smtp.gmail.com:465', 'gmail'],
    ['mail.google.com', 'gmail'],
    ['docs.google.com', 'google-drive'],
    ['amazon@libero.it', 'libero-mail'],
    // accents
    ['pokemon go', 'pokemon-go'],
    ['Crèdit Agricolé', 'credit-agricole-italia'],
    // typing errors
    ['libreo mail', 'libero-mail'],
    ['whatsap', 'whatsapp'],
    ['instragram', 'instagram'],
    ['vodaphone', 'vodafone'],
    ['netflx', 'netflix'],
    ['mario@gmial.com', 'gmail'],
    ['snapcaht', 'snapchat'],
    ['instargam non funziona', 'instagram'],
    // still typing
    ['insta', 'instagram'],
    ['messen', 'facebook-messenger'],
  ])('%s finds %s', (words, slug) => {
    expect(first(words)).toBe(slug)
  })

  it('does not guess where something fits as it is typed', () => {
    expect(directory.search('gmail', 10).map((e) => e.slug)).toEqual(['gmail'])
  })

  it.each(['', '   ', '!?', 'qwrtzpsdf', '@', '.', '@@@...', '\u0000', '\uD800'])('finds nothing for %j', (words) => {
    expect(directory.search(words, 5)).toEqual([])
  })

  it('gives the same order whatever the order of the entries', () => {
    const turned = createDirectory(rows.toReversed())
    for (const words of ['mail', 'libero', 'google', 'sky', 'poste', 'a', 'instragram', 'apple']) {
      expect(turned.search(words, 50).map((e) => e.slug)).toEqual(directory.search(words, 50).map((e) => e.slug))
    }
  })

  it('keeps to the limit, and to a limit of its own', () => {
    expect(directory.search('a', 3)).toHaveLength(3)
    expect(directory.search('a', 1e9).length).toBeLessThanOrEqual(MAX_RESULTS)
    expect(directory.search('a', 0)).toEqual([])
    expect(directory.search('a', -1)).toEqual([])
  })

  it('reads only the beginning of a hostile text', () => {
    // The name stands where the text is no longer read; if it were, it would be found.
    for (const filler of ['\uFDFA', 'a.', '@.', 'а\u0301', 'z ']) {
      expect(directory.search(`${filler.repeat(500_000)} whatsapp`, 5).map((e) => e.slug)).not.toContain('whatsapp')
    }
  })

  it('answers anything with entries', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (words) => {
        const found = directory.search(words, 5)
        expect(found.length).toBeLessThanOrEqual(5)
        for (const entry of found) expect(directory.bySlug(entry.slug)).toBe(entry)
      }),
      { numRuns: 100 },
    )
  })
})

describe('the directory', () => {
  const gone: DirectoryEntry = {
    ...rows[0]!,
    id: 9_999,
    slug: 'gone',
    name: 'Gone',
    domains: ['gone.example'],
    archived: true,
  }
  const withPast = createDirectory([...rows, gone])

  it('keeps an archived provider by id, for its history, and nowhere else', () => {
    expect(withPast.byId(9_999)).toBe(gone)
    expect(withPast.archivedBySlug('gone')).toBe(gone)
    expect(withPast.bySlug('gone')).toBeUndefined()
    expect(withPast.all()).not.toContain(gone)
    expect(withPast.byOperator('italiaonline')).not.toContain(gone)
    expect(withPast.search('gone.example', 5)).toEqual([])
  })

  it('groups by operator', () => {
    expect(withPast.byOperator('italiaonline').map((e) => e.slug)).toEqual([
      'libero-mail',
      'libero-pec',
      'virgilio-mail',
    ])
    expect(withPast.byOperator('nobody')).toEqual([])
  })

  it('lists by name', () => {
    const names = withPast.all().map((e) => e.name.toLowerCase())
    expect(names).toEqual(names.toSorted())
    expect(names).toHaveLength(rows.length)
  })
})

describe('what runs on what', () => {
  const [libero, virgilio, gmail] = ['libero-mail', 'virgilio-mail', 'gmail'].map((slug) => directory.bySlug(slug)!)
  const gone: DirectoryEntry = { ...libero!, id: 9_999, slug: 'gone', archived: true }
  const source = 'https://source.example/'
  const between = (from: DirectoryEntry, to: DirectoryEntry) => ({ providerId: from.id, dependsOnId: to.id, source })
  const known = createDirectory(
    [...rows, gone],
    [between(virgilio!, libero!), between(gmail!, libero!), between(libero!, gone)],
  )

  it('is told from both ends, with where it is written', () => {
    expect(known.dependsOn(gmail!.id)).toEqual([{ entry: libero, source }])
    expect(known.dependents(libero!.id).map(({ entry }) => entry.slug)).toEqual(['gmail', 'virgilio-mail'])
    expect(known.dependsOn(virgilio!.id).map(({ entry }) => entry.slug)).toEqual(['libero-mail'])
  })

  it('leaves out whoever is no longer listed, and is nothing where nothing is known', () => {
    expect(known.dependsOn(libero!.id)).toEqual([])
    expect(directory.dependsOn(gmail!.id)).toEqual([])
  })
})
