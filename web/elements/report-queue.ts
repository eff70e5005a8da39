import type { NewReport } from '../../shared/report.ts'
import { DAY_MS } from '../../shared/time.ts'

/** A press that could not be sent, as the browser keeps it: the only thing that this site ever stores. */
export type Queued = { report: NewReport & { id: string; observed_at: string }; name: string; keptAt: number }

/** An entry each, so that two tabs never write over one another. */
export const PREFIX = 'brusio.queue.'
/** Past it a press lives as long as its page. */
export const MOST_QUEUED = 20
/** Older ones the server takes no more. Real time. */
export const QUEUED_MS = 2 * DAY_MS

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** Undefined where the browser allows no storage. An app that shows pages may have switched it off: then it is null. */
export function shelf(): Storage | undefined {
  try {
    const storage: Storage | null = localStorage
    return storage ?? undefined
  } catch {
    return undefined
  }
}

const keysOf = (storage: Shelf): string[] =>
  Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '').filter((key) => key.startsWith(PREFIX))

/** False: there is no room, or nothing may be stored. */
export function keepQueued(storage: Shelf | undefined, queued: Queued): boolean {
  if (storage === undefined) return false
  const key = PREFIX + queued.report.id
  try {
    if (storage.getItem(key) === null && keysOf(storage).length >= MOST_QUEUED) return false
    storage.setItem(key, JSON.stringify(queued))
    return true
  } catch {
    return false
  }
}

export const dropQueued = (storage: Shelf | undefined, id: string): void => storage?.removeItem(PREFIX + id)

/** Other tabs are told of the last value before it is gone. */
const DISCARDED = 'discarded'

/** Whoever pressed has thought better of it: no tab sends it any more. */
export function discardQueued(storage: Shelf | undefined, id: string): void {
  if (storage?.getItem(PREFIX + id) != null) storage.setItem(PREFIX + id, DISCARDED)
  dropQueued(storage, id)
}

/** Calls when the press is discarded in another tab, until what it gives is called. */
export function onDiscarded(id: string, call: () => void): () => void {
  const hear = ({ key, newValue }: StorageEvent) => {
    if (key === PREFIX + id && newValue === DISCARDED) call()
  }
  addEventListener('storage', hear)
  return () => removeEventListener('storage', hear)
}

/** What is waiting, oldest first. What is too old, or was never ours, is gone after this. */
export function readQueued(storage: Shelf | undefined, realNow: number): Queued[] {
  if (storage === undefined) return []
  const all: Queued[] = []
  for (const key of keysOf(storage)) {
    const queued = parse(storage.getItem(key))
    if (queued === undefined || key !== PREFIX + queued.report.id || realNow - queued.keptAt > QUEUED_MS)
      storage.removeItem(key)
    else all.push(queued)
  }
  return all.toSorted((a, b) => a.keptAt - b.keptAt)
}

function parse(text: string | null): Queued | undefined {
  try {
    const { report, name, keptAt }: Queued = JSON.parse(text ?? '')
    const isOurs =
      typeof report.id === 'string' &&
      typeof report.provider === 'string' &&
      Number.isFinite(Date.parse(report.observed_at)) &&
      typeof name === 'string' &&
      typeof keptAt === 'number'
    return isOurs ? { report, name, keptAt } : undefined
  } catch {
    return undefined
  }
}
