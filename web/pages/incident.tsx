import type { PressEcho } from '../../shared/echo.ts'
import type { Incident, IncidentEvent, Testimony } from '../../shared/incident.ts'
import type { Clocks, Communication, Forecast, Notice } from '../../shared/notice.ts'
import type { Component } from '../../shared/provider.ts'
import type { ChartModel } from '../chart/model.ts'
import { ChartSvg } from '../chart/svg.tsx'
import { citationOf, citedIncident } from '../citation.ts'
import { dayLines } from '../days.ts'
import { formatDay, formatMoment, formatZone, sameDay } from '../format.ts'
import { isCollateral } from '../groups.ts'
import { chartSummary } from '../chart/summary.ts'
import { MarkKeys, MarksTable } from '../parts/chart.tsx'
import { ClockTable } from '../parts/clocks.tsx'
import { Corrections, isWithdrawn } from '../parts/corrections.tsx'
import { Days } from '../parts/days.tsx'
import { Forecasts } from '../parts/forecasts.tsx'
import { IncidentLead, speakerFor } from '../parts/incident-lead.tsx'
import { IncidentFacts } from '../parts/incident-facts.tsx'
import { Layout, toDocument } from '../parts/layout.tsx'
import { Looked, Reply } from '../parts/notices.tsx'
import { PauseButton } from '../parts/pause-button.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'
import { PassOn } from '../parts/pass-on.tsx'
import { EchoOf } from '../parts/press-echo.tsx'
import { PushButton } from '../parts/push-button.tsx'
import { Scope, type NetworkNames } from '../parts/scope.tsx'
import { SistersOf, type Sisters } from '../parts/sisters.tsx'
import { Testimonies } from '../parts/testimony.tsx'
import { Timeline } from '../parts/timeline.tsx'
import { isSilent, storyLine } from '../story.ts'
import { incidentStructured } from '../structured-incident.ts'

export type IncidentView = {
  incident: Incident
  events: IncidentEvent[]
  chart: ChartModel | null
  components: Component[]
  networks: NetworkNames
  /** The provider is in the catalogue still: a page leads there, and what is open is followed. */
  listed: boolean
  /** null: nothing is known of it. */
  clocks: Clocks | null
  notices: Notice[]
  forecasts: Forecast[]
  /** Of their own channels; null: we look at none. */
  communication: Communication | null
  /** Mail alone: when what was sent on the first day begins to come back to its sender, RFC 3339. */
  mailExpiresFrom: string | null
  /** What the three say now, of one that is open; null: it is over, or nobody judges. */
  testimony: Testimony | null
  sisters: Sisters
  /** Voices from its start to its end, or until now. */
  voices: number
  /** Through whose widgets they came; null: nobody knows any more. */
  echo: PressEcho | null
  /** Who answers for this instance, where that is said. */
  publisher: string | undefined
}

export function renderIncident(page: PageContext, view: IncidentView): string {
  const t = wordsOf(page)
  const { reader } = page
  const { incident, chart } = view
  const startedAt = Date.parse(incident.started_at)
  const withdrawn = isWithdrawn(incident)
  const isFollowed = incident.resolved_at === null && view.listed
  const title = `${withdrawn ? `${t.correction('withdrawn')} · ` : ''}${t.incidentOf(incident.name)}, ${formatMoment(reader, startedAt)}`
  const line = storyLine(reader, incident, chart, page.now)
  const description = withdrawn ? t.withdrawnLead : line
  return toDocument(
    <Layout
      page={page}
      title={`${title} · Brusio`}
      description={description}
      entry={isFollowed ? 'web/elements/follow-page.ts' : 'web/elements/plain-page.ts'}
      data={isFollowed ? { slug: incident.provider } : undefined}
      about={{
        subject: `i/${incident.id}`,
        feed: view.listed ? { path: `/p/${incident.provider}`, name: incident.name } : { path: '' },
      }}
      structured={incidentStructured(page, { ...view, title, description })}
    >
      {isFollowed ? <PauseButton page={page} /> : null}
      <article class="incident" data-part="follow">
        <Story page={page} view={view} />
      </article>
      <div data-part="push-place">{isFollowed ? <PushButton page={page} provider={incident.provider} /> : null}</div>
      <PassOn
        page={page}
        title={withdrawn ? `${title}. ${t.withdrawnLead}` : line}
        path={`/i/${incident.id}`}
        citation={citationOf(reader, citedIncident(incident, { mode: page.mode, now: page.now, voices: view.voices }))}
      />
      <p class="disclaimer">{t.notAffiliated(incident.name)}</p>
    </Layout>,
  )
}

/** The article, in the order in which one asks: what, how sure, since when, how loud, who noticed, who said what, who else, step by step. */
function Story({ page, view }: { page: PageContext; view: IncidentView }) {
  const t = wordsOf(page)
  const { incident, events, chart, components, networks, notices } = view
  const startedAt = Date.parse(incident.started_at)
  const title = t.incidentOf(incident.name)
  const withdrawn = isWithdrawn(incident)
  return (
    <>
      <Kicker page={page} view={view} />
      <h1>{withdrawn ? <s>{title}</s> : title}</h1>
      {withdrawn ? <p class="withdrawn-lead">{t.withdrawnLead}</p> : null}
      <Corrections page={page} corrections={incident.corrections} />
      {withdrawn ? null : <IncidentLead page={page} view={view} />}
      {view.testimony === null || withdrawn ? null : (
        <Testimonies page={page} testimony={view.testimony} speaker={speakerFor(view)} />
      )}
      <Reply page={page} notices={notices} components={components} since={-Infinity} />
      <IncidentFacts page={page} incident={incident} />
      <MailExpires page={page} view={view} />
      {chart === null ? null : <Curve page={page} chart={chart} startedAt={startedAt} />}
      {chart === null || withdrawn ? null : (
        <Days page={page} days={dayLines(page.reader, chart, { incident, events, notices, now: page.now })} />
      )}
      {view.clocks === null || withdrawn ? null : (
        <ClockTable page={page} clocks={view.clocks} isOpen={incident.resolved_at === null} />
      )}
      <Forecasts page={page} forecasts={view.forecasts} components={components} />
      {withdrawn ? null : <Scope page={page} scope={incident.scope} components={components} networks={networks} />}
      <EchoOf page={page} echo={view.echo} />
      {withdrawn ? null : <SistersOf page={page} sisters={view.sisters} />}
      <section class="steps">
        <h2>{t.timeline}</h2>
        <p class="note">
          {t.why} <a href={linkTo(page, '/method')}>{t.notRuleAlone}</a>
        </p>
        <Timeline
          page={page}
          events={events}
          form={isWithinDay(page, view) ? 'seconds' : 'moment'}
          notices={notices}
          components={components}
          silent={isSilent(incident)}
          verified={incident.verified}
          {...(isCollateral(incident) && { followsSince: startedAt })}
        />
        <Looked page={page} notices={notices} communication={view.communication} />
      </section>
    </>
  )
}

function Kicker({ page, view: { incident, listed } }: { page: PageContext; view: IncidentView }) {
  const t = wordsOf(page)
  if (!listed) return <p class="kicker">{incident.name}</p>
  const links = [
    [`/p/${incident.provider}`, t.allOf(incident.name)],
    [`/p/${incident.provider}/why`, t.whyLink],
    [`/history?provider=${incident.provider}`, t.allIncidentsOf(incident.name)],
  ] as const
  return (
    <ul class="kicker">
      {links.map(([path, words]) => (
        <li>
          <a href={linkTo(page, path)}>{words}</a>
        </li>
      ))}
    </ul>
  )
}

/** Then days need not be said; what was said by others may be dated by the day. */
const isWithinDay = ({ reader }: PageContext, { incident, events, notices }: IncidentView): boolean =>
  notices.length === 0 && events.every(({ at }) => sameDay(reader, Date.parse(at), Date.parse(incident.started_at)))

/** What was over sooner did not lose a mail to its age. */
function MailExpires({ page, view }: { page: PageContext; view: IncidentView }) {
  const { incident, mailExpiresFrom: from } = view
  if (from === null || (incident.resolved_at !== null && Date.parse(incident.resolved_at) <= Date.parse(from)))
    return null
  return <p class="mail-expires">{wordsOf(page).mailExpires(formatDay(page.reader, Date.parse(from)))}</p>
}

function Curve({ page, chart, startedAt }: { page: PageContext; chart: ChartModel; startedAt: number }) {
  const t = wordsOf(page)
  const { reader } = page
  return (
    <figure class="chart">
      <div class="plot">
        <ChartSvg model={chart} reader={reader} label={chartSummary(reader, chart)} />
      </div>
      <figcaption class="legend">
        <span class="key observed">{t.legendObserved}</span>
        <span class="key usual">{t.legendUsual}</span>
        <span class="key incident">{t.legendIncident}</span>
        <MarkKeys page={page} model={chart} />
        <span class="zone" data-form="zone" data-at={startedAt}>
          {t.zone(formatZone(reader, startedAt))}
        </span>
      </figcaption>
      {chart.marks.length === 0 ? null : (
        <details class="table">
          <summary>{t.marksTable}</summary>
          <MarksTable page={page} model={chart} />
        </details>
      )}
    </figure>
  )
}
