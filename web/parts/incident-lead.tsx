import type { Incident, Testimony } from '../../shared/incident.ts'
import type { Clocks, Notice } from '../../shared/notice.ts'
import type { Component } from '../../shared/provider.ts'
import type { ChartModel } from '../chart/model.ts'
import { causeWords, toneOf, verdictSentence } from '../sentence.ts'
import { backingOf, basisWords, lengthWords, peakWords, timeOf } from '../story.ts'
import { Between } from './between.tsx'
import { HalfBackLine } from './half-back.tsx'
import { StateMark } from './mark.tsx'
import { wordsOf, type PageContext } from './page.ts'

type Told = {
  incident: Incident
  chart: ChartModel | null
  components: Component[]
  clocks: Clocks | null
  notices: Notice[]
  testimony: Testimony | null
}

/** What stands first: how it is, how long, how loud, on what that rests, and with whom. No colour of trouble where reports only follow others'. */
export function IncidentLead({ page, view }: { page: PageContext; view: Told }) {
  const t = wordsOf(page)
  const { reader } = page
  const { incident, chart } = view
  const isOver = incident.resolved_at !== null
  const isLetGo = isOver && incident.state === 'unknown'
  const tone = toneOf(incident)
  const cause = incident.cause && causeWords(reader, incident.cause)
  const basis = basisWords(reader, incident, backingOf(view.clocks))
  const [from, to] = timeOf(incident, page.now)
  const between: [string, string] = [new Date(from).toISOString(), new Date(to).toISOString()]
  return (
    <>
      <p class={`state ${tone}`}>
        {isOver ? null : <StateMark state={tone} verified={incident.verified} />}
        {isOver ? (isLetGo ? t.letGo : t.ended) : stateWords(page, view)}
      </p>
      <p class="story-lead">
        {isOver ? (
          <>
            {t.storyOver(lengthWords(reader, incident, page.now), isLetGo)}{' '}
            <Between between={between} reader={reader} />.
          </>
        ) : (
          t.storyOpen(lengthWords(reader, incident, page.now))
        )}{' '}
        {peakWords(reader, incident, chart)}
      </p>
      {basis === null ? null : <p class="story-basis">{basis}</p>}
      {isOver ? null : <HalfBackLine page={page} scope={incident.scope} components={view.components} />}
      {isDisputed(view) ? <p class="disputed">{t.stillReported(speakerFor(view))}</p> : null}
      {cause === null ? null : <p class="cause">{cause}</p>}
    </>
  )
}

/** As on the page of its provider: what falls is in recovery only where our own checks say so as well. */
function stateWords(page: PageContext, { incident, testimony }: Told): string {
  const { state, verified, cause } = incident
  const quiet = { since: null, started_between: null, reports_15m: 0, expected_15m: null }
  return verdictSentence(page.reader, { ...quiet, state, verified, cause, testimony }, page.now).words
}

/** They say that it works again, and we go on saying that it does not. */
export function isDisputed({ incident, clocks }: Pick<Told, 'incident' | 'clocks'>): boolean {
  const said = clocks?.end.official.between ?? null
  return incident.resolved_at === null && incident.state === 'confirmed' && said !== null
}

/** Who said last that it works again; else who spoke for it at all, else itself. */
export function speakerFor({ incident, clocks, notices }: Pick<Told, 'incident' | 'clocks' | 'notices'>): string {
  const restorer = notices.find(({ id }) => id === clocks?.end.official.source)
  const speaker = restorer ?? notices.findLast(({ by }) => by === 'operator' || by === 'provider')
  return speaker?.author ?? incident.name
}
