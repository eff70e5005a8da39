import type { Incident } from '../../shared/incident.ts'
import { formatDuration, formatNumber } from '../format.ts'
import { timeOf } from '../story.ts'
import { wordsOf, type PageContext } from './page.ts'
import { Time } from './time.tsx'

/** When it began, was noticed and ended, how long it took and how loud it was. */
export function IncidentFacts({ page, incident }: { page: PageContext; incident: Incident }) {
  const t = wordsOf(page)
  const { reader } = page
  const [startedAt, endedAt] = timeOf(incident, page.now)
  const isLetGo = incident.state === 'unknown' && incident.resolved_at !== null
  const between = incident.started_between?.map((at) => Date.parse(at))
  return (
    <dl class="facts">
      <Fact name={t.startedAbout}>
        <Time at={startedAt} form="moment" reader={reader} />
        {between === undefined || between[0] === between[1] ? null : (
          <span class="note interval">
            {t.startedBetween} <Time at={between[0]!} form="clock" reader={reader} />–
            <Time at={between[1]!} form="clock" reader={reader} />
          </span>
        )}
      </Fact>
      <Fact name={t.noticed}>
        <Time at={Date.parse(incident.detected_at)} form="moment" reader={reader} />
      </Fact>
      <Fact name={isLetGo ? t.closed : t.ended}>
        {incident.resolved_at === null ? t.ongoing : <Time at={endedAt} form="moment" reader={reader} />}
      </Fact>
      <Fact name={isLetGo ? t.followed : t.lasted}>{formatDuration(reader.lang, endedAt - startedAt)}</Fact>
      <Fact name={t.peak}>{t.peakValue(formatNumber(reader.lang, incident.peak))}</Fact>
    </dl>
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
