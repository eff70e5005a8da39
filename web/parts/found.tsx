import { FEED_FORMATS, FEED_TYPE, feedPath } from '../feeds/feed.ts'
import { feedTexts } from '../locales/feeds.ts'
import { LANGS, LOCALE } from '../locales/language.ts'
import { wordsOf, type PageContext } from './page.ts'

/** What a page is about, for programs that show links, follow news or embed. */
export type PageAbout = {
  /** As the addresses of pictures and embeds name it: `libero-mail`, `o/italiaonline`, `i/0197…`; `home`: the site, which nobody embeds. */
  subject?: string
  /** Whose feed: `/p/{slug}`, `/o/{slug}`, or nothing, for all. */
  feed?: { path: string; name?: string }
}

/** Pixels of a share picture. */
export const SHARE_WIDTH = 1_200
export const SHARE_HEIGHT = 630

export const sharePicture = (page: PageContext, subject: string): string =>
  `/og/${subject}.png?lang=${page.reader.lang}`

type Props = { page: PageContext; publicUrl: string; title: string; description?: string | undefined; about: PageAbout }

/** Where a page is found by others: its own address, its other languages, and what a shared link shows. */
export function Found({ page, publicUrl, title, description, about }: Props) {
  const { lang } = page.reader
  const address = `${publicUrl}/${lang}${page.path}`
  const words = description ?? wordsOf(page).description
  return (
    <>
      <link rel="canonical" href={address} />
      {LANGS.map((each) => (
        <link rel="alternate" hreflang={each} href={`${publicUrl}/${each}${page.path}`} />
      ))}
      <link rel="alternate" hreflang="x-default" href={`${publicUrl}${page.path}`} />
      <meta property="og:site_name" content="Brusio" />
      <meta property="og:type" content="website" />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={words} />
      <meta property="og:url" content={address} />
      <meta property="og:locale" content={LOCALE[lang].replace('-', '_')} />
      {about.subject === undefined ? null : (
        <>
          <meta property="og:image" content={`${publicUrl}${sharePicture(page, about.subject)}`} />
          <meta property="og:image:type" content="image/png" />
          <meta property="og:image:width" content={String(SHARE_WIDTH)} />
          <meta property="og:image:height" content={String(SHARE_HEIGHT)} />
          <meta property="og:image:alt" content={words} />
          <meta name="twitter:card" content="summary_large_image" />
        </>
      )}
    </>
  )
}

/** For feed readers and for programs that make a box of a link: they look for these. */
export function Offered({ page, title, about }: { page: PageContext; title: string; about: PageAbout }) {
  const { lang } = page.reader
  const { subject, feed } = about
  const t = feedTexts[lang]
  const origin = page.publicUrl ?? ''
  const address = encodeURIComponent(`${origin}/${lang}${page.path}`)
  return (
    <>
      {feed === undefined
        ? null
        : FEED_FORMATS.map((format) => (
            <link
              rel="alternate"
              type={FEED_TYPE[format]}
              title={feed.name === undefined ? t.feedTitle : t.feedTitleOf(feed.name)}
              href={feedPath(lang, feed.path, format)}
            />
          ))}
      {subject === undefined || subject === 'home' ? null : (
        <link
          rel="alternate"
          type="application/json+oembed"
          title={title}
          href={`${origin}/oembed?url=${address}&format=json`}
        />
      )}
    </>
  )
}
