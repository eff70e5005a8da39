import { DAY_MS, HOUR_MS, MINUTE_MS, bucketStart } from '../../shared/time.ts'
import type { Directory } from '../catalogue/directory.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Database } from '../store/db.ts'
import { readIncidents } from '../store/incidents.ts'
import { readDetectorStates, type DetectorRow } from '../store/judgements.ts'
import type { Cursor, Lease } from '../store/leases.ts'
import { readGaps, readMinutes } from '../store/minutes.ts'
import { openCursor, readVoicesAfter } from '../store/voices.ts'
import { Watch, type Incident } from './watch.ts'

/** A fresh detector goes through this much history. */
const WARM_MS = 35 * DAY_MS
/** Voices are kept 48 hours. Whoever was away for longer than this, or begins anew, hears so much of them and minutes before. */
const CATCH_UP_MS = DAY_MS
const VOICES_PER_READ = 5_000
const PROVIDERS_PER_READ = 10
/** Those that were open within the voices' time: a bound, not a number that is ever reached. */
const INCIDENTS_PER_READ = 10_000

/** Domain time. Clocks of two machines may differ by so much; what was judged later than that was judged by a clock that was wrong. */
const AHEAD_MS = 5 * MINUTE_MS
export const latestJudged = (clock: Clock) => clock.now() + AHEAD_MS * clock.speed

/** True while we are still leader; to be asked often while much is done, or the lease runs out meanwhile. */
export type Keep = () => Promise<boolean>
export type LoadDeps = {
  db: Database
  clock: Clock
  log: Log
  directory: Pick<Directory, 'all'>
  trustHistory?: boolean | undefined
}
export type Loaded = { watches: Map<number, Watch>; cursor: Cursor; at: number }

/**
 * The detectors as they were last written down, at the place in the voices that was written with them. Who was not written, or by another
 * rule, or too long ago, goes through its past: minutes first, then voices, up to the same place. Undefined: somebody else leads.
 */
export async function loadWatches(deps: LoadDeps, lease: Lease, keep: Keep): Promise<Loaded | undefined> {
  const { db, clock, directory, log } = deps
  const latest = latestJudged(clock)
  const isWrong = lease.at !== null && lease.at > latest
  if (isWrong) log.warn({ judgedUntil: lease.at }, 'the clock went back: what was judged after now is judged again')
  const leftAt = isWrong ? null : lease.at
  const now = Math.max(clock.now(), leftAt ?? -Infinity)
  const rows = new Map((await readDetectorStates(db)).map((row) => [row.providerId, row]))
  const mayCatchUp = lease.cursor !== null && leftAt !== null && now - leftAt < CATCH_UP_MS
  const place = mayCatchUp ? { cursor: lease.cursor!, at: leftAt } : { cursor: undefined, at: bucketStart(now) }
  const watches = new Map<number, Watch>()
  const past: Past[] = []
  for (const { id } of directory.all()) {
    const row = rows.get(id)
    const restored = row && row.at > now - WARM_MS && row.at <= latest ? restore(row, !mayCatchUp, deps.log) : undefined
    if (restored && mayCatchUp) watches.set(id, restored)
    else past.push({ id, row, restored })
  }
  // The leader before may have said that it judged further than the place it has written.
  const writtenAt = Math.max(...[...watches.values()].map((watch) => watch.at))
  const until = Math.min(place.at, watches.size > 0 ? writtenAt : place.at)
  const relived = past.length > 0 || !place.cursor
  const cursor = relived ? await relive(deps, past, { ...place, at: until }, watches, keep) : place.cursor
  if (!cursor) return undefined
  for (const watch of watches.values()) {
    watch.attempt(place.at, failed(deps.log, watch), () => watch.believe(bucketStart(watch.at, HOUR_MS)))
  }
  return { watches, cursor: place.cursor ?? cursor, at: place.at }
}

/** What to do when one provider's detector fails: say so once. */
export const failed =
  (log: Log, { providerId }: { providerId: number }) =>
  (error: unknown) =>
    log.error({ providerId, err: error }, 'a detector failed: its provider is unknown until it is warmed up again')

function restore(row: DetectorRow, toRelive: boolean, log: Log): Watch | undefined {
  try {
    return Watch.restore(row, toRelive)
  } catch (error) {
    failed(log, row)(error)
    return undefined
  }
}

type Past = { id: number; row: DetectorRow | undefined; restored: Watch | undefined }

/** Brings detectors up to `place` by what is stored; answers with the place of the last voice heard. */
async function relive(
  { db, log, trustHistory = false }: LoadDeps,
  past: readonly Past[],
  place: { cursor: Cursor | undefined; at: number },
  watches: Map<number, Watch>,
  keep: Keep,
): Promise<Cursor | undefined> {
  const { at } = place
  const voicesFrom = bucketStart(trustHistory ? at : at - CATCH_UP_MS)
  const since = bucketStart(at) - WARM_MS
  const gaps = await readGaps(db, since, bucketStart(at))
  // Nobody was there before the first heartbeat.
  const startAt = gaps[0]?.from === since ? gaps[0].to : since
  const written = new Map<number, Incident>()
  const newest = await readIncidents(db, { since: voicesFrom, limit: INCIDENTS_PER_READ })
  for (const row of newest.toReversed()) written.set(row.providerId, { ...row, rule: 'before' })

  for (let i = 0; i < past.length; i += PROVIDERS_PER_READ) {
    const some = past.slice(i, i + PROVIDERS_PER_READ)
    const ids = some.map(({ id }) => id)
    const minutes = await readMinutes(db, ids, startAt, voicesFrom)
    for (const { id, restored } of some) {
      if (!(await keep())) return undefined
      const watch = restored ?? new Watch(id, { startAt })
      const known = written.get(id)
      const open = known && known.resolvedAt === null && known.detectedAt < voicesFrom ? known : null
      watch.attempt(at, failed(log, watch), () => {
        watch.missing(gaps)
        const isOlder = watch.at < voicesFrom
        if (isOlder) watch.relive({ minutes: minutes.get(id) ?? [], to: voicesFrom, open, isTrusted: trustHistory })
      })
      watch.hearFrom(voicesFrom)
      watches.set(id, watch)
    }
  }

  const mine = new Set(past.map(({ id }) => id))
  let cursor = await openCursor(db, voicesFrom)
  for (;;) {
    if (!(await keep())) return undefined
    const read = await readVoicesAfter(db, cursor, VOICES_PER_READ, place.cursor)
    for (const voice of read.voices) if (mine.has(voice.providerId)) watches.get(voice.providerId)?.hear(voice)
    cursor = read.cursor
    if (read.voices.length < VOICES_PER_READ) break
  }
  for (const { id, row, restored } of past) {
    if (!(await keep())) return undefined
    const watch = watches.get(id)!
    watch.attempt(at, failed(log, watch), () => {
      watch.advance(at)
      // Where another rule has judged before, its verdicts stand.
      if (row && !restored) watch.adopt(written.get(id) ?? null, Math.min(row.at, at))
    })
  }
  return cursor
}
