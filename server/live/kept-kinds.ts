import type { IncidentsLive, StateLive, StatesLive } from '../../shared/live-topics.ts'
import type { Kept } from './kept-topic.ts'

/** Incidents that are over, in a snapshot; of those that are open it has all. */
const ENDED_IN_SNAPSHOT = 20

/** Every provider's state: whoever knows them all needs only those that changed. */
const states = {
  changes(before: StatesLive, whole: StatesLive): StatesLive | undefined {
    const known = new Map(before.states.map((one) => [one.slug, one]))
    const changed = whole.states.filter((one) => isOther(one, known.get(one.slug)))
    return changed.length > 0 ? { states: changed } : undefined
  },
  snapshot: (whole: StatesLive): StatesLive => whole,
}

function isOther(one: StateLive, known: StateLive | undefined): boolean {
  return (
    one.state !== known?.state ||
    one.verified !== known.verified ||
    one.since !== known.since ||
    one.cause !== known.cause
  )
}

/** What is published are the newest events; those that were not among them before are news. */
const incidents = {
  changes(before: IncidentsLive, whole: IncidentsLive): IncidentsLive | undefined {
    if (before === whole) return undefined
    const known = new Set(before.events.map(({ sequence }) => sequence))
    const events = whole.events.filter(({ sequence }) => !known.has(sequence))
    return events.length > 0 ? { events } : undefined
  },
  /** The newest word on each incident. */
  snapshot({ events }: IncidentsLive): IncidentsLive {
    const newest = [...new Map(events.map((one) => [one.incident.id, one])).values()]
    const ended = newest.filter(({ incident }) => incident.resolved_at !== null)
    const told = new Set(ended.toSorted((a, b) => a.sequence - b.sequence).slice(-ENDED_IN_SNAPSHOT))
    return {
      events: newest
        .filter((one) => one.incident.resolved_at === null || told.has(one))
        .toSorted((a, b) => a.sequence - b.sequence),
    }
  },
}

/** Topics whose every message matters, by name; `jobs/live-topics.ts` publishes in these shapes. */
export const KEPT: Readonly<Record<string, Kept>> = { states, incidents }
