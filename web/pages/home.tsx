import type { Incident } from '../../shared/incident.ts'
import type { OverviewEntry, OverviewLive } from '../../shared/live.ts'
import type { Category } from '../../shared/provider.ts'
import { Sparkline } from '../chart/svg.tsx'
import { formatNumber, formatUsual } from '../format.ts'
import { groupFailing, overviewOrder, type FailingGroup } from '../groups.ts'
import { IncidentList } from '../parts/incidents.tsx'
import { Layout, toDocument } from '../parts/layout.tsx'
import { StateMark } from '../parts/mark.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'
import { isRaised, verdictSentence } from '../sentence.ts'

export type HomeView = {
  overview: OverviewLive
  /** Operator of each provider that has one, by slug. */
  operators: Map<string, { slug: string; name: string }>
  incidents: Incident[]
  categories: { category: Category; providers: { slug: string; name: string }[] }[]
}

export function renderHome(page: PageContext, view: HomeView): string {
  const t = wordsOf(page)
  const groups = groupFailing(view.overview.failing, view.operators)
  const providers = view.categories.reduce((sum, group) => sum + group.providers.length, 0)
  return toDocument(
    <Layout
      page={page}
      title={`Brusio · ${t.tagline}`}
      entry="web/elements/home-page.ts"
      data={{ order: overviewOrder(view.overview) }}
    >
      <brusio-overview class="home">
        <Front
          page={page}
          groups={groups}
          providers={providers}
          judged={view.overview.judged}
          raised={view.overview.most_reported.some(isRaised)}
        />
        <div class="columns">
          <MostReported page={page} entries={view.overview.most_reported} />
          <section data-part="incidents">
            <h2>{t.recentIncidents}</h2>
            <IncidentList page={page} incidents={view.incidents} named />
          </section>
        </div>
      </brusio-overview>
      <section class="directory" id="all">
        <h2>{t.allServices}</h2>
        <div class="categories">
          {view.categories.map((group) => (
            <section>
              <h3>{t.category(group.category)}</h3>
              <ul>
                {group.providers.map((provider) => (
                  <li>
                    <a href={linkTo(page, `/p/${provider.slug}`)}>{provider.name}</a>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </section>
    </Layout>,
  )
}

type FrontProps = { page: PageContext; groups: FailingGroup[]; providers: number; judged: number; raised: boolean }

/** What is failing now, first and largest. While nothing is known to be usual, nothing is said to be. */
function Front({ page, groups, providers, judged, raised }: FrontProps) {
  const t = wordsOf(page)
  const loud = groups.filter((group) => group.entries.some((entry) => entry.state !== 'suspected'))
  const perhaps = groups.filter((group) => !loud.includes(group))
  const failing = loud.reduce((sum, group) => sum + group.entries.length, 0)
  const calm = raised || perhaps.length > 0 ? t.nowRaised : t.nowQuiet
  return (
    <div class="front" data-part="front">
      <h1>{failing > 0 ? t.nowHeading(failing) : judged > 0 ? calm : t.nowLearning}</h1>
      <p class="standfirst">
        {t.listening(formatNumber(page.reader.lang, providers))} {failing === 0 ? t.silence : null}
      </p>
      {loud.map((group) => (
        <Group page={page} group={group} />
      ))}
      {perhaps.length === 0 ? null : (
        <section class="perhaps">
          <h2>{t.possible}</h2>
          {perhaps.map((group) => (
            <Group page={page} group={group} />
          ))}
        </section>
      )}
    </div>
  )
}

function Group({ page, group }: { page: PageContext; group: FailingGroup }) {
  const t = wordsOf(page)
  return (
    <section class="group">
      {group.entries.length === 1 ? null : (
        <h2>
          {group.operator === null
            ? t.othersTogether(group.entries.length)
            : t.operatorTogether(group.operator, group.entries.length)}
        </h2>
      )}
      <ul class="failing">
        {group.entries.map((entry) => (
          <FailingLine page={page} entry={entry} />
        ))}
      </ul>
    </section>
  )
}

function FailingLine({ page, entry }: { page: PageContext; entry: OverviewEntry }) {
  const sentence = verdictSentence(page.reader, entry, page.now)
  return (
    <li class={entry.state} data-slug={entry.slug} data-state={entry.state}>
      <a href={linkTo(page, `/p/${entry.slug}`)}>
        <span class="name">
          <StateMark state={sentence.tone} verified={entry.verified} />
          {entry.name}
        </span>
        <span class="headline">{sentence.headline}</span>
        <span class="numbers" data-part="numbers">
          {sentence.numbers}
        </span>
        <Sparkline counts={entry.sparkline} />
      </a>
    </li>
  )
}

/** Whom it follows, without the colour of trouble. */
function Follows({ page, entry }: { page: PageContext; entry: OverviewEntry }) {
  const { tone, headline } = verdictSentence(page.reader, entry, page.now)
  return tone === 'collateral' ? <span class="note"> {headline}</span> : null
}

function MostReported({ page, entries }: { page: PageContext; entries: OverviewEntry[] }) {
  const t = wordsOf(page)
  const { lang } = page.reader
  const heard = entries.filter(
    (entry) => entry.sparkline.some((count) => count !== null && count > 0) || entry.reports_15m > 0,
  )
  return (
    <section data-part="most">
      <h2>{t.mostReported}</h2>
      {heard.length === 0 ? (
        <p class="quiet">{t.mostReportedEmpty}</p>
      ) : (
        <table class="most">
          <thead>
            <tr>
              <th scope="col">{t.service}</th>
              <th scope="col" class="curve">
                {t.last6h}
              </th>
              <th scope="col">{t.last15}</th>
              <th scope="col">{t.usually}</th>
            </tr>
          </thead>
          <tbody>
            {heard.map((entry) => (
              <tr data-slug={entry.slug} data-state={entry.state}>
                <th scope="row">
                  <a href={linkTo(page, `/p/${entry.slug}`)}>{entry.name}</a>
                  <Follows page={page} entry={entry} />
                </th>
                <td class="curve">
                  <Sparkline counts={entry.sparkline} />
                </td>
                <td data-part="count">{formatNumber(lang, entry.reports_15m)}</td>
                <td data-part="usual">{formatUsual(lang, entry.expected_15m)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
