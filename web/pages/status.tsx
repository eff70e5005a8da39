import { DAY_MS, MINUTE_MS } from '../../shared/time.ts'
import { formatDuration, formatMoment, formatNumber, formatZone } from '../format.ts'
import type { OwnStanding } from '../locales/about.ts'
import { Layout, toDocument } from '../parts/layout.tsx'
import { wordsOf, type PageContext } from '../parts/page.ts'
import { StackTable } from '../parts/prose.tsx'
import { Time } from '../parts/time.tsx'

/** So much behind the detector may be: it says every few seconds how far it is. Of domain time at speed 1. */
export const BEHIND_MS = 2 * MINUTE_MS

/** Minutes of the last `days` in which we were to be there (`watchedMs`), and were not. */
export type GapSum = { days: number; watchedMs: number; lostMs: number; count: number }

/** What only the database knows. */
export type StoredStatus = {
  /** Real time that it took to say so. */
  tookMs: number
  reports: 'taken' | 'late' | 'none'
  /** How far the detector is behind (domain time); null: it has never judged. */
  lagMs: number | null
  agents: { all: number; heard: number }
  sums: GapSum[]
  /** The newest interruptions. */
  gaps: { from: number; to: number }[]
}

export type StatusView = {
  /** Undefined: the database is away. */
  stored: StoredStatus | undefined
  /** When the database last answered (domain time); undefined: not since we were started. */
  readAt: number | undefined
  probing: 'on' | 'offline' | 'off'
  sockets: number
  version: string
  rule: string
}

/** How Brusio itself is doing. It needs no database to say that there is none. */
export function renderStatus(page: PageContext, view: StatusView): string {
  const t = wordsOf(page)
  const { stored } = view
  return toDocument(
    <Layout
      page={page}
      title={`${t.statusTitle} · Brusio`}
      description={t.statusDescription}
      entry="web/elements/plain-page.ts"
    >
      <article class="prose own-status">
        <h1>{t.statusTitle}</h1>
        <p class="opening">{t.statusLead[standingOf(page, view)]}</p>
        <h2>{t.statusNow}</h2>
        <Facts page={page} view={view} />
        {stored === undefined ? null : <Gaps page={page} stored={stored} />}
      </article>
    </Layout>,
  )
}

const isBehind = (page: PageContext, lagMs: number) => lagMs > BEHIND_MS * page.speed

/** The worst of what readers depend on. */
export function standingOf(page: PageContext, { stored }: StatusView): OwnStanding {
  if (stored === undefined || stored.reports === 'late') return 'ill'
  if (stored.lagMs === null || stored.reports === 'none') return 'unknown'
  return isBehind(page, stored.lagMs) ? 'ill' : 'well'
}

function Facts({ page, view }: { page: PageContext; view: StatusView }) {
  const t = wordsOf(page)
  const { lang } = page.reader
  const { stored, readAt, probing, sockets, version, rule } = view
  const agents = stored?.agents
  return (
    <dl class="standings">
      <Fact
        page={page}
        name={t.statusReports}
        standing={
          stored === undefined ? 'ill' : ({ taken: 'well', late: 'ill', none: 'unknown' } as const)[stored.reports]
        }
      >
        {t.statusReportsAre[stored?.reports ?? 'late']}
      </Fact>
      <Fact page={page} name={t.statusDatabase} standing={stored === undefined ? 'ill' : 'well'}>
        {stored === undefined
          ? `${t.statusDatabaseAway} ${readAt === undefined ? '' : t.statusDatabaseRead(moment(page, readAt))}`
          : t.statusDatabaseAnswers(formatNumber(lang, Math.max(1, Math.round(stored.tookMs)), 0))}
      </Fact>
      {stored === undefined ? null : <Detector page={page} lagMs={stored.lagMs} />}
      <Fact
        page={page}
        name={t.statusProbes}
        standing={({ on: 'well', offline: 'ill', off: undefined } as const)[probing]}
      >
        {t.statusProbesAre[probing]}
      </Fact>
      {agents === undefined ? null : (
        <Fact
          page={page}
          name={t.statusAgents}
          standing={agents.all === 0 ? undefined : agents.heard > 0 ? 'well' : 'ill'}
        >
          {agents.all === 0
            ? t.statusAgentsNone
            : t.statusAgentsHeard(agents.heard, formatNumber(lang, agents.heard, 0), formatNumber(lang, agents.all, 0))}
        </Fact>
      )}
      <Fact page={page} name={t.statusSockets}>
        {t.statusSocketsOpen(sockets, formatNumber(lang, sockets, 0))}
      </Fact>
      <Fact page={page} name={t.statusVersion}>
        Brusio {version}, {t.statusRule(rule)}
      </Fact>
    </dl>
  )
}

function Detector({ page, lagMs }: { page: PageContext; lagMs: number | null }) {
  const t = wordsOf(page)
  const standing = lagMs === null ? 'unknown' : isBehind(page, lagMs) ? 'ill' : 'well'
  return (
    <Fact page={page} name={t.statusDetector} standing={standing}>
      {lagMs === null
        ? t.statusDetectorNever
        : standing === 'ill'
          ? t.statusDetectorAt(formatDuration(page.reader.lang, lagMs))
          : t.statusDetectorKeepsUp}
    </Fact>
  )
}

const SHAPE: Record<OwnStanding, string> = { well: '○', ill: '●', unknown: '▨' }

function Fact({
  page,
  name,
  standing,
  children,
}: {
  page: PageContext
  name: string
  standing?: OwnStanding | undefined
  children: unknown
}) {
  const t = wordsOf(page)
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {standing === undefined ? null : (
          <span class={`standing ${standing}`}>
            <span aria-hidden="true">{SHAPE[standing]}</span> {t.statusWord[standing]}
          </span>
        )}
        <span class="says">{children}</span>
      </dd>
    </>
  )
}

function Gaps({ page, stored }: { page: PageContext; stored: StoredStatus }) {
  const t = wordsOf(page)
  const { lang } = page.reader
  const { sums, gaps } = stored
  return (
    <>
      <h2>{t.statusGaps}</h2>
      <p>{t.statusGapsLead}</p>
      <dl class="standings">
        {sums.map(({ days, watchedMs, lostMs, count }) => (
          <Fact page={page} name={t.statusGapsIn(days)}>
            {watchedMs < MINUTE_MS
              ? t.statusGapsUnwatched
              : count === 0
                ? t.statusGapsNone(formatDuration(lang, watchedMs))
                : t.statusGapsSum(
                    count,
                    formatNumber(lang, count, 0),
                    formatDuration(lang, lostMs),
                    formatDuration(lang, watchedMs),
                  )}
          </Fact>
        ))}
      </dl>
      {gaps.length === 0 ? null : (
        <StackTable
          caption={
            gaps.length < (sums.at(-1)?.count ?? 0) ? t.statusGapsMore(formatNumber(lang, gaps.length, 0)) : undefined
          }
          head={[t.statusGapFrom, t.statusGapLength]}
          rows={gaps.map(({ from, to }) => [
            <Time at={from} form="moment" reader={page.reader} />,
            formatDuration(lang, to - from),
          ])}
        />
      )}
    </>
  )
}

const moment = (page: PageContext, at: number): string =>
  `${formatMoment(page.reader, at)} ${formatZone(page.reader, at)}`

/** The stretches over which interruptions are summed. */
export const GAP_DAYS = [1, 30]
export const LONGEST_GAPS_MS = Math.max(...GAP_DAYS) * DAY_MS
