import type { Provider } from '../../shared/provider.ts'
import { Layout, toDocument } from '../parts/layout.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'
import { SearchForm } from '../parts/search-form.tsx'

export type SearchView = { words: string; found: Provider[]; reporting: boolean }

export function renderSearch(page: PageContext, { words, found, reporting }: SearchView): string {
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
    <Layout page={page} title={`${heading} · Brusio`} entry="web/elements/plain-page.ts" noindex>
      <h1>{heading}</h1>
      {reporting ? <p class="standfirst">{t.reportLead}</p> : null}
      <SearchForm page={page} value={words} large action={reporting ? '/report' : '/search'} />
      <ProviderLines page={page} providers={found} reporting={reporting} />
      {words === '' || found.length > 0 ? null : (
        <>
          <p>{t.searchNoneHint}</p>
          <p>
            <a href={linkTo(page, '/#all')}>{t.allServices}</a>
          </p>
        </>
      )}
    </Layout>,
  )
}

export function ProviderLines({
  page,
  providers,
  reporting,
}: {
  page: PageContext
  providers: Provider[]
  reporting: boolean
}) {
  const t = wordsOf(page)
  return (
    <ul class="found">
      {providers.map((provider) => (
        <li>
          <a href={`${linkTo(page, `/p/${provider.slug}`)}${reporting ? '?report=1#report' : ''}`}>{provider.name}</a>
          <span class="note">
            {t.category(provider.category)}
            {provider.operator === null ? '' : ` · ${provider.operator.name}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
