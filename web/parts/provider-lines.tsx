import type { OverviewEntry } from '../../shared/live.ts'
import type { Provider } from '../../shared/provider.ts'
import { Stands } from './entry-table.tsx'
import { linkTo, wordsOf, type PageContext } from './page.ts'

export type Found = Pick<Provider, 'slug' | 'name' | 'category' | 'operator'>
/** How services stand now, by slug. Who is not there is shown without: names are known when the database is not. */
export type Standing = ReadonlyMap<string, OverviewEntry>

type Props = { page: PageContext; providers: Found[]; standing?: Standing }

/** Services that were looked for. */
export function ProviderLines({ page, providers, standing }: Props) {
  const t = wordsOf(page)
  return (
    <ul class="found">
      {providers.map((provider) => {
        const entry = standing?.get(provider.slug)
        return (
          <li>
            <a href={linkTo(page, `/p/${provider.slug}`)}>{provider.name}</a>
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
