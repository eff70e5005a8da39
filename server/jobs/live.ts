import type { Hub } from '../live/hub.ts'
import type { Log } from '../log.ts'
import { every, type OnTurn } from './every.ts'
import type { ReadTopics } from './live-topics.ts'

/** Newest state goes out this often; what changes in between is conflated. */
const TELL_MS = 1_000

/**
 * What the hub asks for the first listener of a topic. Questions of one turn of the event loop are read together: after a restart
 * everybody comes back at once.
 */
export function createSnapshots(read: ReadTopics): (topic: string) => Promise<unknown> {
  let asked: { topics: Set<string>; answers: Promise<Map<string, unknown>> } | undefined
  return async (topic) => {
    if (!asked) {
      const topics = new Set<string>()
      const answers = new Promise((resolve) => setImmediate(resolve)).then(() => {
        asked = undefined
        return read([...topics])
      })
      asked = { topics, answers }
    }
    asked.topics.add(topic)
    return (await asked.answers).get(topic)
  }
}

type LiveDeps = { hub: Hub; read: ReadTopics }

/** Every second the listened topics, and only they, are read and told. While the database is away nothing is told. */
export function startLiveJob(deps: LiveDeps & { log: Log; ms?: number; onTurn?: OnTurn | undefined }): {
  close(): Promise<void>
} {
  const { log, ms = TELL_MS } = deps
  return every({ ms, log, name: 'live', run: () => tellTopics(deps), onTurn: deps.onTurn })
}

/** One turn. */
export async function tellTopics({ hub, read }: LiveDeps): Promise<void> {
  const topics = hub.listened()
  if (topics.length > 0) {
    for (const [topic, data] of await read(topics)) hub.publish(topic, data)
  }
  await hub.flush()
}
