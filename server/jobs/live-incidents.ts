import type { IncidentNews, IncidentsLive } from '../../shared/live-topics.ts'
import type { Database } from '../store/db.ts'
import { readNewestNews, readNewsAfter } from '../store/incident-news.ts'

/** Events that are known by heart, beside the last of each open incident; one that commits later than so many others is not seen. */
const KNOWN_EVENTS = 200

/**
 * The newest events of incidents, oldest first. All of them are read once, then only what is new; whoever asks while it is being read gets the same.
 * Unchanged, it is the same object.
 */
export function createIncidentWindow(db: Database): () => Promise<IncidentsLive> {
  let window: IncidentsLive | undefined
  let reading: Promise<IncidentsLive> | undefined

  async function read(): Promise<IncidentsLive> {
    if (!window) return (window = { events: await readNewestNews(db, KNOWN_EVENTS) })
    const known = window.events.map(({ sequence }) => sequence)
    const news = await readNewsAfter(db, { after: floorOf(window.events), known, limit: KNOWN_EVENTS })
    if (news.length > 0) window = { events: kept([...window.events, ...news]) }
    return window
  }

  return () => (reading ??= read().finally(() => (reading = undefined)))
}

/** Nothing older is asked for: below the oldest of the newest ones there are only last words of open incidents. */
const floorOf = (events: readonly IncidentNews[]) => events.at(-KNOWN_EVENTS)?.sequence ?? 0

function kept(events: readonly IncidentNews[]): IncidentNews[] {
  const ordered = events.toSorted((a, b) => a.sequence - b.sequence)
  const last = new Map(ordered.map((one) => [one.incident.id, one]))
  const isOpen = (one: IncidentNews) => last.get(one.incident.id) === one && one.incident.resolved_at === null
  const older = ordered.slice(0, -KNOWN_EVENTS).filter(isOpen)
  return [...older, ...ordered.slice(-KNOWN_EVENTS)]
}
