import { FEED_AUTHOR, FEED_TYPE, type Feed, type FeedEntry } from './feed.ts'
import { toLine, toXml, type XmlNode } from './xml.ts'

const iso = (at: number) => new Date(at).toISOString()

/** RFC 4287. */
export function toAtom(feed: Feed): string {
  const { lang, title, subtitle, rights, self, page, icon, updatedAt, entries } = feed
  return toXml({
    feed: {
      '@xmlns': 'http://www.w3.org/2005/Atom',
      '@xml:lang': lang,
      id: self,
      title: toLine(title),
      subtitle,
      updated: iso(updatedAt),
      author: { name: FEED_AUTHOR },
      rights,
      icon,
      link: [
        { '@rel': 'self', '@type': FEED_TYPE.atom, '@href': self },
        { '@rel': 'alternate', '@type': 'text/html', '@hreflang': lang, '@href': page },
      ],
      entry: entries.map((entry) => toNode(feed, entry)),
    },
  })
}

const toNode = (
  { lang }: Feed,
  { id, title, summary, link, publishedAt, updatedAt, provider }: FeedEntry,
): XmlNode => ({
  id,
  title: toLine(title),
  published: iso(publishedAt),
  updated: iso(updatedAt),
  link: { '@rel': 'alternate', '@type': 'text/html', '@hreflang': lang, '@href': link },
  category: { '@term': provider.slug, '@label': toLine(provider.name) },
  summary,
})
