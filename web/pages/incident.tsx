import type { Incident, IncidentEvent } from '../../shared/incident.ts'
import type { Clocks, Communication, Forecast, Notice } from '../../shared/notice.ts'
import type { Component } from '../../shared/provider.ts'
import type { ChartModel } from '../chart/model.ts'
import { ChartSvg } from '../chart/svg.tsx'
import { formatDay, formatDuration, formatMoment, formatNumber, formatZone, sameDay } from '../format.ts'
import { chartSummary, MarkKeys, MarksTable } from '../parts/chart.tsx'
import { ClockTable } from '../parts/clocks.tsx'
import { Corrections, isWithdrawn } from '../parts/corrections.tsx'
import { Forecasts } from '../parts/forecasts.tsx'
import { HalfBackLine } from '../parts/half-back.tsx'
import { Layout, toDocument } from '../parts/layout.tsx'
import { StateMark } from '../parts/mark.tsx'
import { Looked, Reply } from '../parts/notices.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'
import { Scope, type NetworkNames } from '../parts/scope.tsx'
import { Time } from '../parts/time.tsx'
import { Timeline } from '../parts/timeline.tsx'
import { isCollateral } from '../groups.ts'
import { causeWords, toneOf } from '../sentence.ts'

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
}

export function renderIncident(page: PageContext, view: IncidentView): string {
  const t = wordsOf(page)
  const { reader } = page
  const { incident, events, chart, components, networks } = view
  const startedAt = Date.parse(incident.started_at)
  const title = t.incidentOf(incident.name)
  const withdrawn = isWithdrawn(incident)
  const isFollowed = incident.resolved_at === null && view.listed
  return toDocument(
    <Layout
      page={page}
      title={`${withdrawn ? `${t.correction('withdrawn')} · ` : ''}${title}, ${formatMoment(reader, startedAt)} · Brusio`}
      description={`${withdrawn ? `${t.withdrawnLead} ` : ''}${title}: ${formatMoment(reader, startedAt)}, ${t.peak.toLowerCase()} ${t.peakValue(formatNumber(reader.lang, incident.peak))}`}
      entry={isFollowed ? 'web/elements/follow-page.ts' : 'web/elements/plain-page.ts'}
      data={isFollowed ? { slug: incident.provider } : undefined}
    >
      <article class="incident" data-part="follow">
        <p class="kicker">
          {view.listed ? (
            <>
              <a href={linkTo(page, `/p/${incident.provider}`)}>{t.allOf(incident.name)}</a> ·{' '}
              <a href={linkTo(page, `/p/${incident.provider}/why`)}>{t.whyLink}</a>
            </>
          ) : (
            incident.name
          )}
        </p>
        <h1>{withdrawn ? <s>{title}</s> : title}</h1>
        {withdrawn ? <p class="withdrawn-lead">{t.withdrawnLead}</p> : <Standing page={page} view={view} />}
        <Corrections page={page} corrections={incident.corrections} />
        <Reply page={page} notices={view.notices} components={components} since={-Infinity} />
        <Facts page={page} incident={incident} />
        <MailExpires page={page} view={view} />
        {chart === null ? null : <Curve page={page} chart={chart} startedAt={startedAt} />}
        {view.clocks === null || withdrawn ? null : (
          <ClockTable page={page} clocks={view.clocks} isOpen={incident.resolved_at === null} />
        )}
        <Forecasts page={page} forecasts={view.forecasts} components={components} />
        {withdrawn ? null : <Scope page={page} scope={incident.scope} components={components} networks={networks} />}
        <h2>{t.timeline}</h2>
        <p class="note">{t.why}</p>
        <Timeline
          page={page}
          events={events}
          form={isWithinDay(page, view) ? 'seconds' : 'moment'}
          notices={view.notices}
          components={components}
          {...(isCollateral(incident) && { followsSince: startedAt })}
        />
        <Looked page={page} notices={view.notices} communication={view.communication} />
      </article>
      <p class="disclaimer">{t.notAffiliated(incident.name)}</p>
    </Layout>,
  )
}

/** How it stands, and with whom: in no colour of trouble where reports only follow somebody else's. */
function Standing({ page, view }: { page: PageContext; view: IncidentView }) {
  const t = wordsOf(page)
  const { incident } = view
  const isOver = incident.resolved_at !== null
  const tone = toneOf(incident)
  const cause = incident.cause && causeWords(page.reader, incident.cause)
  return (
    <>
      <p class={`state ${tone}`}>
        {isOver ? null : <StateMark state={tone} verified={incident.verified} />}
        {isOver ? t.ended : tone === 'collateral' ? t.collateral : t.state(tone, incident.verified)}
      </p>
      {isOver ? null : <HalfBackLine page={page} scope={incident.scope} components={view.components} />}
      {isDisputed(view) ? <p class="disputed">{t.stillReported(restorerOf(view) ?? incident.name)}</p> : null}
      {cause === null ? null : <p class="cause">{cause}</p>}
    </>
  )
}

/** They say that it works again, and we go on saying that it does not. */
function isDisputed({ incident, clocks }: IncidentView): boolean {
  const said = clocks?.end.official.between ?? null
  return incident.resolved_at === null && incident.state === 'confirmed' && said !== null
}

const restorerOf = ({ clocks, notices }: IncidentView): string | undefined =>
  notices.find(({ id }) => id === clocks?.end.official.source)?.author

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

function Facts({ page, incident }: { page: PageContext; incident: Incident }) {
  const t = wordsOf(page)
  const { reader } = page
  const startedAt = Date.parse(incident.started_at)
  const endedAt = incident.resolved_at === null ? null : Date.parse(incident.resolved_at)
  const between = incident.started_between?.map((at) => Date.parse(at))
  return (
    <dl class="facts">
      <Fact name={t.startedAbout}>
        <Time at={startedAt} form="moment" reader={reader} />
        {between === undefined || between[0] === between[1] ? null : (
          <span class="note interval">
            {t.startedBetween} <Time at={between[0]!} form="clock" reader={reader} />–
            <Time at={between[1]!} form="clock" reader={reader} />
          </span>
        )}
      </Fact>
      <Fact name={t.noticed}>
        <Time at={Date.parse(incident.detected_at)} form="moment" reader={reader} />
      </Fact>
      <Fact name={t.ended}>{endedAt === null ? t.ongoing : <Time at={endedAt} form="moment" reader={reader} />}</Fact>
      <Fact name={t.lasted}>{formatDuration(reader.lang, (endedAt ?? page.now) - startedAt)}</Fact>
      <Fact name={t.peak}>{t.peakValue(formatNumber(reader.lang, incident.peak))}</Fact>
    </dl>
  )
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

function Fact({ name, children }: { name: string; children?: unknown }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
