import { setMaxListeners } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { NoticeTopic } from '../../shared/notice.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time.ts'
import type { Directory, DirectoryEntry } from '../catalogue/directory.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { announcedIn } from '../official/announced.ts'
import { ReadError, readSource } from '../official/reader.ts'
import type { OfficialSource } from '../official/reader.ts'
import { saidBetween } from '../official/said.ts'
import type { Saying } from '../official/saying.ts'
import type { Outbound } from '../outbound.ts'
import { createSeats } from '../probe/seats.ts'
import type { Database } from '../store/db.ts'
import { NoticeError, checkNotice } from '../store/notice-limits.ts'
import { keepNoticeSources, noteLook, readNoticeSources } from '../store/notice-sources.ts'
import { writeNotices } from '../store/notices.ts'
import type { NewNotice } from '../store/notice-row.ts'

export type NoticeSource = OfficialSource & { provider: string }

/** Where the catalogue says that providers speak. */
export function noticeSources(catalogue: {
  providers: readonly { slug: string; statusFeed: OfficialSource | null }[]
}): NoticeSource[] {
  return catalogue.providers.flatMap(({ slug, statusFeed }) =>
    statusFeed === null ? [] : [{ ...statusFeed, provider: slug }],
  )
}

export type NoticeJobDeps = {
  db: Database
  clock: Clock
  log: Log
  directory: Directory
  sources: readonly NoticeSource[]
  outbound: Outbound
  everyMs?: number
  timeoutMs?: number
  /** How many sources are read at once. */
  atOnce?: number
  /** In [0, 1). */
  random?: () => number
}

/** Turns are this share of the period early or late. */
const JITTER = 0.2
/** A source that fails is asked half as often each time, down to this, unless it asks for more patience. */
const SLOWEST_MS = HOUR_MS
const MOST_PATIENCE_MS = 6 * HOUR_MS
/** What is older when it is first seen is not ours to keep. */
const KEPT_MS = 30 * DAY_MS

/**
 * Reads what providers say on their own pages, each source from its own loop: so never twice at once. Runs on real time. What cannot be read is
 * noted with the source, and tried again later; where the database is away nothing is lost, as the source still has it.
 */
export function startNoticeJob(deps: NoticeJobDeps): { close(): Promise<void> } {
  const { db, clock, log, directory, sources, outbound } = deps
  const { everyMs = 3 * MINUTE_MS, timeoutMs, atOnce = 4, random = Math.random } = deps
  const stop = new AbortController()
  const { signal } = stop
  setMaxListeners(0, signal) // Every source's loop listens.
  const takeSeat = createSeats(atOnce)

  const known = sources.flatMap((source) => {
    const provider = directory.bySlug(source.provider)
    return provider ? [{ source, provider }] : []
  })

  async function look({ source, provider }: (typeof known)[number]): Promise<void> {
    const at = clock.now()
    const about = { providerId: provider.id, url: source.url, kind: source.kind, at }
    const before = (await readNoticeSources(db, provider.id)).find(({ url }) => url === source.url)
    const mark = before?.etag ?? null
    const { components } = provider
    try {
      const found = await readSource(
        { source, components, mark },
        { outbound, signal, ...(timeoutMs ? { timeoutMs } : {}) },
      )
      if (!found.isNew) return await noteLook(db, { ...about, etag: mark, failure: null })
      const notices = found.sayings
        .filter(({ claimedAt }) => claimedAt === null || claimedAt > at - KEPT_MS)
        .map((saying) => toNewNotice(saying, { provider, source, readAt: before?.readAt ?? null, seenAt: at }))
        .filter(isKeepable)
      const { stored, refused } = await writeNotices(db, notices)
      const { skipped } = found
      const lost = found.sayings.length > 0 && skipped > 0 ? { skipped } : {}
      if (stored > 0) log.info({ source: source.url, stored, ...lost }, 'a provider has spoken')
      if (refused > 0) throw new ReadError('it says more than is kept a day')
      await noteLook(db, { ...about, etag: found.mark, failure: null })
    } catch (error) {
      if (error instanceof ReadError) await noteLook(db, { ...about, etag: null, failure: error.message })
      throw error
    }
  }

  async function watch(one: (typeof known)[number]): Promise<void> {
    let failures = 0
    let patience = everyMs * random()
    for (;;) {
      await pause(patience, undefined, { signal, ref: false })
      const leave = await takeSeat()
      let asked = 0
      try {
        signal.throwIfAborted()
        await look(one)
        if (failures > 0) log.info({ source: one.source.url, failures }, 'a source can be read again')
        failures = 0
      } catch (error) {
        if (signal.aborted) return
        const isOurs = !(error instanceof ReadError)
        if (!isOurs) asked = Math.min(error.retryAfterMs ?? 0, MOST_PATIENCE_MS)
        const told = { source: one.source.url, err: error }
        if (failures++ > 0) log.debug(told, 'a source still cannot be read')
        else if (isOurs) log.error(told, 'a source was not read')
        else log.warn({ source: one.source.url, reason: error.message }, 'a source cannot be read')
      } finally {
        leave()
      }
      const slower = Math.min(everyMs * 2 ** Math.min(failures, 10), Math.max(SLOWEST_MS, everyMs))
      patience = Math.max(slower * (1 + JITTER * (2 * random() - 1)), asked)
    }
  }

  const listed = known.map(({ source, provider }) => ({ providerId: provider.id, url: source.url, kind: source.kind }))
  const told = keepNoticeSources(db, listed).catch((error: unknown) => log.error({ err: error }, 'sources not noted'))
  const ended = Promise.allSettled([told, ...known.map((one) => watch(one))])
  return {
    async close() {
      stop.abort()
      await ended
    },
  }
}

type Look = { provider: DirectoryEntry; source: OfficialSource; readAt: number | null; seenAt: number }

/** A saying as a notice of the provider, with the time that it announces. */
export function toNewNotice(saying: Saying, { provider, source, readAt, seenAt }: Look): NewNotice {
  const { key, claimedAt, text, lang, component } = saying
  const said = saidBetween({ claimedAt, readAt, seenAt })
  // At the first look nobody knows how old it is: it may be read, but says nothing of today.
  const topics: NoticeTopic[] = said === null ? [] : [...saying.topics]
  const isOver = topics.includes('restored') || !topics.includes('problem')
  const due = said === null || isOver ? undefined : announcedIn(text, said, saying.zone ?? zoneOf(provider))
  return {
    providerId: provider.id,
    key: `feed:${source.kind}:${key}`,
    by: 'provider',
    author: provider.name,
    domain: null,
    topics: due ? [...topics, 'forecast'] : topics,
    text,
    lang,
    source: saying.source,
    component,
    device: null,
    saidFrom: said?.[0] ?? null,
    saidTo: said?.[1] ?? null,
    seenAt,
    forecasts: due ? [{ ...due, component, device: null }] : [],
  }
}

/** Where a provider of one country counts its days. */
function zoneOf({ countries }: DirectoryEntry): string | null {
  return countries.length === 1 && countries[0] === 'IT' ? 'Europe/Rome' : null
}

/** What a table would refuse is left out: one odd entry must not silence a source. */
function isKeepable(notice: NewNotice): boolean {
  try {
    checkNotice(notice)
    return true
  } catch (error) {
    if (error instanceof NoticeError) return false
    throw error
  }
}
