import { linkTo, wordsOf, type PageContext } from './page.ts'

export const SEARCH_WORDS_MAX = 100

export function SearchForm({
  page,
  value = '',
  large = false,
  action = '/search',
}: {
  page: PageContext
  value?: string
  large?: boolean
  action?: string
}) {
  const t = wordsOf(page)
  return (
    <form class={large ? 'search large' : 'search'} action={linkTo(page, action)} method="get">
      <input
        type="search"
        name="q"
        value={value}
        maxlength={SEARCH_WORDS_MAX}
        aria-label={t.searchLabel}
        placeholder={t.searchHint}
        autocomplete="off"
      />
      <button type="submit">{t.searchButton}</button>
    </form>
  )
}
