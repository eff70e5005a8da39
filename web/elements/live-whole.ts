import type { IncidentNews, IncidentsLive, StateLive, StatesLive } from '../../shared/live-topics.ts'
import type { Told } from './live-client.ts'

/** Of incidents that are over so many are remembered, as many as a snapshot has. */
const ENDED = 20

type Hearer<Data> = (data: Data, told: Pick<Told, 'type'>) => void

/** All states, by slug, out of what `states` tells; with those that this message told of. */
export function wholeStates(
  onStates: (states: ReadonlyMap<string, StateLive>, told: readonly StateLive[]) => void,
): Hearer<StatesLive> {
  const whole = new Map<string, StateLive>()
  return ({ states }, { type }) => {
    if (type === 'snapshot') whole.clear()
    for (const one of states) whole.set(one.slug, one)
    onStates(whole, states)
  }
}

/**
 * The newest word on each incident that is open, and on the newest that are over, by the incident's id and in the order in which it was said; with
 * what of it is news, each once.
 */
export function newestIncidents(
  onIncidents: (incidents: ReadonlyMap<string, IncidentNews>, news: readonly IncidentNews[]) => void,
): Hearer<IncidentsLive> {
  let whole = new Map<string, IncidentNews>()
  return ({ events }, { type }) => {
    const news = events.filter(({ incident, sequence }) => whole.get(incident.id)?.sequence !== sequence)
    const all = type === 'snapshot' ? events : [...whole.values(), ...events]
    const newest = [...new Map(all.map((one) => [one.incident.id, one])).values()]
    const ended = newest.filter(({ incident }) => incident.resolved_at !== null)
    const old = new Set(inOrder(ended).slice(0, -ENDED))
    whole = new Map(inOrder(newest.filter((one) => !old.has(one))).map((one) => [one.incident.id, one]))
    onIncidents(whole, news)
  }
}

const inOrder = (news: readonly IncidentNews[]) => news.toSorted((a, b) => a.sequence - b.sequence)
