import { embedUpdate } from '../../web/embed-words.ts'
import { LANGS } from '../../web/locales/language.ts'
import type { ProviderLive } from '../../shared/live.ts'
import type { Directory } from '../catalogue/directory.ts'
import type { Clock } from '../clock.ts'
import { upperLimit } from '../detect/limits.ts'
import type { Hub } from '../live/hub.ts'
import type { Log } from '../log.ts'
import type { Database } from '../store/db.ts'
import { readLive } from '../store/live.ts'
import { readOverview } from '../store/overview.ts'
import { every, type OnTurn } from './every.ts'

/** Newest state goes out this often; what changes in between is conflated. */
const TELL_MS = 1_000
const PROVIDER = 'provider:'
const EMBED = /^embed:([a-z]{2}):(.+)$/

export type LiveSources = { db: Database; clock: Clock; directory: Directory }

/** The newest data of topics, all providers in one statement, also those of embeds. Names that are no topic here are left out. */
export async function readTopics(sources: LiveSources, topics: readonly string[]): Promise<Map<string, unknown>> {
  const { db, clock, directory } = sources
  const present = { now: clock.now(), speed: clock.speed }
  const told = topics.flatMap((topic) => toTold(directory, topic) ?? [])
  const ids = [...new Set(told.map(({ id }) => id))]
  const [overview, live] = await Promise.all([
    topics.includes('overview') ? readOverview(db, present) : undefined,
    ids.length > 0 ? readLive(db, ids, present, upperLimit) : undefined,
  ])
  const data = new Map<string, unknown>()
  if (overview) data.set('overview', overview)
  for (const { topic, id, toData } of told) {
    const newest = live?.get(id)
    if (newest) data.set(topic, toData(newest))
  }
  return data
}

/** A topic about one provider: which, and what is told of its newest state. */
type Told = { topic: string; id: number; toData: (live: ProviderLive) => unknown }

function toTold(directory: Directory, topic: string): Told | undefined {
  const [, asked, embedded] = EMBED.exec(topic) ?? []
  const lang = LANGS.find((one) => one === asked)
  if (embedded !== undefined && lang === undefined) return undefined
  const slug = embedded ?? (topic.startsWith(PROVIDER) ? topic.slice(PROVIDER.length) : undefined)
  const id = slug === undefined ? undefined : directory.bySlug(slug)?.id
  if (id === undefined) return undefined
  return { topic, id, toData: lang === undefined ? (live) => live : (live) => embedUpdate(lang, live) }
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
export function startLiveJob(deps: LiveSources & { hub: Hub; log: Log; ms?: number; onTurn?: OnTurn | undefined }): {
  close(): Promise<void>
} {
  const { hub, log, ms = TELL_MS } = deps
  return every({ ms, log, name: 'live', run: () => tell(deps, hub), onTurn: deps.onTurn })
}

async function tell(sources: LiveSources, hub: Hub): Promise<void> {
  const topics = hub.listened()
  if (topics.length > 0) {
    for (const [topic, data] of await readTopics(sources, topics)) hub.publish(topic, data)
  }
  await hub.flush()
}
