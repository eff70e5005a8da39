import type { DocumentedZone } from '../locales/history.ts'
import { Layout, toDocument } from '../parts/layout.tsx'
import { SourceLink } from '../parts/notices.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'
import { PassOn } from '../parts/pass-on.tsx'
import { whenWords, type When } from '../when.ts'

/** An incident that others have written down, in the page's language. */
export type DocumentedView = {
  slug: string
  name: string
  summary: string
  zone: DocumentedZone
  began: When
  /** null: no source gives one end. */
  ended: When | null
  providers: { slug: string; name: string }[]
  /** `sources`: their places in the list of sources. */
  facts: { when: When | null; text: string; sources: number[] }[]
  unknown: string[]
  sources: { by: string; url: string }[]
}

/** Sourced facts in order of time, and what nobody knows. No curve: we were not there. */
export function renderDocumented(page: PageContext, view: DocumentedView): string {
  const t = wordsOf(page)
  const { lang } = page.reader
  return toDocument(
    <Layout
      page={page}
      title={`${view.name} · Brusio`}
      description={view.summary}
      entry="web/elements/plain-page.ts"
      structured={structuredOf(page, view)}
    >
      <article class="documented">
        <ul class="kicker">
          <li>{t.docKicker}</li>
          <li>
            <a href={linkTo(page, '/history')}>{t.historyLink}</a>
          </li>
        </ul>
        <h1>{view.name}</h1>
        <p class="standfirst">{view.summary}</p>
        <p class="no-reports">{t.docNoReports}</p>
        <dl class="facts">
          <div>
            <dt>{t.docBegan}</dt>
            <dd>{whenWords(lang, view.began)}</dd>
          </div>
          <div>
            <dt>{t.docEnded}</dt>
            <dd>{view.ended === null ? t.docEndUnknown : whenWords(lang, view.ended)}</dd>
          </div>
          {view.providers.length === 0 ? null : (
            <div>
              <dt>{t.docWho}</dt>
              <dd>
                {view.providers.map(({ slug, name }, i) => (
                  <>
                    {i === 0 ? '' : ', '}
                    <a href={linkTo(page, `/p/${slug}`)}>{name}</a>
                  </>
                ))}
              </dd>
            </div>
          )}
        </dl>
        <Facts page={page} view={view} />
        <section>
          <h2>{t.docUnknownHeading}</h2>
          <ul class="unknowns">
            {view.unknown.map((text) => (
              <li>{text}</li>
            ))}
          </ul>
        </section>
        <section>
          <h2>{t.docSources}</h2>
          <p class="note">{t.docSourcesNote}</p>
          <ol class="sources">
            {view.sources.map(({ by, url }, i) => (
              <li id={`source-${i + 1}`} value={i + 1}>
                <SourceLink href={url} words={by} />
              </li>
            ))}
          </ol>
        </section>
      </article>
      <PassOn page={page} title={view.name} path={`/history/${view.slug}`} citation={null} />
    </Layout>,
  )
}

function Facts({ page, view }: { page: PageContext; view: DocumentedView }) {
  const t = wordsOf(page)
  return (
    <section>
      <h2>{t.docTimeline}</h2>
      <p class="note">{t.docZone(view.zone)}</p>
      <ol class="timeline moment">
        {view.facts.map(({ when, text, sources }) => (
          <li>
            <span class="at">{when === null ? t.docUndated : whenWords(page.reader.lang, when)}</span>
            <p>
              {text}{' '}
              <span class="cited">
                {sources.map((place) => (
                  <a href={`#source-${place + 1}`} aria-label={`${t.docSources} ${place + 1}`}>
                    {place + 1}
                  </a>
                ))}
              </span>
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}

function structuredOf(page: PageContext, { slug, name, summary, providers, sources }: DocumentedView) {
  if (page.publicUrl === undefined || page.mode !== 'live') return undefined
  const { lang } = page.reader
  return {
    '@context': 'https://schema.org',
    '@type': 'WebPage',
    name,
    description: summary,
    url: `${page.publicUrl}/${lang}/history/${slug}`,
    inLanguage: lang,
    about: providers.map((provider) => ({ '@type': 'Thing', name: provider.name })),
    citation: sources.map(({ url }) => url),
  }
}
