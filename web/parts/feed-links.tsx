import { FEED_FORMATS, FEED_TYPE, feedPath } from '../feeds/feed.ts'
import { feedTexts } from '../locales/feeds.ts'
import type { PageContext } from './page.ts'

const FORMAT_NAME = { atom: 'Atom', rss: 'RSS' } as const

/** Where one looks for what is new. `path`: of the page whose feed it is, without language. */
export function FeedLinks({ page, path }: { page: PageContext; path: string }) {
  const { lang } = page.reader
  return (
    <p class="feeds">
      {feedTexts[lang].feedFollow}{' '}
      {FEED_FORMATS.map((format, i) => (
        <>
          {i === 0 ? null : ', '}
          <a href={feedPath(lang, path, format)} type={FEED_TYPE[format]}>
            {FORMAT_NAME[format]}
          </a>
        </>
      ))}
    </p>
  )
}
