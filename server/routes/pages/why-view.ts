import { DAY_MS } from '../../../shared/time.ts'
import type { WhyView } from '../../../web/pages/why.tsx'
import { toProvider, type DirectoryEntry } from '../../catalogue/directory.ts'
import { upperLimit } from '../../detect/limits.ts'
import { RULE_VERSION } from '../../detect/rule.ts'
import { readIncidentEvents, readIncidents, toIncident } from '../../store/incidents.ts'
import { readLive } from '../../store/live.ts'
import { readProbeStandings } from '../../store/probes.ts'
import { readFreshEcho } from '../press-echo.ts'
import type { ViewDeps } from './serve.ts'

const DAYS = 30
/** More changes than this are no story any more; the API has them all, incident by incident. */
const MOST_EVENTS = 60
const MOST_INCIDENTS = 12

/** What the rule sees of a provider now, and what it had seen at each change of the last weeks. */
export async function readWhyView({ db, clock }: ViewDeps, entry: DirectoryEntry, now: number): Promise<WhyView> {
  const since = now - DAYS * DAY_MS
  const providerId = entry.id
  const [lives, events, rows, standings, amplified] = await Promise.all([
    readLive(db, [providerId], { now, speed: clock.speed }, upperLimit),
    readIncidentEvents(db, { providerId, since, newest: MOST_EVENTS }),
    readIncidents(db, { providerId, since, limit: MOST_INCIDENTS }),
    readProbeStandings(db, providerId, now),
    readFreshEcho(db, providerId, now),
  ])
  const telling = standings.filter(({ outcome }) => outcome !== 'blocked' && outcome !== 'internal')
  const answering = telling.filter(({ outcome }) => outcome === 'up').length
  return {
    provider: toProvider(entry),
    live: lives.get(providerId) ?? null,
    probes: { answering, failing: telling.length - answering },
    events: events.toReversed(),
    incidents: rows.map(toIncident),
    amplified,
    days: DAYS,
    rule: RULE_VERSION,
  }
}
