import { beforeAll, describe, expect, it } from 'vitest'
import { LANGS } from './locales/language.ts'
import { PUBLIC_URL, useStorySite } from '../server/test/story-site.ts'
import { tourSite, type Visit } from '../server/test/site-tour.ts'

/** Every page in every language, with all that is looked for. */
const TOUR_MS = 300_000
/** Also looked at on a wide screen. */
const DESK = ['home', 'provider', 'incident']

const site = useStorySite()
let visits: Visit[]
beforeAll(async () => {
  visits = await tourSite(site, DESK)
}, TOUR_MS)

/** What is wrong, with where. */
const wrong = (find: (visit: Visit) => readonly string[]) =>
  visits.flatMap((visit) => [...new Set(find(visit))].map((one) => `${visit.at}: ${one}`))

describe('every page in every language', () => {
  it('is there', () => {
    expect(visits).toHaveLength(site.pages.length * LANGS.length)
    expect(wrong(({ status, page }) => (status === page.status ? [] : [`is answered with ${status}`]))).toEqual([])
  })

  it('has no barrier that axe can find, light or dark', () => {
    expect(wrong(({ barriers }) => barriers)).toEqual([])
  })

  it('asks nobody else for anything', () => {
    expect(wrong(({ strangers }) => strangers)).toEqual([])
  })

  it('sets no cookie and stores nothing before a press', () => {
    expect(wrong(({ cookies, stored }) => [...cookies, ...stored])).toEqual([])
  })

  it('leaves neither its policy nor its scripts anything to complain of', () => {
    expect(wrong(({ complaints }) => complaints)).toEqual([])
  })

  it('fits 320 px, and 640 px with text twice as large', () => {
    expect(wrong(({ overflow }) => overflow)).toEqual([])
    expect(wrong(({ overflowLarge }) => overflowLarge)).toEqual([])
  })
})

describe('what is said of a page', () => {
  it('is its language, one heading, one main part, and a description', () => {
    const found = wrong(({ page, lang, said, h1, mains, description, title }) => [
      ...(said === lang ? [] : [`says to be in ${said}`]),
      ...(h1.length === 1 && h1[0] !== '' ? [] : [`has ${h1.length} first headings`]),
      ...(mains === 1 ? [] : [`has ${mains} main parts`]),
      ...(page.isFrame || (description.length === 1 && description[0]!.length > 20)
        ? []
        : [`is described as ${description.join()}`]),
      ...(title.length > 5 && title.length < 120 ? [] : [`is called ${title}`]),
    ])
    expect(found).toEqual([])
  })

  it('leaves out no level of headings on the way down', () => {
    const skips = ({ headings }: Visit) =>
      headings.filter((level, i) => i > 0 && level > headings[i - 1]! + 1).map((level) => `h${level} comes too early`)
    expect(wrong(skips)).toEqual([])
  })

  it('is its own: no two pages of a language are called the same', () => {
    const open = visits.filter(({ page }) => !page.isHidden)
    const titles = open.map(({ title, lang, page }) => `${lang} ${page.path.split('?')[0]} ${title}`)
    const names = new Set(titles.map((line) => line.replace(/ \S+/, '')))
    const paths = new Set(open.map(({ lang, page }) => `${lang} ${page.path.split('?')[0]}`))
    expect(names.size).toBe(paths.size)
  })

  it('names the address by which it is known, and its other languages, which are there', async () => {
    const open = visits.filter(({ page }) => !page.isHidden)
    expect(open.length).toBeGreaterThan(20)
    const found: string[] = []
    const asked = new Map<string, Promise<number>>()
    const statusOf = (address: string) => {
      const known =
        asked.get(address) ?? fetch(site.server.url + address.slice(PUBLIC_URL.length)).then((a) => a.status)
      asked.set(address, known)
      return known
    }
    for (const { at, address, canonical, alternates } of open) {
      if (canonical.length !== 1 || !canonical[0]!.startsWith(PUBLIC_URL + address.split('?')[0]!))
        found.push(`${at}: canonical ${canonical.join()}`)
      const langs = alternates.map(([lang]) => lang).join()
      if (langs !== [...LANGS, 'x-default'].join()) found.push(`${at}: languages ${langs}`)
      for (const [lang, href = ''] of [...alternates, ['canonical', canonical[0]] as const]) {
        if ((await statusOf(href)) !== 200) found.push(`${at}: ${lang} ${href} is not there`)
      }
    }
    expect(found).toEqual([])
  })

  it('is data that can be read, where it is for machines', () => {
    const found = wrong(({ structured }) =>
      structured
        .filter((text) => {
          const data = JSON.parse(text ?? '') as Record<string, unknown>
          return data['@context'] !== 'https://schema.org'
        })
        .map((text) => `structured ${text}`),
    )
    expect(found).toEqual([])
  })

  it('leads to no place on the page that is not there', () => {
    expect(wrong(({ anchors }) => anchors)).toEqual([])
  })
})
