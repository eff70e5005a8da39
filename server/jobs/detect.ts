import { randomUUID } from 'node:crypto'
import { DAY_MS, HOUR_MS, bucketStart } from '../../shared/time.ts'
import type { Directory } from '../catalogue/directory.ts'
import type { Clock } from '../clock.ts'
import type { Change } from '../detect/change.ts'
import type { Member, Site } from '../detect/site.ts'
import type { Log } from '../log.ts'
import { readWithdrawn } from '../store/corrections.ts'
import type { Database } from '../store/db.ts'
import { commitJudgement, type Judgement, type Places } from '../store/judgements.ts'
import { DETECTOR_ROLE, keepLease, readJudgedUntil, releaseLease, takeLease, type Cursor } from '../store/leases.ts'
import { readGaps } from '../store/minutes.ts'
import { openNoticeCursor, readNoticesAfter } from '../store/notices-heard.ts'
import { readProbeResultsAfter } from '../store/probes.ts'
import { readDependencies } from '../store/providers.ts'
import { readUnheard, readVoicesAfter } from '../store/voices.ts'
import { judgeArchived, judgeReadIn } from './detect-archived.ts'
import { failed, latestJudged, loadWatches, type Keep } from './detect-load.ts'
import { createFreezer } from './detect-freeze.ts'
import { commitWatches } from './detect-commit.ts'
import { every, type OnTurn } from './every.ts'
import { memberOf, openSite, relationsOf } from './site.ts'
import { createVantages } from './vantages.ts'
import type { Watch } from './watch.ts'

/** Real time. A lease outlives many turns. How far was judged is said often, or readers would take us for dead. */
const LEASE_MS = 10_000
const SAY_MS = 2_000
/** What has changed no state is heard again after a crash: so much of it at most (real time). */
const COMMIT_MS = 30_000
/** What the three say without a change of state is written down so much later. */
const TESTIMONY_MS = 5_000
const VOICES_PER_READ = 5_000
const NOTICES_PER_READ = 500
/** Notices of so long ago are read again by who begins to lead (domain time). */
const NOTICES_MS = 7 * DAY_MS
/** A turn this much later than the one before (real time) means that we were asleep: a gap, not silence. */
const AWAY_MS = 90_000
/** Another process may lead; when it is our turn for none of so many turns it is asked whether it does. */
const REFUSED_TURNS = 20
/** Voices that wait this long (real time) to be settled wait for somebody who has forgotten to commit. */
const HELD_MS = 60_000

export type OnChange = (providerId: number, change: Change) => void
export type DetectDeps = {
  db: Database
  clock: Clock
  log: Log
  directory: Pick<Directory, 'all'>
  /**
   * The stored minutes are a recording, in which every voice is another person: its outages are found and written. Otherwise
   * minutes, which have no networks, teach what is usual and open nothing.
   */
  trustHistory?: boolean | undefined
  /** Told after the commit, of changes since the start; not of those that a history or another leader brought. */
  onChange?: OnChange | undefined
  /** Where this server's own probes look from: its network (`as3269`), where it is known, and its resolvers. */
  own?: { network?: string | undefined; resolvers?: readonly string[] } | undefined
}
export type DetectJob = {
  /** Domain instant up to which everything that was committed is judged; undefined while somebody else leads. */
  readonly judgedUntil: number | undefined
  close(): Promise<void>
}
export type Judge = DetectJob & { turn(): Promise<void> }

type Leading = {
  epoch: number
  keep: Keep
  places: Places
  /** The place in the notices; what each provider has heard of them is written with its detector. */
  notices: Cursor
  watches: Map<number, Watch>
  site: Site
  members: Map<string, { watch: Watch; member: Member<Change> }>
  at: number
  committedAt: number
  saidAt: number
}

/**
 * Listens to the voices as they are committed and judges, if it is the leader. Whatever fails, memory is thrown away and read
 * back from the last commit, which holds detectors, places and verdicts together: nothing is heard twice and nothing told twice.
 */
export function createJudge(deps: DetectDeps): Judge {
  const { db, clock, log, onChange } = deps
  const holder = randomUUID()
  const freezer = createFreezer({ db, clock, log })
  const vantages = createVantages({ db, now: () => clock.now(), own: deps.own })
  let leading: Leading | undefined
  let judgedUntil: number | undefined
  let wasHeld = false
  let refused = 0

  async function lead(): Promise<Leading | undefined> {
    const lease = await takeLease(db, { role: DETECTOR_ROLE, holder, now: Date.now(), ttlMs: LEASE_MS })
    if (!lease) return undefined
    const began = performance.now()
    const keep = keeper(lease.epoch)
    const relations = relationsOf(deps.directory, await readDependencies(db))
    await vantages.refresh()
    await write(lease.epoch, await judgeReadIn(db, clock.now()))
    const loaded = await loadWatches({ ...deps, placeOf: (key) => vantages.placeOf(key) }, lease, keep)
    if (!loaded) return undefined
    const slugs = new Map(deps.directory.all().map(({ id, slug }) => [id, slug]))
    const members: Leading['members'] = new Map()
    for (const [id, watch] of loaded.watches) {
      const key = slugs.get(id)!
      members.set(key, { watch, member: memberOf(watch, key, failed(log, watch)) })
    }
    // What it knew of a time that is judged again would be known before it happens.
    const site = openSite(loaded.isWarm ? lease.site : null, relations, log)
    const { epoch } = lease
    const notices = await openNoticeCursor(db, loaded.at - NOTICES_MS)
    const taken: Leading = { epoch, keep, ...loaded, notices, site, members, committedAt: -Infinity, saidAt: -Infinity }
    // The history is written down at once, or a crash would have to go through it again.
    if (!(await commit(taken))) return undefined
    await write(epoch, await judgeArchived(db, deps.directory, taken.at))
    freezer.due()
    log.info({ providers: loaded.watches.size, ms: Math.round(performance.now() - began) }, 'detector leads')
    return taken
  }

  /** What is known of incidents beside their detectors. */
  async function write(epoch: number, judgement: Judgement | undefined): Promise<void> {
    if (judgement) await commitJudgement(db, { role: DETECTOR_ROLE, epoch, until: Date.now() + LEASE_MS }, judgement)
  }

  /** Lets others have their turn of the event loop, and renews the lease when it is time. */
  function keeper(epoch: number): Keep {
    let renewedAt = performance.now()
    return async () => {
      await new Promise((resolve) => setImmediate(resolve))
      if (performance.now() - renewedAt < LEASE_MS / 5) return true
      renewedAt = performance.now()
      return keepLease(db, { role: DETECTOR_ROLE, epoch, until: Date.now() + LEASE_MS })
    }
  }

  async function listen(to: Leading): Promise<void> {
    for (let isMore = true; isMore;) {
      await to.keep()
      const { voices, cursor } = await readVoicesAfter(db, to.places.voices, VOICES_PER_READ)
      for (const voice of voices) to.watches.get(voice.providerId)?.hear(voice)
      to.places = { ...to.places, voices: cursor }
      isMore = voices.length === VOICES_PER_READ
    }
    for (let isMore = true; isMore;) {
      const { results, cursor } = await readProbeResultsAfter(db, to.places.probes, VOICES_PER_READ)
      await vantages.refresh(results.map((result) => result.apiKeyId))
      for (const one of results) to.watches.get(one.providerId)?.probe(one, vantages.placeOf(one.apiKeyId))
      to.places = { ...to.places, probes: cursor }
      isMore = results.length === VOICES_PER_READ
    }
    for (let isMore = true; isMore;) {
      const { notices, cursor } = await readNoticesAfter(db, to.notices, NOTICES_PER_READ)
      for (const notice of notices) to.watches.get(notice.providerId)?.notice(notice)
      to.notices = cursor
      isMore = notices.length === NOTICES_PER_READ
    }
  }

  /** What a person has withdrawn is let go of before anything more is judged. True: there was something. */
  async function heed(mine: Leading): Promise<boolean> {
    const open = new Map<string, Watch>()
    for (const watch of mine.watches.values()) if (watch.openIncident) open.set(watch.openIncident, watch)
    if (open.size === 0) return false
    const withdrawn = await readWithdrawn(db, [...open.keys()])
    for (const { id, at } of withdrawn) {
      const watch = open.get(id)!
      watch.attempt(mine.at, failed(log, watch), () => watch.letGo(id, at))
    }
    return withdrawn.length > 0
  }

  async function commit(now: Leading): Promise<boolean> {
    const led = await commitWatches({ db, log, leaseMs: LEASE_MS }, now)
    now.committedAt = now.saidAt = performance.now()
    return led
  }

  /** How far was judged, without what was heard: the place in the voices stays with the detectors that were written with it. */
  async function say(now: Leading): Promise<boolean> {
    if (performance.now() - now.saidAt < SAY_MS) return true
    now.saidAt = performance.now()
    return keepLease(db, { role: DETECTOR_ROLE, epoch: now.epoch, until: Date.now() + LEASE_MS, at: now.at })
  }

  async function warnWhenUnjudged(): Promise<void> {
    const judgedAt = (await readJudgedUntil(db, DETECTOR_ROLE)) ?? -Infinity
    if (Math.abs(clock.now() - judgedAt) <= AWAY_MS * clock.speed) return
    log.warn('somebody else has the lease of the detector, and judges nothing')
  }

  function warnWhenHeld(lagMs: number): void {
    const isHeld = lagMs > HELD_MS * clock.speed
    if (isHeld && !wasHeld) log.warn({ lagMs }, 'a long transaction in the database keeps voices from being heard')
    if (!isHeld && wasHeld) log.info('voices are heard again')
    wasHeld = isHeld
  }

  /** Brings all to `now`, hour by hour, so that a long sleep does not cost the lease. */
  async function judge(mine: Leading, now: number): Promise<{ watch: Watch; change: Change }[]> {
    const changes: { watch: Watch; change: Change }[] = []
    for (let at = mine.at; at < now;) {
      const until = Math.min(now, bucketStart(at, HOUR_MS) + HOUR_MS)
      const sound = [...mine.members.values()].filter(({ watch }) => !watch.hasFailed)
      const members = sound.map(({ member }) => member)
      for (const { key, change } of mine.site.advance(until, members))
        changes.push({ watch: mine.members.get(key)!.watch, change })
      if (until < now) await mine.keep()
      at = until
    }
    // What failed on its way has told nothing.
    return changes.filter(({ watch }) => !watch.hasFailed)
  }

  async function turn(mine: Leading): Promise<boolean> {
    // The instant first: what is committed while we read belongs to the next turn.
    const present = clock.now()
    await listen(mine)
    // Not past a voice that is stored but not settled: it would come too late to be heard.
    const now = Math.max(mine.at, Math.min(present, (await readUnheard(db, mine.places.voices)) ?? Infinity))
    warnWhenHeld(present - now)
    const hasLetGo = await heed(mine)
    const asleep = now - mine.at > AWAY_MS * clock.speed
    const gaps = asleep ? await readGaps(db, bucketStart(mine.at), bucketStart(now)) : []
    for (const { from, to } of gaps) mine.site.missing(from, to)
    const watches = [...mine.watches.values()]
    for (const watch of gaps.length > 0 ? watches : [])
      watch.attempt(now, failed(log, watch), () => watch.missing(gaps))
    const changes = await judge(mine, now)
    const isNewHour = bucketStart(now, HOUR_MS) !== bucketStart(mine.at, HOUR_MS)
    const hasFailed = watches.some((watch) => watch.hasFailed && watch.isDirty)
    const sinceMs = performance.now() - mine.committedAt
    const isDue = sinceMs >= COMMIT_MS || (sinceMs >= TESTIMONY_MS && watches.some((watch) => watch.hasTestimony))
    mine.at = now
    const led = changes.length > 0 || isNewHour || hasFailed || hasLetGo || isDue ? await commit(mine) : await say(mine)
    if (!led) return false
    for (const { watch, change } of changes) onChange?.(watch.providerId, change)
    if (isNewHour || hasLetGo || changes.some(({ change }) => change.type === 'resolved')) freezer.due()
    await freezer.turn()
    return true
  }

  return {
    get judgedUntil() {
      return judgedUntil
    },
    async turn() {
      // What was judged by a clock that was wrong is loaded anew, or nothing would be judged until that time has come.
      if (leading && leading.at > latestJudged(clock)) leading = undefined
      const mine = leading ?? (await lead())
      if (mine) refused = 0
      else if ((refused += 1) === REFUSED_TURNS) await warnWhenUnjudged()
      leading = undefined // Back only when the turn has gone well.
      if (mine && (await turn(mine))) leading = mine
      judgedUntil = leading?.at
    },
    async close() {
      const mine = leading
      leading = undefined
      if (mine && (await commit(mine))) await releaseLease(db, { role: DETECTOR_ROLE, epoch: mine.epoch })
    },
  }
}

/** `tickMs`: real time between turns. */
export function startDetectJob(deps: DetectDeps & { tickMs?: number; onTurn?: OnTurn | undefined }): DetectJob {
  const judge = createJudge(deps)
  const loop = every({
    ms: deps.tickMs ?? 250,
    log: deps.log,
    name: 'detect',
    run: () => judge.turn(),
    onTurn: deps.onTurn,
  })
  return {
    get judgedUntil() {
      return judge.judgedUntil
    },
    async close() {
      await loop.close()
      await judge.close()
    },
  }
}
