import { guideTexts } from '../locales/guide.ts'
import { Layout, toDocument } from '../parts/layout.tsx'
import type { PageContext } from '../parts/page.ts'
import { Prose } from '../parts/prose.tsx'
import { PublisherCard, type PublisherView } from '../parts/publisher.tsx'

/** `picture`: the curve that they may host themselves, without its type. */
export type LegalOfficeView = { publisher: PublisherView; picture: string }

/** For a newspaper's legal office: what passes when an article has an embed, and who answers for it. */
export function renderLegalOffice(page: PageContext, { publisher, picture }: LegalOfficeView): string {
  const t = guideTexts[page.reader.lang]
  return toDocument(
    <Layout
      page={page}
      title={`${t.guideLegalTitle} · Brusio`}
      description={t.guideLegalDescription}
      entry="web/elements/plain-page.ts"
    >
      <article class="prose">
        <h1>{t.guideLegalTitle}</h1>
        <Prose
          page={page}
          text={t.guideLegalProse}
          slots={{
            publisher: <PublisherCard page={page} publisher={publisher} withHosting />,
            download: (
              <p>
                {t.guideLegalDownload}:{' '}
                <a href={`${picture}.svg?lang=${page.reader.lang}`} download>
                  SVG
                </a>{' '}
                ·{' '}
                <a href={`${picture}.png?lang=${page.reader.lang}`} download>
                  PNG
                </a>
              </p>
            ),
          }}
        />
      </article>
    </Layout>,
  )
}
