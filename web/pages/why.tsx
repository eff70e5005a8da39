import type { PressEcho } from '../../shared/echo.ts'
import type { Incident, IncidentEvent } from '../../shared/incident.ts'
import type { ProviderLive } from '../../shared/live.ts'
import type { Provider } from '../../shared/provider.ts'
import { UNJUDGED } from '../../shared/series.ts'
import { DAY_MS } from '../../shared/time.ts'
import { formatNumber, formatRate } from '../format.ts'
import { IncidentList } from '../parts/incidents.tsx'
import { Layout, toDocument } from '../parts/layout.tsx'
import { AmplifiedList } from '../parts/press-echo.tsx'
import { PauseButton } from '../parts/pause-button.tsx'
import { linkTo, wordsOf, type PageContext } from '../parts/page.ts'
import { RuleLine, Timeline } from '../parts/timeline.tsx'
import { VerdictSentence } from '../parts/verdict.tsx'
import { blindnessSentence } from '../blindness.ts'
import { toneOf } from '../sentence.ts'
import { isSilent } from '../story.ts'
import { speakerOf } from '../testimony.ts'

export type WhyView = {
  provider: Provider
  live: ProviderLive | null
  /** Of targets with a result that says anything. */
  probes: { answering: number; failing: number }
  /** Newest first, of `days` days; and the incidents they belong to. */
  events: IncidentEvent[]
  incidents: Incident[]
  days: number
  /** When one page was loud within the last hour: its voices raise no state. */
  amplified: PressEcho['amplified']
  /** Version of the rule that judges now. */
  rule: string
}

/** Why a provider has the state it has: what the rule sees now, and what it had seen at each change. */
export function renderWhy(page: PageContext, view: WhyView): string {
  const t = wordsOf(page)
  const { provider, live, events, incidents } = view
  const title = t.whyTitle(provider.name)
  const days = formatNumber(page.reader.lang, view.days)
  return toDocument(
    <Layout
      page={page}
      title={`${title} · Brusio`}
      description={`${title} ${t.whyLead}`}
      entry="web/elements/follow-page.ts"
      data={{ slug: provider.slug, verdict: live?.verdict ?? UNJUDGED }}
    >
      <PauseButton page={page} />
      <article class="why" data-part="follow">
        <p class="kicker">
          <a href={linkTo(page, `/p/${provider.slug}`)}>{t.allOf(provider.name)}</a>
        </p>
        <h1>{title}</h1>
        <p class="standfirst">
          {t.whyLead} {t.whyVoice} <a href={linkTo(page, '/method')}>{t.whyMethod}</a>
        </p>
        <section class="present">
          <h2>{t.whyNow}</h2>
          <VerdictSentence page={page} verdict={live?.verdict ?? UNJUDGED} speaker={speakerOf(provider)} />
          <AmplifiedList page={page} spans={view.amplified} />
          <Present page={page} view={view} />
          <RuleLine page={page} version={view.rule} />
        </section>
        <section>
          <h2>{t.whyChanges(days)}</h2>
          {events.length === 0 ? (
            <p class="quiet">{t.whyNone(days)}</p>
          ) : (
            <Timeline page={page} events={events} form="moment" {...followsSince(live)} />
          )}
        </section>
        {incidents.length === 0 ? null : (
          <section>
            <h2>{t.pastIncidents}</h2>
            <IncidentList page={page} incidents={incidents} named={false} />
          </section>
        )}
      </article>
      <p class="disclaimer">{t.notAffiliated(provider.name)}</p>
    </Layout>,
  )
}

/** A suspicion that only follows others is told as such too. */
function followsSince(live: ProviderLive | null): { followsSince?: number } {
  const verdict = live?.verdict ?? UNJUDGED
  return toneOf(verdict) === 'collateral' && verdict.since !== null ? { followsSince: Date.parse(verdict.since) } : {}
}

/** A rate of which less than this is usual is no measure for "times". */
const LEAST_EXPECTED = 0.05

/** What the rule sees now, sentence by sentence. */
function Present({ page, view: { live, probes, events } }: { page: PageContext; view: WhyView }) {
  const t = wordsOf(page)
  const { lang } = page.reader
  const verdict = live?.verdict ?? UNJUDGED
  const { state, reports_15m: heard, expected_15m: expected, since } = verdict
  const works = (live?.tail ?? []).reduce((sum, point) => sum + (point.works ?? 0), 0)
  const allowed = events.find((event) => event.evidence.allowed !== undefined)?.evidence.allowed
  const isLong = since !== null && page.now - Date.parse(since) >= DAY_MS
  const blindness = live?.blindness ?? null
  const isFound = live?.incident != null && isSilent(live.incident) && probes.answering + probes.failing > 0
  return (
    <ul class="seen">
      {expected === null ? null : (
        <li>
          {t.presentUsual(formatRate(lang, expected * 4))}{' '}
          {heard > expected && expected >= LEAST_EXPECTED ? t.timesUsual(formatNumber(lang, heard / expected)) : null}
        </li>
      )}
      {allowed === undefined ? null : <li>{t.presentAllowed(formatNumber(lang, allowed))}</li>}
      {works === 0 ? null : <li>{t.presentWorks(works, formatNumber(lang, works))}</li>}
      <li>
        {probes.answering + probes.failing === 0
          ? t.presentNoProbes
          : t.presentProbes(formatNumber(lang, probes.answering), formatNumber(lang, probes.failing))}
      </li>
      <li>{t.next(state, isLong, isFound)}</li>
      {blindness === null ? null : <li>{blindnessSentence(page.reader, blindness)}</li>}
    </ul>
  )
}
