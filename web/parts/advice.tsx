import { nameIn, type Names } from '../locales/language.ts'
import { wordsOf, type PageContext } from './page.ts'

/** What a reader can do, and who says so. */
export type AdviceLine = { text: Names; of: string; source: string }

export function AdviceList({ page, lines }: { page: PageContext; lines: readonly AdviceLine[] }) {
  const t = wordsOf(page)
  if (lines.length === 0) return null
  return (
    <section class="advice">
      <h2>{t.adviceHeading}</h2>
      <ul>
        {lines.map(({ text, of, source }) => (
          <li>
            {nameIn(text, page.reader.lang)}{' '}
            <span class="note">
              <a href={source} rel="nofollow noopener">
                {t.adviceSource}: {of}
              </a>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
