import { DAY_MS, HOUR_MS, MINUTE_MS, bucketStart } from '../../shared/time.ts'
import type { Directory } from '../catalogue/directory.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Database } from '../store/db.ts'
import { readIncidents } from '../store/incidents.ts'
import { readNames } from '../store/dossiers.ts'
import { readDetectorStates, type DetectorRow, type Places } from '../store/judgements.ts'
import type { Lease } from '../store/leases.ts'
import { readGaps, readMinutes } from '../store/minutes.ts'
import { openProbeCursor, readProbeResultsAfter } from '../store/probes.ts'
import { openCursor, readVoicesAfter } from '../store/voices.ts'
import { openDossier } from './kept.ts'
import type { Incident } from './findings.ts'
import { Watch } from './watch.ts'

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
  /** From where an agent looks, by its key; null: this server; undefined: it is not to be heard. */
  placeOf: (apiKeyId: number | null) => string | undefined
}
/** `isWarm`: they go on where the leader before has left. */
export type Loaded = { watches: Map<number, Watch>; places: Places; at: number; isWarm: boolean }

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
  const left = mayCatchUp
    ? { voices: lease.cursor!, probes: lease.probes ?? (await openProbeCursor(db, leftAt)) }
    : undefined
  const place = left ? { places: left, at: leftAt! } : { places: undefined, at: bucketStart(now) }
  const names = await readNames(
    db,
    [...rows.values()].flatMap((row) => openDossier(row.snapshot) ?? []),
  )
  const watches = new Map<number, Watch>()
  const past: Past[] = []
  for (const { id } of directory.all()) {
    const row = rows.get(id)
    const isFit = row !== undefined && row.at > now - WARM_MS && row.at <= latest
    const restored = isFit ? restore(row, names.get(openDossier(row?.snapshot) ?? ''), !mayCatchUp, log) : undefined
    if (restored && mayCatchUp) watches.set(id, restored)
    else past.push({ id, row, restored })
  }
  // The leader before may have said that it judged further than the place it has written.
  const writtenAt = Math.max(...[...watches.values()].map((watch) => watch.at))
  const until = Math.min(place.at, watches.size > 0 ? writtenAt : place.at)
  const relived = past.length > 0 || !left
  const places = relived ? await relive(deps, past, { places: left, at: until }, watches, keep) : left
  if (!places) return undefined
  for (const watch of watches.values()) {
    watch.attempt(place.at, failed(deps.log, watch), () => watch.believe(bucketStart(watch.at, HOUR_MS)))
  }
  return { watches, places: left ?? places, at: place.at, isWarm: mayCatchUp }
}

/** What to do when one provider's detector fails: say so once. */
export const failed =
  (log: Log, { providerId }: { providerId: number }) =>
  (error: unknown) =>
    log.error({ providerId, err: error }, 'a detector failed: its provider is unknown until it is warmed up again')

function restore(row: DetectorRow, names: string[] | undefined, toRelive: boolean, log: Log): Watch | undefined {
  try {
    return Watch.restore(row, names, toRelive)
  } catch (error) {
    failed(log, row)(error)
    return undefined
  }
}

type Past = { id: number; row: DetectorRow | undefined; restored: Watch | undefined }

/** Brings detectors up to `place` by what is stored; answers with the places of what was heard last. */
async function relive(
  { db, log, placeOf, trustHistory = false }: LoadDeps,
  past: readonly Past[],
  place: { places: Places | undefined; at: number },
  watches: Map<number, Watch>,
  keep: Keep,
): Promise<Places | undefined> {
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
  let [voicesAt, probesAt] = await Promise.all([openCursor(db, voicesFrom), openProbeCursor(db, voicesFrom)])
  for (let isMore = true; isMore;) {
    if (!(await keep())) return undefined
    const { voices, cursor } = await readVoicesAfter(db, voicesAt, VOICES_PER_READ, place.places?.voices)
    for (const voice of voices) if (mine.has(voice.providerId)) watches.get(voice.providerId)?.hear(voice)
    voicesAt = cursor
    isMore = voices.length === VOICES_PER_READ
  }
  for (let isMore = true; isMore;) {
    if (!(await keep())) return undefined
    const { results, cursor } = await readProbeResultsAfter(db, probesAt, VOICES_PER_READ, place.places?.probes)
    for (const result of results) {
      if (mine.has(result.providerId)) watches.get(result.providerId)?.probe(result, placeOf(result.apiKeyId))
    }
    probesAt = cursor
    isMore = results.length === VOICES_PER_READ
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
  return { voices: voicesAt, probes: probesAt }
}
