import type { IncidentEvent } from '../../shared/incident.ts'
import { evidenceWords } from '../evidence.ts'
import { linkTo, wordsOf, type PageContext } from './page.ts'
import { Time, type TimeForm } from './time.tsx'

type Props = {
  page: PageContext
  events: IncidentEvent[]
  /** Where days differ it says them too. */
  form: TimeForm
  /** From here on reports only follow somebody else's incident, which is no trouble: epoch milliseconds. */
  followsSince?: number
}

/** Each change with what the rule had seen, in words. */
export function Timeline({ page, events, form, followsSince = Infinity }: Props) {
  return (
    <ol class={`timeline ${form}`}>
      {events.map((event) => (
        <EventLine page={page} event={event} form={form} follows={Date.parse(event.at) >= followsSince} />
      ))}
    </ol>
  )
}

type LineProps = { page: PageContext; event: IncidentEvent; form: TimeForm; follows: boolean }

function EventLine({ page, event, form, follows }: LineProps) {
  const t = wordsOf(page)
  const isCorrection = event.type === 'corrected' || event.type === 'withdrawn'
  const neutral = follows && event.to !== 'ok' && !isCorrection
  return (
    <li class={isCorrection ? event.type : neutral ? 'collateral' : event.to}>
      <span class="at">
        <Time at={Date.parse(event.at)} form={form} reader={page.reader} />
      </span>
      <div>
        <strong>{neutral ? t.collateral : t.event(event.type)}</strong>
        {event.from === event.to ? null : (
          <span class="note">
            {' '}
            {t.changed(t.state(event.from, false), neutral ? t.collateral : t.state(event.to, false))}
          </span>
        )}
        {event.reason === undefined ? null : <p class="reason">{event.reason}</p>}
        <p>{evidenceWords(page.reader.lang, event).join(' ')}</p>
        {isCorrection ? null : <RuleLine page={page} version={event.evidence.rule} />}
      </div>
    </li>
  )
}

export function RuleLine({ page, version }: { page: PageContext; version: string }) {
  const t = wordsOf(page)
  return (
    <p class="note">
      {t.rule(version)}: <a href={linkTo(page, '/rule')}>{t.ruleLink}</a>
    </p>
  )
}
