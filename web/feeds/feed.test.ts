import { expect, it } from 'vitest'
import { HOSTILE_STRINGS } from '../../server/test/hostile-strings.ts'
import { checkXml, readByRssParser, readBySmith } from '../../server/test/feed-readers.ts'
import { toAtom } from './atom.ts'
import type { Feed, FeedEntry } from './feed.ts'
import { toRss } from './rss.ts'

const AT = Date.UTC(2023, 0, 23, 8, 31)
const anEntry = (text: string, i: number): FeedEntry => ({
  id: `urn:uuid:0185dd0c-0000-7000-8000-${String(i).padStart(12, '0')}`,
  title: `${i} ${text}`,
  summary: `${text} ${i}`,
  link: `https://brusio.example/it/i/${i}`,
  publishedAt: AT + i * 1_000,
  updatedAt: AT + i * 2_000,
  provider: { slug: `p${i}`, name: `${text} ${i}` },
})
const aFeed = (texts: readonly string[]): Feed => ({
  lang: 'it',
  title: `Brusio ${texts.at(-1)}`,
  subtitle: texts.join(' ').slice(0, 5_000),
  rights: 'CC BY 4.0',
  self: 'https://brusio.example/it/feed.atom',
  page: 'https://brusio.example/it/',
  icon: 'https://brusio.example/icon-180.png',
  updatedAt: AT,
  entries: texts.map(anEntry),
})
const FORMATS = [
  { format: 'atom', write: toAtom },
  { format: 'rss', write: toRss },
] as const

it.each(FORMATS)('writes $format that stays well-formed whatever names and reasons hold', async ({ format, write }) => {
  const xml = write(aFeed(HOSTILE_STRINGS))
  expect(() => checkXml(xml, format === 'atom')).not.toThrow()
  const [one, other] = [readBySmith(xml), await readByRssParser(xml)]
  expect(one.format).toBe(format)
  for (const { entries } of [one, other]) {
    expect(entries).toHaveLength(HOSTILE_STRINGS.length)
    expect(new Set(entries.map(({ id }) => id)).size).toBe(HOSTILE_STRINGS.length)
    expect(entries.every(({ title }, i) => title.startsWith(`${i}`))).toBe(true)
  }
})

it.each(FORMATS)('says in $format the very letters of a name, for every reader', async ({ format, write }) => {
  const names = ['<b>A & B</b>', 'L’Aquila «100 %»', ']]>', '&lt;i&gt;', 'caffè', '\u05e9\u05dc\u05d5\u05dd']
  const xml = write(aFeed(names))
  checkXml(xml, format === 'atom')
  const titles = names.map((name, i) => `${i} ${name}`)
  expect((await readByRssParser(xml)).entries.map(({ title }) => title)).toEqual(titles)
  // This reader takes references in a title for HTML and resolves them once more.
  const plain = titles.filter((title) => !title.includes('&'))
  expect(readBySmith(xml).entries.map(({ title }) => title)).toEqual(expect.arrayContaining(plain))
})

it.each(FORMATS)(
  'lets nothing through in $format that XML cannot say, or that would turn the text around',
  ({ write }) => {
    const xml = write(aFeed(['a\u0000b\u0001c\ufffed\ud800e\u202ef\u0085g']))
    // eslint-disable-next-line no-control-regex
    expect(xml).not.toMatch(/[\u0000-\u0008\ufffe\uffff\u202e]/)
    expect(xml).toContain('0 abcdef\u0085g'.replaceAll(/\s+/g, ' '))
  },
)

it('writes a feed without entries that is a feed all the same', async () => {
  const empty = aFeed([])
  checkXml(toAtom(empty), true)
  expect((await readByRssParser(toAtom(empty))).entries).toEqual([])
  expect(readBySmith(toRss(empty)).entries).toEqual([])
})

it('holds a feed against the grammar, which knows a bad one', () => {
  const good = toAtom(aFeed(['a']))
  expect(() => checkXml(good, true)).not.toThrow()
  const spoilt = [
    good.replace(/<id>https.*?<\/id>/, ''),
    good.replace('2023-01-23T08:31:00.000Z', '23 January'),
    good.replace('rel="self"', 'rel="me"'),
    good.replace('<summary>', '<summary type="html">'),
  ]
  for (const bad of spoilt) {
    expect(bad).not.toBe(good)
    expect(() => checkXml(bad, true)).toThrow(/\S/)
  }
})
