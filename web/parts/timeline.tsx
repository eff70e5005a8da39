import type { Child } from 'hono/jsx'
import type { IncidentEvent } from '../../shared/incident.ts'
import type { Notice } from '../../shared/notice.ts'
import type { Component } from '../../shared/provider.ts'
import { numberNotices } from '../chart/marks.ts'
import { eventWords, evidenceWords, figuresWords, silentOf } from '../evidence.ts'
import { isOfficial, noticeAnchor, NoticeView, SaidWhen } from './notices.tsx'
import { linkTo, wordsOf, type PageContext } from './page.ts'
import { VoiceMark } from './testimony.tsx'
import { Time, type TimeForm } from './time.tsx'

type Props = {
  page: PageContext
  events: IncidentEvent[]
  /** Where days differ it says them too. */
  form: TimeForm
  /** From here on reports only follow somebody else's incident, which is no trouble: epoch milliseconds. */
  followsSince?: number
  /** What was said meanwhile, by whomever; of unknown date last. */
  notices?: Notice[]
  /** Of one incident: whether it is known to be verified. */
  verified?: boolean
  components?: Component[]
  /** Nobody has ever reported it. */
  silent?: boolean
}

/** Each change with what the rule had seen, in words; and between them what was said, in the order of time. */
export function Timeline(props: Props) {
  const { page, events, form, followsSince = Infinity, notices = [], components = [] } = props
  const { silent = false, verified: isVerified = false } = props
  const alone = silentOf(events)
  const lines: { at: number; line: Child }[] = events.map((event) => ({
    at: Date.parse(event.at),
    line: (
      <EventLine
        page={page}
        event={event}
        form={form}
        follows={Date.parse(event.at) >= followsSince}
        of={{ isSilent: silent || alone.has(event), isVerified }}
      />
    ),
  }))
  for (const { notice, number } of numberNotices(notices)) {
    const at = notice.said_between === null ? Infinity : Date.parse(notice.said_between[0])
    lines.push({
      at,
      line: (
        <li class="said" id={noticeAnchor(notice.id)}>
          <span class="at">
            {isOfficial(notice) ? <VoiceMark voice="official" /> : null}
            <SaidWhen page={page} between={notice.said_between} />
          </span>
          <NoticeView page={page} notice={notice} number={number} components={components} dated />
        </li>
      ),
    })
  }
  const ordered = notices.length === 0 ? lines : lines.toSorted((a, b) => a.at - b.at)
  return <ol class={`timeline ${form}`}>{ordered.map(({ line }) => line)}</ol>
}

type LineProps = { page: PageContext; event: IncidentEvent; form: TimeForm; follows: boolean; of: Of }
type Of = { isSilent: boolean; isVerified: boolean }

function EventLine({ page, event, form, follows, of }: LineProps) {
  const t = wordsOf(page)
  const isCorrection = event.type === 'corrected' || event.type === 'withdrawn'
  const neutral = follows && event.to !== 'ok' && !isCorrection
  const words = neutral ? t.collateral : eventWords(page.reader.lang, event, of)
  const toWords = words === t.event(event.type) ? t.state(event.to, false) : words
  const fromWords = of.isSilent && event.from === 'recovering' ? t.eventSilent.recovering : t.state(event.from, false)
  return (
    <li class={isCorrection ? event.type : neutral ? 'collateral' : event.to}>
      <span class="at">
        <Time at={Date.parse(event.at)} form={form} reader={page.reader} />
      </span>
      <div>
        <strong>{words}</strong>
        {event.from === event.to || toWords === words ? null : (
          <span class="note"> {t.changed(fromWords, toWords)}</span>
        )}
        {event.reason === undefined ? null : (
          <p class="reason" lang="">
            {event.reason}
          </p>
        )}
        <p>{evidenceWords(page.reader.lang, event).join(' ')}</p>
        {isCorrection || event.evidence.window_ms === 0 ? null : (
          <RuleLine page={page} version={event.evidence.rule} figures={figuresWords(page.reader.lang, event)} />
        )}
      </div>
    </li>
  )
}

type RuleProps = { page: PageContext; version: string; figures?: string | null }

/** Which rule, and what it reckoned, for those who want to know. */
export function RuleLine({ page, version, figures = null }: RuleProps) {
  const t = wordsOf(page)
  return (
    <p class="note">
      {figures} {t.rule(version)}: <a href={linkTo(page, '/rule')}>{t.ruleLink}</a>
    </p>
  )
}
