import type { Category } from '../../shared/provider.ts'
import { StateMark } from './mark.tsx'
import { linkTo, wordsOf, type PageContext } from './page.ts'

export type CategoryCount = { category: Category; services: number; /** Of them fail, by the rule. */ failing: number }

/** The way to every service: a page for each category. */
export function Categories({ page, categories }: { page: PageContext; categories: readonly CategoryCount[] }) {
  const t = wordsOf(page)
  return (
    <ul class="categories">
      {categories.map(({ category, services, failing }) => (
        <li>
          <a href={linkTo(page, `/c/${category}`)}>{t.category(category)}</a>
          {failing === 0 ? (
            <span class="note">{t.services(services)}</span>
          ) : (
            <span class="note loud">
              <StateMark state="confirmed" /> {t.noisy(failing)}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
