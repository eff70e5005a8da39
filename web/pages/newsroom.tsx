import type { BuilderView } from '../builder.ts'
import { Builder } from '../parts/builder.tsx'
import { guideTexts } from '../locales/guide.ts'
import { Layout, toDocument } from '../parts/layout.tsx'
import type { PageContext } from '../parts/page.ts'
import { Prose } from '../parts/prose.tsx'
import { PublisherCard, type PublisherView } from '../parts/publisher.tsx'
import { guideForms, guideParameters, GuideCode, policyCode, pymCode, stableCode } from '../parts/guide-slots.tsx'

export type NewsroomView = BuilderView & { publisher: PublisherView }

/** How to embed: the builder first, because that is what a newsroom comes for. */
export function renderNewsroom(page: PageContext, view: NewsroomView): string {
  const t = guideTexts[page.reader.lang]
  const { host } = view
  return toDocument(
    <Layout
      page={page}
      title={`${t.guideTitle} · Brusio`}
      description={t.guideDescription}
      entry="web/elements/builder-page.ts"
    >
      <header class="guide-head">
        <h1>{t.guideTitle}</h1>
        <p class="standfirst">{t.guideLead}</p>
      </header>
      <Builder page={page} view={view} />
      <article class="prose guide">
        <Prose
          page={page}
          text={t.guideProse}
          slots={{
            forms: guideForms(page),
            parameters: guideParameters(page),
            stable: <GuideCode text={stableCode(host)} />,
            csp: <GuideCode text={policyCode(host)} />,
            pym: <GuideCode text={pymCode(view.choice, host)} />,
            publisher: <PublisherCard page={page} publisher={view.publisher} />,
          }}
        />
      </article>
    </Layout>,
  )
}
