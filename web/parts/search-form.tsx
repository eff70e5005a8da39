import { linkTo, wordsOf, type PageContext } from './page.ts'

export const SEARCH_WORDS_MAX = 100

type Props = {
  page: PageContext
  value?: string
  /** Where it is what the page begins with. */
  large?: boolean
  action?: '/search' | '/report'
  hint?: string
}

/** Plain without script; with it, what is found shows while one types (`elements/search-box.ts`). */
export function SearchForm({ page, value = '', large = false, action = '/search', hint }: Props) {
  const t = wordsOf(page)
  return (
    <search>
      <form
        class={large ? 'search large' : 'search'}
        action={linkTo(page, action)}
        method="get"
        data-found={large && action === '/search' ? linkTo(page, '/search/found') : undefined}
      >
        <input
          type="search"
          name="q"
          value={value}
          maxlength={SEARCH_WORDS_MAX}
          aria-label={t.searchLabel}
          placeholder={hint ?? t.searchHint}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="search"
        />
        {large ? (
          <button class="slash" type="button" aria-pressed="true" title={t.slashKey} aria-label={t.slashKey} disabled>
            /
          </button>
        ) : null}
        <button type="submit">{t.searchButton}</button>
      </form>
    </search>
  )
}
