import { embedUpdate } from '../../web/embed-words.ts'
import { LANGS } from '../../web/locales/language.ts'
import type { OverviewEntry, ProviderLive } from '../../shared/live.ts'
import type { GroupLive, StatesLive } from '../../shared/live-topics.ts'
import { Category } from '../../shared/provider.ts'
import type { Directory } from '../catalogue/directory.ts'
import type { Clock } from '../clock.ts'
import { upperLimit } from '../detect/limits.ts'
import type { Database } from '../store/db.ts'
import { readLive, type Present } from '../store/live.ts'
import { readEntries, readOverview } from '../store/overview.ts'
import { readStates } from '../store/states.ts'
import { createIncidentWindow } from './live-incidents.ts'

const TOPIC = /^(?:(overview|states|incidents)|(provider|category|operator):(.+)|embed:([a-z]{2}):(.+))$/

export type LiveSources = { db: Database; clock: Clock; directory: Directory }
/** The newest data of topics; names that are no topic here are left out. */
export type ReadTopics = (topics: readonly string[]) => Promise<Map<string, unknown>>

/** What a topic tells, by the kind of reading it takes: `one` of a provider, a `group` of providers, or all there is. */
type Told =
  | { by: 'overview' | 'states' | 'incidents' }
  | { by: 'one'; id: number; toData: (live: ProviderLive) => unknown }
  | { by: 'group'; slugs: readonly string[]; ids: readonly number[] }

/** Undefined: there is no such topic here. */
export function resolveTopic(directory: Directory, topic: string): Told | undefined {
  const [, whole, kind, name = '', asked, embedded = ''] = TOPIC.exec(topic) ?? []
  if (whole !== undefined) return { by: whole as 'overview' | 'states' | 'incidents' }
  if (kind === 'provider') return one(directory, name, (live) => live)
  if (kind !== undefined) return group(directory, kind, name)
  const lang = LANGS.find((known) => known === asked)
  return lang === undefined ? undefined : one(directory, embedded, (live) => embedUpdate(lang, live))
}

function one(directory: Directory, slug: string, toData: (live: ProviderLive) => unknown): Told | undefined {
  const id = directory.bySlug(slug)?.id
  return id === undefined ? undefined : { by: 'one', id, toData }
}

/** A category without a provider is one all the same; an operator is known by its providers. */
function group(directory: Directory, kind: string, name: string): Told | undefined {
  const isCategory = kind === 'category'
  const entries = isCategory ? directory.all().filter(({ category }) => category === name) : directory.byOperator(name)
  if (isCategory ? !Category.safeParse(name).success : entries.length === 0) return undefined
  return { by: 'group', slugs: entries.map(({ slug }) => slug), ids: entries.map(({ id }) => id) }
}

/** Each kind is read in one go, however many topics are asked for: all providers in one statement, all groups in another. */
export function createTopicReader({ db, clock, directory }: LiveSources): ReadTopics {
  const incidents = createIncidentWindow(db)

  return async (topics) => {
    const present = { now: clock.now(), speed: clock.speed }
    const told = topics.flatMap((topic): [string, Told][] => {
      const resolved = resolveTopic(directory, topic)
      return resolved ? [[topic, resolved]] : []
    })
    const asks = (by: Told['by']) => told.some(([, topic]) => topic.by === by)
    const ids = [...new Set(told.flatMap(([, topic]) => (topic.by === 'one' ? topic.id : [])))]
    const grouped = [...new Set(told.flatMap(([, topic]) => (topic.by === 'group' ? topic.ids : [])))]
    const [overview, states, news, live, entries] = await Promise.all([
      asks('overview') ? readOverview(db, present) : undefined,
      asks('states') ? statesOf(db, present) : undefined,
      asks('incidents') ? incidents() : undefined,
      ids.length > 0 ? readLive(db, ids, present, upperLimit) : new Map<number, ProviderLive>(),
      readEntries(db, grouped, present),
    ])
    const all = { overview, states, incidents: news }
    const data = new Map<string, unknown>()
    for (const [topic, of] of told) {
      if (of.by === 'group') data.set(topic, toGroup(of.slugs, entries))
      else if (of.by !== 'one') data.set(topic, all[of.by])
      else {
        const newest = live.get(of.id)
        if (newest) data.set(topic, of.toData(newest))
      }
    }
    return data
  }
}

async function statesOf(db: Database, present: Present): Promise<StatesLive> {
  const { rows } = await readStates(db, present)
  return { states: rows.map(({ slug, state, verified, since, cause }) => ({ slug, state, verified, since, cause })) }
}

function toGroup(slugs: readonly string[], entries: ReadonlyMap<string, OverviewEntry>): GroupLive {
  return { providers: slugs.flatMap((slug) => entries.get(slug) ?? []) }
}
