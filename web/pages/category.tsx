import type { OverviewEntry } from '../../shared/live.ts'
import type { Category } from '../../shared/provider.ts'
import { isTroubled } from '../groups.ts'
import { homeData } from '../home-data.ts'
import { Categories, type CategoryCount } from '../parts/categories.tsx'
import { EntryTable } from '../parts/entry-table.tsx'
import { Layout, toDocument } from '../parts/layout.tsx'
import { wordsOf, type PageContext } from '../parts/page.ts'
import { PauseButton } from '../parts/pause-button.tsx'

export type CategoryView = {
  category: Category
  /** All its services, by name. */
  entries: OverviewEntry[]
  categories: CategoryCount[]
}

/** Every service of one kind: those that make noise first, the rest by name. */
export function renderCategory(page: PageContext, { category, entries, categories }: CategoryView): string {
  const t = wordsOf(page)
  const name = t.category(category)
  const loud = entries.filter(isTroubled)
  const rest = entries.filter((entry) => !loud.includes(entry))
  return toDocument(
    <Layout
      page={page}
      title={t.categoryTitle(name)}
      description={t.categoryDescription(name)}
      entry="web/elements/home-page.ts"
      data={homeData(null, t, category)}
    >
      <brusio-overview class="category">
        <div data-part="headline" aria-live="polite">
          <h1>{name}</h1>
          <p class="standfirst">
            {t.services(entries.length)}. {loud.length > 0 ? `${t.noisy(loud.length)}.` : t.silence}
          </p>
        </div>
        <div class="reported">
          <PauseButton page={page} />
          <div data-part="most">
            <EntryTable page={page} entries={[...loud, ...rest]} stated />
          </div>
        </div>
      </brusio-overview>
      <section class="directory">
        <h2>{t.otherCategories}</h2>
        <Categories page={page} categories={categories.filter((other) => other.category !== category)} />
      </section>
    </Layout>,
  )
}
