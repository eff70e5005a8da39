import type { Amplified } from '../../shared/echo.ts'
import type { Incident } from '../../shared/incident.ts'
import type { ProviderLive } from '../../shared/live.ts'
import type { Communication, Forecast, Notice } from '../../shared/notice.ts'
import type { Provider } from '../../shared/provider.ts'
import { UNJUDGED, type SeriesPoint } from '../../shared/series.ts'
import { DAY_MS } from '../../shared/time.ts'
import { marksShown, type RangeModel } from '../chart/model.ts'
import { packChart, packMinutes } from '../chart/packed.ts'
import { citationOf, citedProvider } from '../citation.ts'
import { formatMoment, formatZone } from '../format.ts'
import { AdviceList, type AdviceLine } from '../parts/advice.tsx'
import { ChartFigure } from '../parts/chart.tsx'
import { Forecasts } from '../parts/forecasts.tsx'
import { IncidentList } from '../parts/incidents.tsx'
import { Layout, toDocument } from '../parts/layout.tsx'
import { NoticeList, Reply } from '../parts/notices.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'
import { PassOn } from '../parts/pass-on.tsx'
import { AmplifiedList } from '../parts/press-echo.tsx'
import { ProbeList, type ProbeLine } from '../parts/probes.tsx'
import { PushButton } from '../parts/push-button.tsx'
import { RelatedList, type RelatedLine } from '../parts/related.tsx'
import { ReportForm, type Pressed } from '../parts/report-form.tsx'
import { Scope, type NetworkNames } from '../parts/scope.tsx'
import { MoreLinks, TheirSide } from '../parts/their-side.tsx'
import { VerdictSentence } from '../parts/verdict.tsx'
import { Who } from '../parts/who-reports.tsx'
import { blindnessSentence } from '../blindness.ts'
import { newsKey } from '../news-key.ts'
import { verdictSentence } from '../sentence.ts'
import type { WhoReports } from '../shares.ts'
import { speakerOf } from '../testimony.ts'

export type ProviderView = {
  provider: Provider
  live: ProviderLive | null
  chart: RangeModel
  /** Minutes of the open bucket: the script adds the coming ones to them. */
  minutes: SeriesPoint[]
  incidents: Incident[]
  who: WhoReports
  probes: ProbeLine[]
  /** What was said of late, by them and by others, and the times they announced. */
  notices: Notice[]
  forecasts: Forecast[]
  /** Of their own channels; null: we look at none. */
  communication: Communication | null
  advice: readonly AdviceLine[]
  /** What it cannot run without, who cannot run without it, and what else its operator runs. */
  dependsOn: RelatedLine[]
  dependents: RelatedLine[]
  siblings: RelatedLine[]
  /** Whose networks these are, by their number. */
  networks: NetworkNames
  receipt: Pressed | null
  /** Open the form at once, for those who came to report. */
  reporting: boolean
  /** About problems, since the open incident began, or of the last day. */
  voices: number
  /** Spans of late in which one newspaper's page was loud. */
  amplified: readonly Amplified[]
}

/** A statement stands beside the verdict while the incident lasts that it speaks of; without one, so long. */
const REPLY_STANDS_MS = 2 * DAY_MS

export function renderProvider(page: PageContext, view: ProviderView): string {
  const t = wordsOf(page)
  const { provider, live, chart } = view
  const verdict = live?.verdict ?? UNJUDGED
  const sentence = verdictSentence(page.reader, verdict, page.now)
  // While nothing is wrong what one could do is not the first thing to read.
  const isTrouble = verdict.state !== 'ok' && verdict.state !== 'unknown'
  const advice = <AdviceList page={page} lines={view.advice} />
  const title = t.providerTitle(provider.name)
  const moment = `${formatMoment(page.reader, page.now)} ${formatZone(page.reader, page.now)}`
  return toDocument(
    <Layout
      page={page}
      title={`${title} · Brusio`}
      description={t.providerDescription(provider.name, moment, `${sentence.headline} ${sentence.numbers}`)}
      structured={structuredOf(page, provider, title)}
      entry="web/elements/provider-page.ts"
      about={{ subject: provider.slug, feed: { path: `/p/${provider.slug}`, name: provider.name } }}
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
            <AmplifiedList page={page} spans={view.amplified.slice(-1)} />
          </div>
          <p class="why-link" data-part="onward">
            <a href={linkTo(page, `/p/${provider.slug}/why`)}>{t.whyLink}</a>
            {live?.incident == null || sentence.tone === 'collateral' ? null : (
              <a href={linkTo(page, `/i/${live.incident.id}`)}>{t.wholeIncident}</a>
            )}
          </p>
          <ReportForm page={page} provider={provider} receipt={view.receipt} live={live} opened={view.reporting} />
          <div data-part="push-place">
            {live?.incident == null ? null : <PushButton page={page} provider={provider.slug} />}
          </div>
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
            <Who page={page} provider={provider} who={view.who} networks={view.networks} />
          </div>
          <div data-part="said-place">
            <TheirSide page={page} provider={provider} notices={view.notices} communication={view.communication} />
            <Said page={page} view={view} />
          </div>
        </div>
        <div class="margin">
          {isTrouble ? advice : null}
          <section>
            <h2>{t.probesHeading}</h2>
            <ProbeList page={page} probes={view.probes} components={provider.components} />
          </section>
          <Relations page={page} view={view} />
          {provider.aliases.length === 0 ? null : (
            <p class="note">
              {t.alsoKnown}: {provider.aliases.join(', ')}
            </p>
          )}
        </div>
        <section class="past" data-part="past">
          <h2>{t.pastIncidents}</h2>
          <IncidentList page={page} incidents={view.incidents} named={false} />
          {isTrouble ? null : advice}
          <MoreLinks page={page} provider={provider} />
        </section>
        <a class="reach" href="#report" hidden>
          {t.iHaveAProblem}
        </a>
      </brusio-live>
      <PassOn
        page={page}
        title={`${provider.name}: ${sentence.headline} ${sentence.numbers}`}
        path={`/p/${provider.slug}`}
        citation={citationOf(
          page.reader,
          citedProvider(
            { name: provider.name, live, incidents: view.incidents },
            { mode: page.mode, now: page.now, voices: view.voices },
          ),
        )}
        citedPath={live?.incident == null ? undefined : `/i/${live.incident.id}`}
      />
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

function Relations({ page, view }: { page: PageContext; view: ProviderView }) {
  const t = wordsOf(page)
  const { provider, dependsOn, dependents, siblings } = view
  return (
    <>
      <RelatedList page={page} heading={t.dependsHeading(provider.name)} note={t.dependsNote} lines={dependsOn} />
      <RelatedList page={page} heading={t.dependentsHeading(provider.name)} note={t.dependsNote} lines={dependents} />
      {provider.operator === null ? null : (
        <RelatedList page={page} heading={t.operatorHeading(provider.operator.name)} lines={siblings} />
      )}
    </>
  )
}

/** What the page is about, for search engines: whose service, and nothing of how it stands. */
function structuredOf(page: PageContext, provider: Provider, title: string): object {
  const { operator, aliases } = provider
  return {
    '@context': 'https://schema.org',
    '@type': 'WebPage',
    name: title,
    url: page.publicUrl && `${page.publicUrl}/${page.reader.lang}${page.path}`,
    inLanguage: page.reader.lang,
    isPartOf: { '@type': 'WebSite', name: 'Brusio', url: page.publicUrl },
    about: {
      '@type': 'Service',
      name: provider.name,
      alternateName: aliases.length === 0 ? undefined : aliases,
      url: provider.homepage,
      provider: operator === null ? undefined : { '@type': 'Organization', name: operator.name },
    },
  }
}
