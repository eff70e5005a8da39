import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { formatClock, formatDay, formatLongDay, formatNumber, formatZone } from '../format.ts'
import { archiveTexts } from '../locales/archive.ts'
import { apiDocsTexts } from '../locales/api-docs.ts'
import { guideTexts } from '../locales/guide.ts'
import { LANGS, LANGUAGE_NAME } from '../locales/language.ts'
import { Found, Offered, type PageAbout } from './found.tsx'
import { SearchForm } from './search-form.tsx'
import { Wave } from './mark.tsx'
import { linkTo, wordsOf, type PageContext } from './page.ts'

export type Entry =
  | 'web/elements/home-page.ts'
  | 'web/elements/provider-page.ts'
  | 'web/elements/report-page.ts'
  | 'web/elements/follow-page.ts'
  | 'web/elements/plain-page.ts'
  | 'web/elements/builder-page.ts'

export type LayoutProps = {
  page: PageContext
  title: string
  description?: string
  entry: Entry
  /** What the script of the page starts from. */
  data?: unknown
  /** Pages that are nobody's destination: refusals, errors, searches. */
  noindex?: boolean
  /** What search engines are told in their own form (schema.org). */
  structured?: object
  about?: PageAbout
  /** Whether the masthead has the search; not where the page itself begins with one. */
  searching?: boolean
  children?: Child
}

/** A document as text. Views are pure: the same data give the same page. */
export function Layout({
  page,
  title,
  description,
  entry,
  data,
  noindex = false,
  structured,
  about = {},
  searching = true,
  children,
}: LayoutProps) {
  const t = wordsOf(page)
  const { lang } = page.reader
  const script = page.assets.script(entry, lang)
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <title>{`${page.mode === 'live' ? '' : `${page.mode.toUpperCase()} · `}${title}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content={description ?? t.description} />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#faf6ee" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#101a26" media="(prefers-color-scheme: dark)" />
        {noindex || page.mode !== 'live' ? <meta name="robots" content="noindex" /> : null}
        <link rel="icon" href="/favicon.ico" sizes="32x32" />
        <link rel="icon" href="/mark.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/icon-180.png" />
        <link rel="manifest" href="/site.webmanifest" />
        <link rel="stylesheet" href={page.assets.style('web/styles/site.css')} />
        {page.publicUrl === undefined || noindex ? null : (
          <Found page={page} publicUrl={page.publicUrl} title={title} description={description} about={about} />
        )}
        <Offered page={page} title={title} about={about} />
        {script.preload.map((href) => (
          <link rel="modulepreload" href={href} />
        ))}
        <script type="module" src={script.src} />
      </head>
      <body>
        <a class="skip" href="#main">
          {t.skip}
        </a>
        <header class="top">
          <ModeStrip page={page} />
          <div class="masthead">
            <a class="name" href={linkTo(page, '/')}>
              brusio
              <Wave />
            </a>
            {searching ? <SearchForm page={page} /> : null}
            <Sections page={page} />
            <Languages page={page} />
          </div>
          <Dateline page={page} />
        </header>
        <main id="main">{children}</main>
        <Colophon page={page} />
        {structured === undefined ? null : <JsonScript type="application/ld+json" data={structured} />}
        <JsonScript
          id="page-data"
          data={{ at: page.now, speed: page.speed, mode: page.mode, lang, ...pageData(data) }}
        />
      </body>
    </html>
  )
}

const pageData = (data: unknown): object => (typeof data === 'object' && data !== null ? data : {})

function Sections({ page }: { page: PageContext }) {
  const t = wordsOf(page)
  const here = page.path.replace(/\?.*$/, '')
  const sections = [
    ['/report', t.sectionReport],
    ['/history', t.sectionHistory],
  ] as const
  return (
    <nav class="sections" aria-label={t.sections}>
      {sections.map(([path, words]) => (
        <a href={linkTo(page, path)} aria-current={here === path ? 'page' : undefined}>
          {words}
        </a>
      ))}
    </nav>
  )
}

/** The same page in every other language. */
function Languages({ page }: { page: PageContext }) {
  const t = wordsOf(page)
  return (
    <nav class="languages" aria-label={t.languages}>
      {LANGS.filter((lang) => lang !== page.reader.lang).map((lang) => (
        <a class="language" href={`/${lang}${page.path}`} hreflang={lang} lang={lang}>
          {LANGUAGE_NAME[lang]}
        </a>
      ))}
    </nav>
  )
}

/** What there is to know of this site, and who answers for it. */
function Colophon({ page }: { page: PageContext }) {
  const t = wordsOf(page)
  const links: [path: string, words: string][] = [
    ['/about', t.footAbout],
    ['/newsroom', guideTexts[page.reader.lang].guideTitle],
    ['/docs/api', apiDocsTexts[page.reader.lang].apiDocsLink],
    ['/archive', archiveTexts[page.reader.lang].archiveTitle],
    ['/method', t.footMethod],
    ['/history', t.footHistory],
    ['/status', t.footStatus],
    ['/privacy', t.footPrivacy],
    ['/legal', t.footLegal],
    ['/accessibility', t.footAccessibility],
  ]
  return (
    <footer class="colophon">
      <p class="motto">{t.silence}</p>
      <nav aria-label={t.footLabel}>
        <ul>
          {links.map(([path, words]) => (
            <li>
              <a href={linkTo(page, path)} aria-current={page.path === path ? 'page' : undefined}>
                {words}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p>
        {page.publisher === undefined ? null : <>{t.footRunBy(page.publisher)} </>}
        {t.footer}
      </p>
      <p>
        {t.networksFrom} <a href="https://db-ip.com">IP Geolocation by DB-IP</a>
      </p>
    </footer>
  )
}

/** A replay or a simulation says so on every page, and when it plays; in others' frames nothing leads away. */
export function ModeStrip({ page, linked = true }: { page: PageContext; linked?: boolean }) {
  if (page.mode === 'live') return null
  const t = wordsOf(page)
  const moment = formatDay(page.reader, page.now)
  const speed = page.speed === 1 ? null : formatNumber(page.reader.lang, page.speed)
  return (
    <p class="mode-strip">
      {page.mode === 'replay' ? t.replay(moment, speed) : t.simulation(moment, speed)}{' '}
      {linked && page.explained ? <a href={linkTo(page, '/simulation')}>{t.assumptionsLink}</a> : null}
    </p>
  )
}

function Dateline({ page }: { page: PageContext }) {
  return (
    <p class="dateline">
      <span data-now="day">{formatLongDay(page.reader, page.now)}</span>
      <span class="clock">
        <span data-now="clock">{formatClock(page.reader, page.now)}</span>{' '}
        <span data-now="zone">{formatZone(page.reader, page.now)}</span>
      </span>
    </p>
  )
}

/** Data for the script. `<` is written as an escape, so that no text can end the element. */
export function JsonScript({
  id,
  type = 'application/json',
  data,
}: {
  id?: string
  type?: 'application/json' | 'application/ld+json'
  data: unknown
}) {
  return (
    <script type={type} id={id}>
      {raw(JSON.stringify(data).replaceAll('<', '\\u003c'))}
    </script>
  )
}

/** What turns the direction of all text that follows, and ends where it likes: in a name it would turn our own words. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g
/** More signs on one letter than any language has: they would be drawn over the lines around it. */
const HEAPED = /(\p{M}{6})\p{M}+/gu

type View = { toString(): string | Promise<string> }

export const toDocument = (view: View): string => `<!doctype html>${toPiece(view)}`

/** A view that is no page of its own. */
export function toPiece(view: View): string {
  const text = view.toString()
  if (typeof text !== 'string') throw new TypeError('a view must not wait for anything')
  return text.replaceAll(TURNING, '').replaceAll(HEAPED, '$1')
}
