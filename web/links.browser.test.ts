import { expect, it } from 'vitest'
import { useStorySite } from '../server/test/story-site.ts'
import { LANGS } from './locales/language.ts'

const site = useStorySite()
const PATIENCE_MS = 120_000
/** Pages of one kind are alike: so many of each are asked for, and so many of them read. */
const ASKED_OF_A_KIND = 50
const READ_OF_A_KIND = 8
/** Other languages are looked at elsewhere. */
const LINK = /<(?:a|img|script|link rel="(?!alternate|canonical)[^"]*")\s[^>]*?(?:href|src)="([^"]*)"/g

/** Two addresses of one kind differ in what they name. */
const kindOf = ({ pathname, search }: URL) => {
  const path = pathname.replace(/\/(p|i|c|o|d|embed|badge)\/[^/]+/, '/$1/:name')
  return path + [...new URLSearchParams(search).keys()].toSorted((a, b) => (a < b ? -1 : 1)).join('&')
}

it(
  'leads from the front page nowhere that is not there',
  async () => {
    const { url } = site.server
    const seen = new Map(LANGS.map((lang) => [`/${lang}/`, 'the beginning']))
    const read = new Map<string, number>()
    const dead: string[] = []
    for (const [address, from] of seen) {
      const kind = kindOf(new URL(url + address))
      read.set(kind, (read.get(kind) ?? 0) + 1)
      if (read.get(kind)! > ASKED_OF_A_KIND) continue
      const answer = await fetch(url + address, { headers: { accept: 'text/html' } })
      const html = await answer.text()
      if (answer.status !== 200) dead.push(`${from} → ${address}: ${answer.status}`)
      if (!answer.headers.get('content-type')?.startsWith('text/html')) continue
      if (read.get(kind)! > READ_OF_A_KIND) continue
      for (const [, href = ''] of html.matchAll(LINK)) {
        const to = new URL(href.replaceAll('&amp;', '&').replace(/^https:\/\/brusio\.example/, ''), url + address)
        const next = to.pathname + to.search
        if (to.origin === new URL(url).origin && !seen.has(next)) seen.set(next, address)
      }
    }
    expect(dead).toEqual([])
    // That it went anywhere at all.
    for (const kind of ['/it/', '/en/', '/it/p/:name', '/en/p/:name/why', '/it/i/:name'])
      expect([...read.keys()]).toContain(kind)
  },
  PATIENCE_MS,
)
