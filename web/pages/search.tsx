import { Layout, toDocument, toPiece } from '../parts/layout.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'
import { ProviderLines, type Found, type Standing } from '../parts/provider-lines.tsx'
import { SearchForm } from '../parts/search-form.tsx'

type SearchView = { words: string; found: Found[]; standing: Standing }

export function renderSearch(page: PageContext, { words, found, standing }: SearchView): string {
  const t = wordsOf(page)
  const heading =
    words === '' ? t.searchTitle : found.length === 0 ? t.searchNone(words) : t.searchResults(words, found.length)
  return toDocument(
    <Layout page={page} title={`${heading} · Brusio`} entry="web/elements/plain-page.ts" searching={false} noindex>
      <h1>{heading}</h1>
      <SearchForm page={page} value={words} large hint={t.findYours} />
      <ProviderLines page={page} providers={found} standing={standing} />
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
  return toPiece(<ProviderLines page={page} providers={found} standing={standing} />)
}
