import type { Incident } from '../../shared/incident.ts'
import { formatDuration, formatNumber } from '../format.ts'
import { StateMark } from './mark.tsx'
import { linkTo, wordsOf, type PageContext } from './page.ts'
import { Time } from './time.tsx'

/** Incidents, newest first, each a line that leads to its page. */
export function IncidentList({ page, incidents, named }: { page: PageContext; incidents: Incident[]; named: boolean }) {
  const t = wordsOf(page)
  if (incidents.length === 0) return <p class="quiet">{t.noIncidents}</p>
  return (
    <ul class="incidents">
      {incidents.map((incident) => {
        const startedAt = Date.parse(incident.started_at)
        const endedAt = incident.resolved_at === null ? null : Date.parse(incident.resolved_at)
        return (
          <li>
            <a href={linkTo(page, `/i/${incident.id}`)}>
              {endedAt === null ? <StateMark state={incident.state} verified={incident.verified} /> : null}
              <span class="what">
                {named ? incident.name : <Time at={startedAt} form="day" reader={page.reader} />}
              </span>
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
                    –<Time at={endedAt} form="clock" reader={page.reader} />
                  </>
                )}
              </span>
              <span class="figures">
                {formatDuration(page.reader.lang, (endedAt ?? page.now) - startedAt)} · {t.peak.toLowerCase()}{' '}
                {formatNumber(page.reader.lang, incident.peak)}
              </span>
            </a>
          </li>
        )
      })}
    </ul>
  )
}
