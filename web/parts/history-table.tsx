import type { Incident } from '../../shared/incident.ts'
import { formatDuration, formatNumber } from '../format.ts'
import { isCollateral } from '../groups.ts'
import { toneOf } from '../sentence.ts'
import { timeOf } from '../story.ts'
import { isWithdrawn } from './corrections.tsx'
import { StateMark } from './mark.tsx'
import { linkTo, wordsOf, type PageContext } from './page.ts'
import { Time } from './time.tsx'

type Props = { page: PageContext; incidents: Incident[]; named: boolean; caption: string }

/** Incidents as a table; what was withdrawn is struck through, and stays. */
export function HistoryTable({ page, incidents, named, caption }: Props) {
  const t = wordsOf(page)
  return (
    <table class="past-list">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t.historyWhen}</th>
          {named ? <th scope="col">{t.historyWho}</th> : null}
          <th scope="col">{t.historyLength}</th>
          <th scope="col">{t.historyPeak}</th>
          <th scope="col">{t.historyHow}</th>
        </tr>
      </thead>
      <tbody>
        {incidents.map((incident) => (
          <Line page={page} incident={incident} named={named} />
        ))}
      </tbody>
    </table>
  )
}

function Line({ page, incident, named }: Omit<Props, 'incidents' | 'caption'> & { incident: Incident }) {
  const t = wordsOf(page)
  const { reader } = page
  const withdrawn = isWithdrawn(incident)
  const [from, to] = timeOf(incident, page.now)
  const start = <Time at={from} form="moment" reader={reader} />
  const link = (words: unknown) => <a href={linkTo(page, `/i/${incident.id}`)}>{withdrawn ? <s>{words}</s> : words}</a>
  return (
    <tr class={withdrawn ? 'withdrawn' : undefined}>
      {named ? <td data-name={t.historyWhen}>{start}</td> : <th scope="row">{link(start)}</th>}
      {named ? <th scope="row">{link(incident.name)}</th> : null}
      <td data-name={t.historyLength}>
        {incident.resolved_at === null
          ? t.ongoingFor(formatDuration(reader.lang, to - from))
          : formatDuration(reader.lang, to - from)}
      </td>
      <td data-name={t.historyPeak}>{formatNumber(reader.lang, incident.peak)}</td>
      <td data-name={t.historyHow}>
        <Basis page={page} incident={incident} />
      </td>
    </tr>
  )
}

/** Who says so; the state as well while it goes on. */
function Basis({ page, incident }: { page: PageContext; incident: Incident }) {
  const t = wordsOf(page)
  if (isWithdrawn(incident)) {
    const last = incident.corrections.findLast(({ type }) => type === 'withdrawn')
    return (
      <>
        <strong>{t.correction('withdrawn')}</strong>{' '}
        <span class="note" lang="">
          {last?.reason}
        </span>
      </>
    )
  }
  const tone = toneOf(incident)
  const basis = isCollateral(incident) ? t.historyCollateral : incident.verified ? t.historyVerified : t.historyCrowd
  const corrected = incident.corrections.length === 0 ? null : <span class="note"> · {t.correction('corrected')}</span>
  if (incident.resolved_at !== null) return <>{[basis, corrected]}</>
  return (
    <>
      <span class={`state ${tone}`}>
        <StateMark state={tone} verified={incident.verified} />{' '}
        {tone === 'collateral' ? t.collateral : t.state(tone, incident.verified)}
      </span>
      {corrected}
    </>
  )
}
