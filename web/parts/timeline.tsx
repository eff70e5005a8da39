import type { IncidentEvent } from '../../shared/incident.ts'
import { evidenceWords } from '../evidence.ts'
import { linkTo, wordsOf, type PageContext } from './page.ts'
import { Time, type TimeForm } from './time.tsx'

/** Each change with what the rule had seen, in words. Where days differ, `form` says them too. */
export function Timeline({ page, events, form }: { page: PageContext; events: IncidentEvent[]; form: TimeForm }) {
  return (
    <ol class={`timeline ${form}`}>
      {events.map((event) => (
        <EventLine page={page} event={event} form={form} />
      ))}
    </ol>
  )
}

function EventLine({ page, event, form }: { page: PageContext; event: IncidentEvent; form: TimeForm }) {
  const t = wordsOf(page)
  const isCorrection = event.type === 'corrected' || event.type === 'withdrawn'
  return (
    <li class={isCorrection ? event.type : event.to}>
      <span class="at">
        <Time at={Date.parse(event.at)} form={form} reader={page.reader} />
      </span>
      <div>
        <strong>{t.event(event.type)}</strong>
        {event.from === event.to ? null : (
          <span class="note"> {t.changed(t.state(event.from, false), t.state(event.to, false))}</span>
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
