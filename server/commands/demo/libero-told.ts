import { Pool } from 'undici'
import { v7 as uuidv7 } from 'uuid'
import { PROBE_RESULTS_PER_POST, type NewProbeResult } from '../../../shared/probe.ts'
import type { Directory } from '../../catalogue/directory.ts'
import type { ScenarioNotice, ScenarioProbe } from '../../catalogue/scenarios/scenario.ts'
import { createApiKey } from '../../store/api-keys.ts'
import type { Database } from '../../store/db.ts'
import { writeNotices } from '../../store/notices.ts'
import type { Extra } from './story.ts'

type Range = { from: number; to: number }

/** Real time between looks at what is due. */
const LOOK_MS = 20
const NOTICES_AT_ONCE = 100
/** What readers see of a place, and from where it posts, as a trusted proxy would say it; without an address: this machine. */
const PLACES: Record<string, { name: string; address?: string }> = {
  local: { name: 'localhost' },
  as12874: { name: 'Fastweb (AS12874)', address: '93.34.10.20' },
  as24940: { name: 'Hetzner (AS24940)', address: '78.46.10.20' },
}

/** Posts the results of each place with a key of its own, as agents do, when their time has come. */
export async function tellProbes(play: Extra, probes: readonly ScenarioProbe[], range: Range): Promise<void> {
  const { url, server, clock, pace, signal } = play
  const pool = new Pool(url, { connections: 4 })
  const places = new Map<string, ScenarioProbe[]>()
  for (const probe of probes) {
    if (probe.at < range.from || probe.at >= range.to) continue
    const mine = places.get(probe.network) ?? []
    places.set(probe.network, mine)
    mine.push(probe)
  }
  const telling = [...places].map(async ([place, results]) => {
    const { name, address } = PLACES[place] ?? { name: place }
    const { token } = await createApiKey(server.db, { name, scope: 'probe-results', now: clock.now() })
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      ...(address !== undefined && { 'x-forwarded-for': address }),
    }
    await whenDue(results, { clock, pace, signal, atOnce: PROBE_RESULTS_PER_POST }, async (due) => {
      const body = JSON.stringify({ results: due.map(toResult) })
      const answer = await pool.request({ path: '/api/v1/probe-results', method: 'POST', headers, body })
      const text = await answer.body.text()
      if (answer.statusCode !== 200) throw new Error(`The results of ${place} were refused: ${text}`)
    })
  })
  await Promise.all(telling)
  await pool.close()
}

function toResult({ provider, at, component, kind, target, outcome }: ScenarioProbe): NewProbeResult {
  const timings = { dns: null, connect: null, tls: null, first_byte: null }
  const id = uuidv7({ msecs: at })
  return { id, provider, component, kind, target, at: new Date(at).toISOString(), outcome, timings }
}

/** Writes what was said, when it comes to us; without `play` all of it at once. */
export async function tellNotices(
  db: Database,
  directory: Directory,
  notices: readonly ScenarioNotice[],
  range: Range,
  play?: Pick<Extra, 'clock' | 'pace' | 'signal'>,
): Promise<void> {
  const mine = notices
    .filter(({ seenAt }) => seenAt >= range.from && seenAt < range.to)
    .map((notice) => Object.assign({ at: notice.seenAt }, notice))
  const write = async (due: readonly ScenarioNotice[]) => {
    const rows = due.flatMap(({ provider, said, forecasts, topics, ...notice }) => {
      const providerId = directory.bySlug(provider)?.id
      if (providerId === undefined) return []
      const { key, by, author, text, lang, source, component, device, seenAt } = notice
      const about = { key, by, author, text, lang, source, component, device, seenAt, domain: null }
      const dues = forecasts.map(({ due: [dueFrom, dueTo], ...forecast }) => ({ ...forecast, dueFrom, dueTo }))
      const [saidFrom, saidTo] = said ?? [null, null]
      return [{ ...about, providerId, topics: [...topics], saidFrom, saidTo, forecasts: dues }]
    })
    await writeNotices(db, rows)
  }
  if (play) await whenDue(mine, { ...play, atOnce: NOTICES_AT_ONCE }, write)
  else await write(mine)
}

type Turn = Pick<Extra, 'clock' | 'pace' | 'signal'> & { atOnce: number }

/** Hands over what is due, in order, until all is told. */
async function whenDue<T extends { at: number }>(
  all: readonly T[],
  { clock, pace, signal, atOnce }: Turn,
  tell: (due: T[]) => Promise<void>,
): Promise<void> {
  for (let next = 0; next < all.length && !signal.aborted;) {
    const now = clock.now()
    const due: T[] = []
    pace.hold(all, all[next]!.at)
    for (; next < all.length && due.length < atOnce && all[next]!.at <= now; next += 1) due.push(all[next]!)
    if (due.length > 0) await tell(due)
    else await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
  pace.release(all)
}
