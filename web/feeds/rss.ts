import { FEED_AUTHOR, FEED_TYPE, type Feed, type FeedEntry } from './feed.ts'
import { toLine, toXml, type XmlNode } from './xml.ts'

/** Minutes that a reader may well wait before it asks again. */
const TTL_MIN = 5

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
/** A description is HTML, by custom: it is written once as HTML and once more as XML. */
const toHtml = (text: string) => text.replaceAll(/[&<>]/g, (sign) => ESCAPES[sign]!)

/** RFC 822 as RSS asks for it. */
const date = (at: number) => new Date(at).toUTCString()

/** RSS 2.0, with the address of its own and the author from where they have a name. */
export function toRss(feed: Feed): string {
  const { lang, title, subtitle, rights, self, page, updatedAt, entries } = feed
  return toXml({
    rss: {
      '@version': '2.0',
      '@xmlns:atom': 'http://www.w3.org/2005/Atom',
      '@xmlns:dc': 'http://purl.org/dc/elements/1.1/',
      channel: {
        title: toLine(title),
        link: page,
        description: toHtml(subtitle),
        language: lang,
        copyright: rights,
        lastBuildDate: date(updatedAt),
        ttl: String(TTL_MIN),
        'atom:link': { '@rel': 'self', '@type': FEED_TYPE.rss, '@href': self },
        item: entries.map(toItem),
      },
    },
  })
}

const toItem = ({ id, title, summary, link, publishedAt, provider }: FeedEntry): XmlNode => ({
  title: toLine(title),
  link,
  guid: { '@isPermaLink': 'false', '#text': id },
  pubDate: date(publishedAt),
  'dc:creator': FEED_AUTHOR,
  category: toLine(provider.name),
  description: toHtml(summary),
})
