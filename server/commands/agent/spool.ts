import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { NewProbeResult } from '../../../shared/probe.ts'
import type { Log } from '../../log.ts'
import { countLines, readSegment } from './spool-segment.ts'
import type { Place, SpoolBatch } from './spool-segment.ts'

export type Spool = {
  /** Resolves when the operating system has them: from then on the death of this process loses none. */
  append(results: readonly NewProbeResult[]): Promise<void>
  /** The oldest that are not settled, at most so many. Those of before `notBefore` (epoch milliseconds) are passed over. */
  peek(limit: number, notBefore: number): Promise<SpoolBatch>
  /** All before `end` need not be kept. */
  settle(end: Place): void
  close(): Promise<void>
}

/** Two hundred targets, asked every 30 seconds, fill it in three days. */
const MAX_BYTES = 512 * 1024 * 1024
const SEGMENT_BYTES = 4 * 1024 * 1024
/** A power cut may take what is younger. */
const SYNC_MS = 1_000
const PLACE_FILE = 'place.json'
const PlaceRow = z.strictObject({ segment: z.int().nonnegative(), offset: z.int().nonnegative() })

/**
 * Results on disk until the server has them: one JSON line each, in segments that are only ever appended to. Every start writes a segment of its
 * own, so a line that a crash has torn stays the last of its segment, and is passed over. What is settled is written down by renaming
 * a small file; where that is behind, results are sent twice, which their ids make harmless. Synced to the disk within a second. Above its
 * limit the oldest segment goes, and the log says so.
 */
export function openSpool(
  folder: string,
  options: { log: Log; maxBytes?: number; segmentBytes?: number; syncMs?: number },
): Spool {
  const { log, maxBytes = MAX_BYTES, segmentBytes = SEGMENT_BYTES, syncMs = SYNC_MS } = options
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const nameOf = (segment: number) => path.join(folder, `${String(segment).padStart(10, '0')}.jsonl`)
  /** Segments and their bytes, oldest first. */
  const sizes = new Map(
    readdirSync(folder)
      .flatMap((name) => /^(\d{10})\.jsonl$/.exec(name)?.[1] ?? [])
      .map(Number)
      .toSorted((a, b) => a - b)
      .map((segment) => [segment, statSync(nameOf(segment)).size]),
  )
  let place = readPlace(path.join(folder, PLACE_FILE))
  let next = Math.max(place.segment, ...sizes.keys()) + 1
  let current: { segment: number; file: FileHandle; synced: boolean } | undefined
  let syncing: NodeJS.Timeout | undefined
  let turn: Promise<unknown> = Promise.resolve()
  removeSettled()

  function removeSettled(): void {
    for (const segment of sizes.keys()) {
      if (segment >= place.segment || segment === current?.segment) continue
      rmSync(nameOf(segment), { force: true })
      sizes.delete(segment)
    }
  }

  async function write(lines: string): Promise<void> {
    const isFull = current !== undefined && (sizes.get(current.segment) ?? 0) >= segmentBytes
    if (isFull) await leaveSegment()
    current ??= { segment: next++, file: await open(nameOf(next - 1), 'wx', 0o600), synced: true }
    const bytes = Buffer.from(lines)
    try {
      await current.file.appendFile(bytes)
      sizes.set(current.segment, (sizes.get(current.segment) ?? 0) + bytes.length)
    } catch (error) {
      // What was written by half stays the end of its segment; the whole is tried again in another.
      sizes.set(current.segment, (sizes.get(current.segment) ?? 0) + bytes.length)
      await leaveSegment().catch(() => {})
      throw error
    }
    current.synced = false
    syncing ??= setTimeout(() => void inTurn(sync).catch(failToSync), syncMs).unref()
    await keepLimit()
  }

  async function sync(): Promise<void> {
    syncing = undefined
    if (current === undefined || current.synced) return
    current.synced = true
    await current.file.datasync()
  }

  const failToSync = (error: unknown) => log.warn({ err: error }, 'results could not be forced to the disk')

  async function leaveSegment(): Promise<void> {
    const left = current
    current = undefined
    await left?.file.datasync()
    await left?.file.close()
  }

  async function keepLimit(): Promise<void> {
    for (const [segment, bytes] of sizes) {
      const all = [...sizes.values()].reduce((sum, n) => sum + n, 0)
      if (all <= maxBytes || segment === current?.segment) return
      const from = segment === place.segment ? place.offset : 0
      const lost = countLines((await readFile(nameOf(segment)).catch(() => Buffer.alloc(0))).subarray(from))
      rmSync(nameOf(segment), { force: true })
      sizes.delete(segment)
      log.error({ lost, bytes }, 'too many results are waiting: the oldest are dropped')
      if (place.segment <= segment) setPlace({ segment: segment + 1, offset: 0 })
    }
  }

  function setPlace(to: Place): void {
    place = to
    const file = path.join(folder, PLACE_FILE)
    writeFileSync(`${file}.new`, JSON.stringify(to), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work, work)
    turn = done
    return done
  }

  async function peek(limit: number, notBefore: number): Promise<SpoolBatch> {
    const batch: SpoolBatch = { results: [], end: place, more: false, expired: 0, unreadable: 0 }
    for (const [segment, size] of sizes) {
      if (segment < place.segment) continue
      const isCurrent = segment === current?.segment
      const from = segment === place.segment ? place.offset : 0
      if (isCurrent && from >= size) break
      const { offset, isAll } = await readSegment(nameOf(segment), from, { limit, notBefore, batch })
      if (!isAll) return { ...batch, end: { segment, offset }, more: true }
      // Behind the last whole line of a segment that nobody writes to any more lies at most a torn one.
      if (!isCurrent && offset < size) batch.unreadable++
      batch.end = isCurrent ? { segment, offset } : { segment: segment + 1, offset: 0 }
    }
    return batch
  }

  return {
    append: (results) => inTurn(() => write(results.map((result) => `${JSON.stringify(result)}\n`).join(''))),
    peek: (limit, notBefore) => inTurn(() => peek(limit, notBefore)),
    settle(end) {
      // Meanwhile the limit may have taken more than that away.
      if (end.segment < place.segment || (end.segment === place.segment && end.offset <= place.offset)) return
      setPlace(end)
      removeSettled()
    },
    async close() {
      clearTimeout(syncing)
      await inTurn(leaveSegment)
    },
  }
}

function readPlace(file: string): Place {
  try {
    return PlaceRow.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { segment: 0, offset: 0 } // From the beginning of what is there.
  }
}
