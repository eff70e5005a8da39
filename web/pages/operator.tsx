import type { Incident } from '../../shared/incident.ts'
import { UNJUDGED, type Verdict } from '../../shared/series.ts'
import { formatList, formatNumber, formatUsual } from '../format.ts'
import { isTroubled } from '../groups.ts'
import { FeedLinks } from '../parts/feed-links.tsx'
import { IncidentList } from '../parts/incidents.tsx'
import { Layout, toDocument } from '../parts/layout.tsx'
import { StateMark } from '../parts/mark.tsx'
import { SourceLink } from '../parts/notices.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'
import { toneOf, verdictSentence } from '../sentence.ts'

export type OperatorView = {
  operator: { slug: string; name: string }
  /** `verdict` null: nobody has judged it. `source`: who says that the operator runs it. */
  services: { slug: string; name: string; verdict: Verdict | null; source: string | null }[]
  /** Of all of them, newest first. */
  incidents: Incident[]
}

/** Who runs several services: how each is now, which fail together, and what happened to them. */
export function renderOperator(page: PageContext, view: OperatorView): string {
  const t = wordsOf(page)
  const { operator, services, incidents } = view
  const { lang } = page.reader
  const title = t.operatorTitle(operator.name)
  const lead = t.operatorLead(services.length, formatNumber(lang, services.length))
  return toDocument(
    <Layout
      page={page}
      title={`${title} · Brusio`}
      description={`${title}: ${services.map(({ name }) => name).join(', ')}. ${lead}`}
      entry="web/elements/plain-page.ts"
      about={{ subject: `o/${operator.slug}`, feed: { path: `/o/${operator.slug}`, name: operator.name } }}
    >
      <article class="operator-page">
        <h1>{title}</h1>
        <p class="standfirst">{lead}</p>
        <p class="story-lead">{togetherWords(page, services)}</p>
        <section>
          <h2>{t.operatorStates}</h2>
          <Services page={page} services={services} />
        </section>
        <section>
          <h2>{t.operatorIncidents}</h2>
          {incidents.length === 0 ? (
            <p class="quiet">{t.operatorNoIncidents}</p>
          ) : (
            <IncidentList page={page} incidents={incidents} named />
          )}
          <FeedLinks page={page} path={`/o/${operator.slug}`} />
        </section>
        <section class="claims">
          <h2>{t.operatorSources}</h2>
          <p class="note">{t.operatorSourceNote}</p>
          <ul>
            {services.map(({ name, source }) =>
              source === null ? null : (
                <li>
                  <SourceLink href={source} words={t.operatorSource(name)} />
                </li>
              ),
            )}
          </ul>
        </section>
      </article>
      <p class="disclaimer">{t.notAffiliated(operator.name)}</p>
    </Layout>,
  )
}

/** Which fail together; that none does is said only where each is judged. Null: one by itself, which the table shows. */
function togetherWords(page: PageContext, services: OperatorView['services']): string | null {
  const t = wordsOf(page)
  const verdicts = services.map(({ verdict }) => verdict ?? UNJUDGED)
  const troubled = services.filter((_, i) => isTroubled(verdicts[i]!)).map(({ name }) => name)
  if (troubled.length > 1) return t.operatorNowTogether(formatList(page.reader.lang, troubled))
  if (troubled.length === 1) return null
  return verdicts.some(({ state }) => state === 'unknown') ? t.operatorUnknown : t.operatorQuiet
}

function Services({ page, services }: { page: PageContext; services: OperatorView['services'] }) {
  const t = wordsOf(page)
  return (
    <table class="services">
      <caption class="unseen">{t.operatorStates}</caption>
      <thead>
        <tr>
          <th scope="col">{t.service}</th>
          <th scope="col">{t.operatorState}</th>
          <th scope="col">{t.last15}</th>
          <th scope="col">{t.usually}</th>
        </tr>
      </thead>
      <tbody>
        {services.map(({ slug, name, verdict }) => (
          <ServiceLine page={page} slug={slug} name={name} verdict={verdict ?? UNJUDGED} />
        ))}
      </tbody>
    </table>
  )
}

function ServiceLine({
  page,
  slug,
  name,
  verdict,
}: {
  page: PageContext
  slug: string
  name: string
  verdict: Verdict
}) {
  const t = wordsOf(page)
  const { reader } = page
  const tone = toneOf(verdict)
  return (
    <tr>
      <th scope="row">
        <a href={linkTo(page, `/p/${slug}`)}>{name}</a>
      </th>
      <td data-name={t.operatorState}>
        <span class={`state ${tone}`}>
          <StateMark state={tone} verified={verdict.verified} /> {verdictSentence(reader, verdict, page.now).words}
        </span>
      </td>
      <td data-name={t.last15}>{formatNumber(reader.lang, verdict.reports_15m)}</td>
      <td data-name={t.usually}>{formatUsual(reader.lang, verdict.expected_15m)}</td>
    </tr>
  )
}
