import { Layout, toDocument } from '../parts/layout.tsx'
import { SourceLink } from '../parts/notices.tsx'
import { wordsOf, type PageContext } from '../parts/page.ts'

export type AssumptionsView = {
  title: string
  /** `sources`: addresses, or where else it can be read. */
  facts: readonly { text: string; sources: readonly string[] }[]
  /** Everything that no source says. */
  assumptions: readonly string[]
}

/** What a replay or simulation takes from sources, and what it makes up. */
export function renderAssumptions(page: PageContext, { title, facts, assumptions }: AssumptionsView): string {
  const t = wordsOf(page)
  const lead = page.mode === 'replay' ? t.replayLead : t.assumptionsLead
  return toDocument(
    <Layout
      page={page}
      title={`${title}: ${t.assumptionsLink} · Brusio`}
      description={lead}
      entry="web/elements/plain-page.ts"
      noindex
    >
      <article class="document assumptions">
        <h1>{title}</h1>
        <p class="standfirst">{lead}</p>
        <h2>{t.factsHeading}</h2>
        <p class="note">{t.factsLead}</p>
        <ul>
          {facts.map(({ text, sources }) => (
            <li>
              {text}{' '}
              <span class="note">
                {sources.map((source, i) => (
                  <>
                    {i === 0 ? '' : ' · '}
                    <SourceLink href={source} words={t.factSource} />
                  </>
                ))}
              </span>
            </li>
          ))}
        </ul>
        <h2>{t.assumptionsHeading}</h2>
        <p class="note">{t.assumptionsNote}</p>
        <ul>
          {assumptions.map((text) => (
            <li>{text}</li>
          ))}
        </ul>
      </article>
    </Layout>,
  )
}
