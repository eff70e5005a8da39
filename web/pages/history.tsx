import type { Incident } from '../../shared/incident.ts'
import { formatDuration, formatNumber } from '../format.ts'
import { archiveTexts } from '../locales/archive.ts'
import { FeedLinks } from '../parts/feed-links.tsx'
import { HistoryTable } from '../parts/history-table.tsx'
import { Layout, toDocument } from '../parts/layout.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'
import { Time } from '../parts/time.tsx'
import type { HistorySort } from '../locales/history.ts'
import type { DocumentedView } from './documented.tsx'

export type HistoryView = {
  sort: HistorySort
  /** null: of all years. */
  year: number | null
  /** Of which there are incidents, newest first. */
  years: number[]
  /** null: of all. `listed`: it has a page of its own still. */
  provider: { slug: string; name: string; listed: boolean } | null
  incidents: Incident[]
  byProvider: HistoryLine[]
  /** Where the next page begins; null: there is none. */
  next: string | null
  /** Not a page further on. */
  isFirst: boolean
  documented: DocumentedView[]
}

export type HistoryLine = {
  slug: string
  name: string
  incidents: number
  totalMs: number
  longestMs: number
  newestAt: number
}

type Place = { sort: HistorySort; provider: string | null; year: number | null; after?: string | null }

/** The address of a view of the history; what is as usual is not said. */
export function historyPath({ sort, provider, year, after }: Place): string {
  const query = new URLSearchParams()
  if (provider !== null) query.set('provider', provider)
  if (year !== null) query.set('year', String(year))
  if (sort !== 'time') query.set('sort', sort)
  if (after) query.set('after', after)
  return query.size === 0 ? '/history' : `/history?${query}`
}

/** All incidents there were, ours and those that others have documented. */
export function renderHistory(page: PageContext, view: HistoryView): string {
  const t = wordsOf(page)
  const { sort, provider, year, incidents, byProvider, next, isFirst, documented } = view
  const heading = provider === null ? t.historyTitle : t.historyTitleOf(provider.name)
  const title = year === null ? heading : `${heading}, ${year}`
  const isEmpty = incidents.length === 0 && byProvider.length === 0
  return toDocument(
    <Layout
      page={page}
      title={`${title} · Brusio`}
      description={t.historyLead}
      entry="web/elements/plain-page.ts"
      about={{ feed: provider?.listed ? { path: `/p/${provider.slug}`, name: provider.name } : { path: '' } }}
      noindex={!isFirst || sort !== 'time' || year !== null}
    >
      <article class="history">
        {provider === null ? null : (
          <ul class="kicker">
            {provider.listed ? (
              <li>
                <a href={linkTo(page, `/p/${provider.slug}`)}>{t.allOf(provider.name)}</a>
              </li>
            ) : null}
            <li>
              <a href={linkTo(page, historyPath({ sort, provider: null, year }))}>{t.historyAllProviders}</a>
            </li>
          </ul>
        )}
        <h1>{title}</h1>
        <p class="standfirst">{t.historyLead}</p>
        <Ways page={page} view={view} />
        {isEmpty ? (
          <p class="quiet">{provider === null ? t.historyNone : t.historyNoneOf(provider.name)}</p>
        ) : sort === 'provider' ? (
          <ByProvider page={page} view={view} />
        ) : (
          <HistoryTable page={page} incidents={incidents} named={provider === null} caption={title} />
        )}
        {next === null ? null : (
          <p class="onward">
            <a
              href={linkTo(page, historyPath({ sort, provider: provider?.slug ?? null, year, after: next }))}
              rel="next"
            >
              {t.historyMore} ›
            </a>
          </p>
        )}
        <p class="note">
          <a href={linkTo(page, provider === null ? '/archive' : `/archive?provider=${provider.slug}`)}>
            {archiveTexts[page.reader.lang].archiveLink}
          </a>
        </p>
        <FeedLinks page={page} path={provider?.listed ? `/p/${provider.slug}` : ''} />
        {documented.length === 0 ? null : <DocumentedList page={page} documented={documented} />}
      </article>
    </Layout>,
  )
}

/** Orders and years as plain links. */
function Ways({ page, view: { sort, provider, year, years } }: { page: PageContext; view: HistoryView }) {
  const t = wordsOf(page)
  const slug = provider?.slug ?? null
  const sorts: HistorySort[] = provider === null ? ['time', 'duration', 'provider'] : ['time', 'duration']
  const link = (place: Place, words: string, isHere: boolean) => (
    <li>
      <a href={linkTo(page, historyPath(place))} aria-current={isHere ? 'true' : undefined}>
        {words}
      </a>
    </li>
  )
  return (
    <div class="ways">
      <nav aria-label={t.historySortLabel}>
        <ul>{sorts.map((each) => link({ sort: each, provider: slug, year }, t.historySort[each], each === sort))}</ul>
      </nav>
      {years.length < 2 && year === null ? null : (
        <nav aria-label={t.historyYearLabel}>
          <ul>
            <li class="quiet">{t.historyYearLabel}</li>
            {link({ sort, provider: slug, year: null }, t.historyAllYears, year === null)}
            {years.map((each) => link({ sort, provider: slug, year: each }, String(each), each === year))}
          </ul>
        </nav>
      )}
    </div>
  )
}

function ByProvider({ page, view: { byProvider, year } }: { page: PageContext; view: HistoryView }) {
  const t = wordsOf(page)
  const { reader } = page
  return (
    <>
      <p class="note">{t.historyByProviderNote}</p>
      <table class="by-provider">
        <caption class="unseen">{t.historySort.provider}</caption>
        <thead>
          <tr>
            <th scope="col">{t.historyWho}</th>
            <th scope="col">{t.historyCount}</th>
            <th scope="col">{t.historyTotal}</th>
            <th scope="col">{t.historyLongest}</th>
            <th scope="col">{t.historyNewest}</th>
          </tr>
        </thead>
        <tbody>
          {byProvider.map(({ slug, name, incidents, totalMs, longestMs, newestAt }) => (
            <tr>
              <th scope="row">
                <a href={linkTo(page, historyPath({ sort: 'time', provider: slug, year }))}>{name}</a>
              </th>
              <td data-name={t.historyCount}>{formatNumber(reader.lang, incidents)}</td>
              <td data-name={t.historyTotal}>{formatDuration(reader.lang, totalMs)}</td>
              <td data-name={t.historyLongest}>{formatDuration(reader.lang, longestMs)}</td>
              <td data-name={t.historyNewest}>
                <Time at={newestAt} form="day" reader={reader} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function DocumentedList({ page, documented }: { page: PageContext; documented: DocumentedView[] }) {
  const t = wordsOf(page)
  return (
    <section class="before">
      <h2>{t.docHeading}</h2>
      <p class="note">{t.docLead}</p>
      <ul>
        {documented.map(({ slug, name, summary }) => (
          <li>
            <a href={linkTo(page, `/history/${slug}`)}>{name}</a>
            <p>{summary}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
