import { describe, expect, it } from 'vitest'
import { FeedError, MAX_ITEMS, readFeed } from './feed.ts'

const URL_OF_FEED = 'https://status.example.org/feeds/all.xml'
const read = (xml: string | Buffer, contentType = '') => readFeed(Buffer.from(xml), contentType, URL_OF_FEED)
const rss = (items: string, head = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Status</title>${head}${items}</channel></rss>`
const item = (title: string, more = '') => `<item><title>${title}</title>${more}</item>`
const atom = (entries: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><feed xml:lang="en-US" xmlns="http://www.w3.org/2005/Atom"><title>Status</title>${entries}</feed>`

describe('RSS', () => {
  it('is read: words without markup, when, where, in what language', () => {
    const { sayings, skipped } = read(
      rss(
        `${item('RISOLTO: disservizio posta', '<link>/news/2?a=1&amp;b=2</link><guid>n2</guid><pubDate>Wed, 25 Jan 2023 20:00:00 +0100</pubDate>')}
         ${item('Problemi di accesso', '<description>&lt;p&gt;Stiamo &lt;b&gt;verificando&lt;/b&gt; &amp;egrave; tutto.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description><guid>n1</guid><pubDate>25 Jan 23 08:05 GMT</pubDate>')}`,
        '<language>it</language>',
      ),
    )
    expect(skipped).toBe(0)
    expect(sayings).toMatchObject([
      {
        text: 'Problemi di accesso\n\nStiamo verificando è tutto.',
        topics: ['problem'],
        claimedAt: Date.UTC(2023, 0, 25, 8, 5),
        source: null,
        lang: 'it',
      },
      {
        text: 'RISOLTO: disservizio posta',
        topics: ['restored'],
        claimedAt: Date.UTC(2023, 0, 25, 19),
        source: 'https://status.example.org/news/2?a=1&b=2',
      },
    ])
  })

  it('keeps CDATA as it is, and what looks like markup in words as words', () => {
    const { sayings } = read(
      rss(
        item('<![CDATA[Outage <of> a & b]]>', '<description><![CDATA[<p>5 &lt; 6</p>]]> &lt;br&gt;end</description>'),
      ),
    )
    expect(sayings[0]?.text).toBe('Outage a & b\n\n5 < 6\n\nend')
  })

  it('leaves out entries that are about nothing we know', () => {
    expect(read(rss(item('Welcome') + item('Scheduled maintenance') + item('Outage'))).sayings).toHaveLength(1)
  })

  it('is read in version 1.0', () => {
    const xml = `<rdf:RDF xmlns:rdf="x" xmlns="y" xmlns:dc="z"><channel rdf:about="a"><title>Status</title></channel>
      <item rdf:about="https://status.example.org/1"><title>Outage</title><link>https://status.example.org/1</link><dc:date>2023-01-25T08:00+01:00</dc:date></item></rdf:RDF>`
    expect(read(xml).sayings).toMatchObject([
      { claimedAt: Date.UTC(2023, 0, 25, 7), source: 'https://status.example.org/1' },
    ])
  })
})

describe('Atom', () => {
  const statuspage = (blocks: string[], updated: string) =>
    atom(`<entry><id>tag:status.example.org,2005:Incident/1</id><published>2023-01-25T08:00:00Z</published><updated>${updated}</updated>
      <link rel="self" href="/x"/><link rel="alternate" type="text/html" href="https://status.example.org/incidents/1"/>
      <title>Mail is slow</title><content type="html">${blocks
        .map((block) => `<p><small>Jan <var data-var='date'>25</var>, 08:00 UTC</small><br>${block}</p>`)
        .join('')
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')}</content></entry>`)
  const first = '<strong>Investigating</strong> - We are looking into it.'
  const last = '<strong>Resolved</strong> - It is over.'

  it('gives the newest update of an incident, with its status, each once', () => {
    const [before] = read(statuspage([first], '2023-01-25T08:00:00Z')).sayings
    expect(before).toMatchObject({
      text: 'Mail is slow\n\nJan 25, 08:00 UTC\nInvestigating - We are looking into it.',
      topics: ['problem'],
      source: 'https://status.example.org/incidents/1',
      lang: 'en-US',
    })
    const [after] = read(statuspage([last, first], '2023-01-25T09:00:00Z')).sayings
    expect(after).toMatchObject({ topics: ['restored'], claimedAt: Date.UTC(2023, 0, 25, 9) })
    expect(after?.text).not.toContain('looking')
    expect(after?.key).not.toBe(before?.key)
    expect(read(statuspage([first], '2023-01-26T08:00:00Z')).sayings[0]?.key).toBe(before?.key)
  })

  it('reads text as text and xhtml in its order', () => {
    const entry = (content: string) => atom(`<entry><id>1</id><title>Outage</title>${content}</entry>`)
    const words = (content: string) => read(entry(content)).sayings[0]?.text
    expect(words('<content type="text">a &lt;b&gt; c</content>')).toBe('Outage\n\na <b> c')
    expect(words('<content type="xhtml"><div xmlns="x">one <b>two</b> three</div></content>')).toBe(
      'Outage\n\none two three',
    )
    expect(words('<summary type="html">&lt;i&gt;short&lt;/i&gt;</summary>')).toBe('Outage\n\nshort')
  })
})

describe('when something was said', () => {
  const dated = (date: string) => read(rss(item('Outage', `<pubDate>${date}</pubDate>`))).sayings[0]?.claimedAt
  it.each([
    ['Wed, 25 Jan 2023 10:00:00 GMT', Date.UTC(2023, 0, 25, 10)],
    ['Wed, 25 Jan 2023 10:00:00 -0530', Date.UTC(2023, 0, 25, 15, 30)],
    ['25 January 2023 10:00 CET', Date.UTC(2023, 0, 25, 9)],
    ['2023-01-25T10:00:00+01:00', Date.UTC(2023, 0, 25, 9)],
    ['2023-01-25T10:00:00.123456Z', Date.UTC(2023, 0, 25, 10, 0, 0, 123)],
    ['Wed, 25 Jan 2023 10:00:00', null],
    ['2023-01-25', null],
    ['2023-13-45T10:00:00Z', null],
    ['Wed, 25 Brumaire 2023 10:00:00 GMT', null],
    ['Wed, 25 Jan 2023 10:00:00 K', null],
    ['Wed, 99 Jan 2023 10:00:00 GMT', null],
    ['yesterday', null],
    ['', null],
  ])('"%s"', (date, expected) => {
    expect(dated(date)).toBe(expected)
  })

  it('is not known where there is no date', () => {
    expect(read(rss(item('Outage'))).sayings[0]?.claimedAt).toBeNull()
  })
})

describe('a feed that is not as it should be', () => {
  const bomb = `<?xml version="1.0"?><!-- hello --><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
    { length: 9 },
    (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i || ''};`.repeat(10)}">`,
  ).join('')}]>${rss(item('Outage &lol9;')).slice(38)}`
  it.each([
    ['a bomb of entities', bomb, /document type/],
    [
      'a file of the machine',
      `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${rss(item('Outage &f;')).slice(38)}`,
      /document type/,
    ],
    ['half a feed', rss(item('Outage')).slice(0, -20), /no XML/],
    ['nothing', '', /no XML/],
    ['HTML', '<html><body><p>Hello<br></body></html>', /no XML/],
    ['XHTML', '<html><body><p>Hello</p></body></html>', /neither/],
    ['JSON', '{"rss":{}}', /no XML/],
    ['an RSS without a channel', '<rss version="2.0"></rss>', /neither/],
    ['a deep one', rss('<a>'.repeat(50) + '</a>'.repeat(50)), /deeply/],
    ['one with names of JavaScript', rss('<__proto__>x</__proto__>'), /names/],
    ['an unknown charset', rss(item('Outage')).replace('UTF-8', 'x-klingon'), /klingon/],
    ['one in another charset than it says', rss(item('Outage')).replace('UTF-8', 'utf-16'), /no XML|utf-16/],
  ])('%s', (_, xml, message) => {
    expect(() => read(xml)).toThrow(FeedError)
    expect(() => read(xml)).toThrow(message)
  })

  it('expands no entity of anybody', () => {
    expect(read(rss(item('Outage &lol; &amp;lol;'))).sayings[0]?.text).toBe('Outage &lol; &lol;')
  })

  it('is read in the charset that it says, or that the server says, or as it must be meant', () => {
    const latin = Buffer.from(rss(item('Outage: perché')), 'latin1')
    const words = (bytes: Buffer, type = '') => read(bytes, type).sayings[0]?.text
    expect(words(latin)).toBe('Outage: perché')
    expect(words(latin, 'text/xml; charset=ISO-8859-1')).toBe('Outage: perché')
    expect(words(Buffer.from(latin.toString('latin1').replace('UTF-8', 'iso-8859-15'), 'latin1'))).toBe(
      'Outage: perché',
    )
    expect(words(Buffer.from(`\ufeff${rss(item('Outage: perché'))}`), 'text/xml; charset=ISO-8859-1')).toBe(
      'Outage: perché',
    )
  })

  it('is read up to so many entries, and each up to so many characters', () => {
    const many = read(rss(item('Outage').repeat(MAX_ITEMS + 5)))
    expect([many.sayings.length, many.skipped]).toEqual([MAX_ITEMS, 5])
    expect(read(rss(item('Outage', `<description>${'x'.repeat(90_000)}</description>`))).sayings[0]?.text).toHaveLength(
      4000,
    )
  })

  it('sends nobody to an address that is none', () => {
    const source = (link: string) => read(rss(item('Outage', `<link>${link}</link>`))).sayings[0]?.source
    for (const link of [
      'javascript:alert(1)',
      'https://u:p@example.org/',
      'data:text/html,x',
      'http://',
      `https://example.org/${'x'.repeat(600)}`,
    ])
      expect(source(link), link).toBeNull()
    expect(source("https://example.org/a'b")).toBe('https://example.org/a%27b')
  })
})
