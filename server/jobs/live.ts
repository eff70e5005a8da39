import type { Directory } from '../catalogue/directory.ts'
import type { Clock } from '../clock.ts'
import { upperLimit } from '../detect/limits.ts'
import type { Hub } from '../live/hub.ts'
import type { Log } from '../log.ts'
import type { Database } from '../store/db.ts'
import { readLive } from '../store/live.ts'
import { readOverview } from '../store/overview.ts'
import { every } from './every.ts'

/** Newest state goes out this often; what changes in between is conflated. */
const TELL_MS = 1_000
const PROVIDER = 'provider:'

export type LiveSources = { db: Database; clock: Clock; directory: Directory }

/** The newest data of topics, all providers in one statement. Names that are no topic here are left out. */
export async function readTopics(sources: LiveSources, topics: readonly string[]): Promise<Map<string, unknown>> {
  const { db, clock, directory } = sources
  const present = { now: clock.now(), speed: clock.speed }
  const providers = topics
    .filter((topic) => topic.startsWith(PROVIDER))
    .flatMap((topic) => directory.bySlug(topic.slice(PROVIDER.length)) ?? [])
  const ids = providers.map(({ id }) => id)
  const [overview, live] = await Promise.all([
    topics.includes('overview') ? readOverview(db, present) : undefined,
    providers.length > 0 ? readLive(db, ids, present, upperLimit) : undefined,
  ])
  const data = new Map<string, unknown>()
  if (overview) data.set('overview', overview)
  for (const { id, slug } of providers) {
    const newest = live?.get(id)
    if (newest) data.set(`${PROVIDER}${slug}`, newest)
  }
  return data
}

/**
 * What the hub asks for the first listener of a topic. Questions of one turn of the event loop are read together: after a restart
 * everybody comes back at once.
 */
export function createSnapshots(sources: LiveSources): (topic: string) => Promise<unknown> {
  let asked: { topics: Set<string>; answers: Promise<Map<string, unknown>> } | undefined
  return async (topic) => {
    if (!asked) {
      const topics = new Set<string>()
      const answers = new Promise((resolve) => setImmediate(resolve)).then(() => {
        asked = undefined
        return readTopics(sources, [...topics])
      })
      asked = { topics, answers }
    }
    asked.topics.add(topic)
    return (await asked.answers).get(topic)
  }
}

/** Every second the listened topics, and only they, are read and told. While the database is away nothing is told. */
export function startLiveJob(deps: LiveSources & { hub: Hub; log: Log; ms?: number }): { close(): Promise<void> } {
  const { hub, log, ms = TELL_MS } = deps
  return every({ ms, log, name: 'live', run: () => tell(deps, hub) })
}

async function tell(sources: LiveSources, hub: Hub): Promise<void> {
  const topics = hub.listened()
  if (topics.length > 0) {
    for (const [topic, data] of await readTopics(sources, topics)) hub.publish(topic, data)
  }
  await hub.flush()
}
