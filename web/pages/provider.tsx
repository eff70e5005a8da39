import type { Incident } from '../../shared/incident.ts'
import type { ProviderLive } from '../../shared/live.ts'
import type { Communication, Forecast, Notice } from '../../shared/notice.ts'
import type { ProblemKind, Provider } from '../../shared/provider.ts'
import { UNJUDGED, type SeriesPoint } from '../../shared/series.ts'
import { DAY_MS } from '../../shared/time.ts'
import { marksShown, type RangeModel } from '../chart/model.ts'
import { packChart, packMinutes } from '../chart/packed.ts'
import { formatNumber } from '../format.ts'
import { ChartFigure } from '../parts/chart.tsx'
import { FacetBars, type FacetBar } from '../parts/facet-bars.tsx'
import { Forecasts } from '../parts/forecasts.tsx'
import { IncidentList } from '../parts/incidents.tsx'
import { Layout, toDocument } from '../parts/layout.tsx'
import { Looked, NoticeList, Reply } from '../parts/notices.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'
import { ProbeList, type ProbeLine } from '../parts/probes.tsx'
import { Helpline } from '../parts/helpline.tsx'
import { ReportForm, type Pressed } from '../parts/report-form.tsx'
import { Scope, type NetworkNames } from '../parts/scope.tsx'
import { VerdictSentence } from '../parts/verdict.tsx'
import { blindnessSentence, newsKey, verdictSentence } from '../sentence.ts'
import { speakerOf } from '../testimony.ts'

export type ProviderView = {
  provider: Provider
  live: ProviderLive | null
  chart: RangeModel
  /** Minutes of the open bucket: the script adds the coming ones to them. */
  minutes: SeriesPoint[]
  incidents: Incident[]
  /** What people said, most first; who said nothing is not among them. */
  problems: { value: ProblemKind; count: number }[]
  components: { value: string; count: number }[]
  probes: ProbeLine[]
  /** What was said of late, by them and by others, and the times they announced. */
  notices: Notice[]
  forecasts: Forecast[]
  /** Of their own channels; null: we look at none. */
  communication: Communication | null
  siblings: { slug: string; name: string }[]
  /** Whose networks these are, by their number. */
  networks: NetworkNames
  receipt: Pressed | null
  /** Open the form at once, for those who came to report. */
  reporting: boolean
}

/** Fewer voices than this say too little of what is wrong. */
const LEAST_FACET_VOICES = 5
const FACETS_SHOWN = 5
/** A statement stands beside the verdict while the incident lasts that it speaks of; without one, so long. */
const REPLY_STANDS_MS = 2 * DAY_MS

export function renderProvider(page: PageContext, view: ProviderView): string {
  const t = wordsOf(page)
  const { provider, live, chart } = view
  const verdict = live?.verdict ?? UNJUDGED
  const sentence = verdictSentence(page.reader, verdict, page.now)
  const { lang } = page.reader
  return toDocument(
    <Layout
      page={page}
      title={`${provider.name} · ${sentence.words} · Brusio`}
      description={`${provider.name}: ${sentence.headline} ${sentence.numbers}`}
      entry="web/elements/provider-page.ts"
      data={{
        slug: provider.slug,
        name: provider.name,
        verdict,
        chart: packChart({ ...chart, marks: marksShown(chart) }),
        minutes: packMinutes(view.minutes),
        news: newsKey({ verdict, incident: live?.incident ?? null }),
      }}
    >
      <brusio-live class="provider" data-topic={`provider:${provider.slug}`}>
        <div class="story">
          <header class="title">
            <h1>{provider.name}</h1>
            {provider.operator === null || provider.operator.name === provider.name ? null : (
              <p class="operator">{t.runBy(provider.operator.name)}</p>
            )}
          </header>
          <VerdictSentence
            page={page}
            verdict={verdict}
            speaker={speakerOf(provider)}
            scope={live?.incident?.scope ?? []}
            components={provider.components}
          />
          <div data-part="reply-place">
            <Reply
              page={page}
              notices={view.notices}
              components={provider.components}
              since={live?.incident == null ? page.now - REPLY_STANDS_MS : Date.parse(live.incident.started_at)}
            />
          </div>
          <p class="why-link">
            <a href={linkTo(page, `/p/${provider.slug}/why`)}>{t.whyLink}</a>
          </p>
          <ReportForm page={page} provider={provider} receipt={view.receipt} live={live} opened={view.reporting} />
          <ChartFigure page={page} model={chart} slug={provider.slug} />
          <p class="note blindness" data-part="blindness">
            {live?.blindness == null ? null : blindnessSentence(page.reader, live.blindness)}
          </p>
          <div data-part="scope-place">
            <Scope
              page={page}
              scope={live?.incident?.scope ?? []}
              components={provider.components}
              networks={view.networks}
            />
          </div>
          <div data-part="said-place">
            <Said page={page} view={view} />
          </div>
        </div>
        <div class="margin">
          <Answers
            page={page}
            heading={t.whatHeading}
            bars={view.problems.map((p) => ({ name: t.problem(p.value), count: p.count }))}
          />
          <Answers
            page={page}
            heading={t.whereHeading}
            bars={view.components.map(({ value, count }) => ({
              name: provider.components.find((c) => c.slug === value)?.name[lang] ?? value,
              count,
            }))}
          />
          <section>
            <h2>{t.probesHeading}</h2>
            <ProbeList page={page} probes={view.probes} components={provider.components} />
          </section>
          <TheirSide page={page} view={view} />
        </div>
        <section class="past" data-part="past">
          <h2>{t.pastIncidents}</h2>
          <IncidentList page={page} incidents={view.incidents} named={false} />
        </section>
        <a class="reach" href="#report" hidden>
          {t.iHaveAProblem}
        </a>
      </brusio-live>
      <p class="disclaimer">{t.notAffiliated(provider.name)}</p>
    </Layout>,
  )
}

/** The announced times first: they are what a reader asks for. */
function Said({ page, view }: { page: PageContext; view: ProviderView }) {
  const { notices, forecasts, provider } = view
  return (
    <>
      <Forecasts page={page} forecasts={forecasts} components={provider.components} />
      {notices.length === 0 ? null : (
        <section class="statements">
          <h2>{wordsOf(page).saidHeading}</h2>
          <NoticeList page={page} notices={notices} components={provider.components} />
        </section>
      )}
    </>
  )
}

function Answers({ page, heading, bars }: { page: PageContext; heading: string; bars: FacetBar[] }) {
  const t = wordsOf(page)
  const total = bars.reduce((sum, bar) => sum + bar.count, 0)
  if (total < LEAST_FACET_VOICES) return null
  return (
    <section>
      <h2>{heading}</h2>
      <FacetBars page={page} bars={bars.slice(0, FACETS_SHOWN)} total={total} />
      <p class="note">{t.whatNote(formatNumber(page.reader.lang, total))}</p>
    </section>
  )
}

function TheirSide({ page, view }: { page: PageContext; view: ProviderView }) {
  const { provider, siblings } = view
  const t = wordsOf(page)
  return (
    <section>
      <h2>{t.officialHeading}</h2>
      <ul class="links">
        <li>
          {provider.status_page === null ? (
            <span class="quiet">{t.officialNone}</span>
          ) : (
            <a href={provider.status_page} rel="noopener nofollow">
              {t.statusPage}
            </a>
          )}
        </li>
        <li>
          <Helpline page={page} provider={provider} />
        </li>
        {provider.support_page === null || provider.helpline === null ? null : (
          <li>
            <a href={provider.support_page} rel="noopener nofollow">
              {t.supportPage}
            </a>
          </li>
        )}
        <li>
          <a href={provider.homepage} rel="noopener nofollow">
            {t.homepage}
          </a>
        </li>
      </ul>
      <Looked page={page} notices={view.notices} communication={view.communication} />
      {provider.aliases.length === 0 ? null : (
        <p class="note">
          {t.alsoKnown}: {provider.aliases.join(', ')}
        </p>
      )}
      {siblings.length === 0 ? null : (
        <p class="note">
          {t.sameOperator}:{' '}
          {siblings.map((sibling, i) => (
            <>
              {i === 0 ? '' : ', '}
              <a href={linkTo(page, `/p/${sibling.slug}`)}>{sibling.name}</a>
            </>
          ))}
        </p>
      )}
    </section>
  )
}
