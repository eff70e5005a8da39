import type { Incident, IncidentEvent } from '../../shared/incident.ts'
import type { ChartModel } from '../chart/model.ts'
import { ChartSvg } from '../chart/svg.tsx'
import { formatDuration, formatMoment, formatNumber, formatZone } from '../format.ts'
import type { Lang } from '../locales/language.ts'
import { chartSummary } from '../parts/chart.tsx'
import { Layout, toDocument } from '../parts/layout.tsx'
import { StateMark } from '../parts/mark.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'
import { Time } from '../parts/time.tsx'

export type IncidentView = { incident: Incident; events: IncidentEvent[]; chart: ChartModel | null }

export function renderIncident(page: PageContext, { incident, events, chart }: IncidentView): string {
  const t = wordsOf(page)
  const { reader } = page
  const startedAt = Date.parse(incident.started_at)
  const endedAt = incident.resolved_at === null ? null : Date.parse(incident.resolved_at)
  const title = t.incidentOf(incident.name)
  return toDocument(
    <Layout
      page={page}
      title={`${title}, ${formatMoment(reader, startedAt)} · Brusio`}
      description={`${title}: ${formatMoment(reader, startedAt)}, ${t.peak.toLowerCase()} ${t.peakValue(formatNumber(reader.lang, incident.peak))}`}
      entry="web/elements/plain-page.ts"
    >
      <article class="incident">
        <p class="kicker">
          <a href={linkTo(page, `/p/${incident.provider}`)}>{t.allOf(incident.name)}</a>
        </p>
        <h1>{title}</h1>
        <p class={`state ${incident.state}`}>
          {endedAt === null ? <StateMark state={incident.state} verified={incident.verified} /> : null}
          {endedAt === null ? t.state(incident.state, incident.verified) : t.ended}
        </p>
        <dl class="facts">
          <Fact name={t.startedAbout}>
            <Time at={startedAt} form="moment" reader={reader} />
          </Fact>
          <Fact name={t.noticed}>
            <Time at={Date.parse(incident.detected_at)} form="moment" reader={reader} />
          </Fact>
          <Fact name={t.ended}>
            {endedAt === null ? t.ongoing : <Time at={endedAt} form="moment" reader={reader} />}
          </Fact>
          <Fact name={t.lasted}>{formatDuration(page.reader.lang, (endedAt ?? page.now) - startedAt)}</Fact>
          <Fact name={t.peak}>{t.peakValue(formatNumber(reader.lang, incident.peak))}</Fact>
        </dl>
        {chart === null ? null : (
          <figure class="chart">
            <div class="plot">
              <ChartSvg model={chart} reader={reader} label={chartSummary(reader, chart)} />
            </div>
            <figcaption class="legend">
              <span class="key observed">{t.legendObserved}</span>
              <span class="key usual">{t.legendUsual}</span>
              <span class="key incident">{t.legendIncident}</span>
              <span class="zone" data-form="zone" data-at={startedAt}>
                {t.zone(formatZone(reader, startedAt))}
              </span>
            </figcaption>
          </figure>
        )}
        <h2>{t.timeline}</h2>
        <p class="note">{t.why}</p>
        <ol class="timeline">
          {events.map((event) => (
            <EventLine page={page} event={event} />
          ))}
        </ol>
      </article>
      <p class="disclaimer">{t.notAffiliated(incident.name)}</p>
    </Layout>,
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

/** Evidence in words: what the rule had seen when the state changed. */
function EventLine({ page, event }: { page: PageContext; event: IncidentEvent }) {
  const t = wordsOf(page)
  const { lang } = page.reader
  const { evidence } = event
  const number = (value: number) => formatNumber(lang, value)
  return (
    <li class={event.to}>
      <span class="at">
        <Time at={Date.parse(event.at)} form="seconds" reader={page.reader} />
      </span>
      <div>
        <strong>{t.event(event.type)}</strong>
        {/* What was not judged (a provider left the catalogue) has no window, and no figures. */}
        {evidence.window_ms === 0 ? null : (
          <p>
            {t.evidence({
              observed: number(evidence.observed),
              window: formatWindow(lang, evidence.window_ms),
              expected: number(evidence.expected),
              score: number(evidence.score),
              threshold: number(evidence.threshold),
            })}{' '}
            {t.people(number(evidence.reporters), number(evidence.networks))}
          </p>
        )}
        <p class="note">{t.rule(evidence.rule)}</p>
      </div>
    </li>
  )
}

const formatWindow = (lang: Lang, ms: number) => (ms < 60_000 ? `${Math.round(ms / 1000)} s` : formatDuration(lang, ms))
