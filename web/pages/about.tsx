import type { Child } from 'hono/jsx'
import { MOST_QUEUED, QUEUED_MS } from '../elements/report-queue.ts'
import { formatDay, formatNumber } from '../format.ts'
import type { KeptGroup, KeptRow } from '../../shared/kept.ts'
import { formatSpan, KeptTables } from '../parts/kept-tables.tsx'
import { Layout, toDocument } from '../parts/layout.tsx'
import { wordsOf, type PageContext } from '../parts/page.ts'
import { Prose } from '../parts/prose.tsx'
import { PublisherCard, type PublisherView } from '../parts/publisher.tsx'

/** The day (at noon, so that it is the same in every zone of ours) on which the statement was last compared with the pages. */
export const ACCESSIBILITY_REVIEWED = Date.UTC(2026, 10, 22, 12)

/** What Brusio is, how to read it, who answers for it. */
export function renderAbout(page: PageContext, view: { publisher: PublisherView; version: string }): string {
  const t = wordsOf(page)
  const publisher = <PublisherCard page={page} publisher={view.publisher} />
  return text(page, t.aboutTitle, t.aboutDescription, t.aboutProse(view.version), { publisher })
}

export type PrivacyView = { publisher: PublisherView; kept: { group: KeptGroup; rows: KeptRow[] }[] }

export function renderPrivacy(page: PageContext, view: PrivacyView): string {
  const t = wordsOf(page)
  const { lang } = page.reader
  const prose = t.privacyProse(formatSpan(lang, QUEUED_MS, QUEUED_MS), formatNumber(lang, MOST_QUEUED, 0))
  return text(page, t.privacyTitle, t.privacyDescription, prose, {
    kept: <KeptTables page={page} kept={view.kept} />,
    publisher: <PublisherCard page={page} publisher={view.publisher} />,
  })
}

export function renderLegal(page: PageContext, view: { publisher: PublisherView }): string {
  const t = wordsOf(page)
  const publisher = <PublisherCard page={page} publisher={view.publisher} withHosting />
  return text(page, t.legalTitle, t.legalDescription, t.legalProse, { publisher })
}

export function renderAccessibility(page: PageContext, view: { publisher: PublisherView }): string {
  const t = wordsOf(page)
  const publisher = <PublisherCard page={page} publisher={view.publisher} />
  const day = formatDay(page.reader, ACCESSIBILITY_REVIEWED)
  return text(page, t.accessibilityTitle, t.accessibilityDescription, t.accessibilityProse(day), { publisher })
}

function text(page: PageContext, title: string, about: string, prose: string, slots: Record<string, Child>): string {
  return toDocument(
    <Layout page={page} title={`${title} · Brusio`} description={about} entry="web/elements/plain-page.ts">
      <article class="prose">
        <h1>{title}</h1>
        <Prose page={page} text={prose} slots={slots} />
      </article>
    </Layout>,
  )
}
