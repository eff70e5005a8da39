import { EXAMPLES, guideTexts } from '../locales/guide.ts'
import { Layout, toDocument } from '../parts/layout.tsx'
import { linkTo, type PageContext } from '../parts/page.ts'
import { Prose } from '../parts/prose.tsx'

/** Where the pages of the invented newspaper are. */
export function renderExamples(page: PageContext): string {
  const t = guideTexts[page.reader.lang]
  return toDocument(
    <Layout
      page={page}
      title={`${t.guideExamplesTitle} · Brusio`}
      description={t.guideExamplesDescription}
      entry="web/elements/plain-page.ts"
    >
      <article class="prose">
        <h1>{t.guideExamplesTitle}</h1>
        <Prose page={page} text={t.guideExamplesLead} />
        <dl class="examples">
          {EXAMPLES.map((name) => (
            <>
              <dt>
                <a href={linkTo(page, `/newsroom/examples/${name}`)}>{t.guideExamples[name].name}</a>
              </dt>
              <dd>{t.guideExamples[name].about}</dd>
            </>
          ))}
        </dl>
      </article>
    </Layout>,
  )
}
