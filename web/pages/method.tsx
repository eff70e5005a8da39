import { Layout, toDocument } from '../parts/layout.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'
import type { MethodNumbers } from '../locales/method.ts'

/** How we decide, in plain words, with the numbers of the program. */
export function renderMethod(page: PageContext, numbers: MethodNumbers): string {
  const t = wordsOf(page)
  const sections = t.methodSections(numbers)
  return toDocument(
    <Layout
      page={page}
      title={`${t.methodTitle} · Brusio`}
      description={t.methodDescription}
      entry="web/elements/plain-page.ts"
    >
      <article class="document method">
        <h1>{t.methodTitle}</h1>
        <p class="standfirst">{t.methodLead}</p>
        {sections.map(({ id, heading, paragraphs }) => (
          <section id={id}>
            <h2>{heading}</h2>
            {paragraphs.map((text) => (
              <p>{text}</p>
            ))}
          </section>
        ))}
        <p class="method-rule">
          {t.methodRule(numbers.rule)} {t.methodFigures}
          <a href={linkTo(page, '/rule')}>{t.methodRuleLink}</a>
        </p>
      </article>
    </Layout>,
  )
}
