import type { OverviewEntry } from '../../shared/live.ts'
import type { Provider } from '../../shared/provider.ts'
import { Stands } from '../parts/entry-table.tsx'
import { Layout, toDocument, toPiece } from '../parts/layout.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'
import { SearchForm } from '../parts/search-form.tsx'

export type Found = Pick<Provider, 'slug' | 'name' | 'category' | 'operator'>
/** How services stand now, by slug. Who is not there is shown without: names are known when the database is not. */
export type Standing = ReadonlyMap<string, OverviewEntry>
export type SearchView = { words: string; found: Found[]; reporting: boolean; standing?: Standing }

export function renderSearch(page: PageContext, { words, found, reporting, standing }: SearchView): string {
  const t = wordsOf(page)
  const heading =
    words === ''
      ? reporting
        ? t.reportTitle
        : t.searchTitle
      : found.length === 0
        ? t.searchNone(words)
        : t.searchResults(words, found.length)
  return toDocument(
    <Layout page={page} title={`${heading} · Brusio`} entry="web/elements/plain-page.ts" searching={false} noindex>
      <h1>{heading}</h1>
      {reporting ? <p class="standfirst">{t.reportLead}</p> : null}
      <SearchForm page={page} value={words} large hint={t.findYours} action={reporting ? '/report' : '/search'} />
      <ProviderLines page={page} providers={found} reporting={reporting} standing={standing} />
      {words === '' || found.length > 0 ? null : <p class="standfirst">{t.searchNoneHint}</p>}
      {found.length > 0 ? null : (
        <p>
          <a href={linkTo(page, '/#all')}>{t.byCategory}</a>
        </p>
      )}
    </Layout>,
  )
}

/** What is found while one types: a piece of a page. */
export function renderFound(page: PageContext, found: Found[], standing: Standing): string {
  return toPiece(<ProviderLines page={page} providers={found} reporting={false} standing={standing} />)
}

type LinesProps = { page: PageContext; providers: Found[]; reporting: boolean; standing?: Standing | undefined }

export function ProviderLines({ page, providers, reporting, standing }: LinesProps) {
  const t = wordsOf(page)
  return (
    <ul class="found">
      {providers.map((provider) => {
        const entry = standing?.get(provider.slug)
        return (
          <li>
            <a href={`${linkTo(page, `/p/${provider.slug}`)}${reporting ? '?report=1#report' : ''}`}>{provider.name}</a>
            <span class="note">
              {t.category(provider.category)}
              {provider.operator === null ? '' : ` · ${provider.operator.name}`}
            </span>
            {entry === undefined ? null : <Stands page={page} entry={entry} stated />}
          </li>
        )
      })}
    </ul>
  )
}
