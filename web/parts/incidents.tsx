import type { Incident } from '../../shared/incident.ts'
import { formatDuration, formatNumber, sameDay } from '../format.ts'
import { isCollateral } from '../groups.ts'
import { causeWords, toneOf } from '../sentence.ts'
import { Corrections, isWithdrawn } from './corrections.tsx'
import { StateMark } from './mark.tsx'
import { linkTo, wordsOf, type PageContext } from './page.ts'
import { Time } from './time.tsx'

/** Incidents, newest first, each a line that leads to its page. What was withdrawn is struck through, and says so. */
export function IncidentList({ page, incidents, named }: { page: PageContext; incidents: Incident[]; named: boolean }) {
  const t = wordsOf(page)
  if (incidents.length === 0) return <p class="quiet">{t.noIncidents}</p>
  return (
    <ul class="incidents">
      {incidents.map((incident) => (
        <li class={isWithdrawn(incident) ? 'withdrawn' : undefined}>
          <a href={linkTo(page, `/i/${incident.id}`)}>
            {isWithdrawn(incident) ? (
              <s>
                <IncidentWords page={page} incident={incident} named={named} />
              </s>
            ) : (
              <IncidentWords page={page} incident={incident} named={named} />
            )}
          </a>
          {isCollateral(incident) ? <p class="note">{causeWords(page.reader, incident.cause!)}</p> : null}
          <Corrections page={page} corrections={incident.corrections} />
        </li>
      ))}
    </ul>
  )
}

function IncidentWords({ page, incident, named }: { page: PageContext; incident: Incident; named: boolean }) {
  const t = wordsOf(page)
  const startedAt = Date.parse(incident.started_at)
  const endedAt = incident.resolved_at === null ? null : Date.parse(incident.resolved_at)
  return (
    <>
      {endedAt === null && !isWithdrawn(incident) ? (
        <StateMark state={toneOf(incident)} verified={incident.verified} />
      ) : null}
      <span class="what">{named ? incident.name : <Time at={startedAt} form="day" reader={page.reader} />}</span>
      <span class="when">
        {named ? (
          <>
            <Time at={startedAt} form="day" reader={page.reader} />,{' '}
          </>
        ) : null}
        <Time at={startedAt} form="clock" reader={page.reader} />
        {endedAt === null ? (
          `, ${t.ongoing}`
        ) : (
          <>
            –
            <Time
              at={endedAt}
              form={sameDay(page.reader, startedAt, endedAt) ? 'clock' : 'short'}
              reader={page.reader}
            />
          </>
        )}
      </span>
      <span class="figures">
        {formatDuration(page.reader.lang, (endedAt ?? page.now) - startedAt)} · {t.peak.toLowerCase()}{' '}
        {formatNumber(page.reader.lang, incident.peak)}
      </span>
    </>
  )
}
