import { HOUR_MS } from '../../../shared/time.ts'

/** Providers times what is kept of each. */
const MOST_KEPT = 4_000

/** Keeps for an hour of domain time what changes as slowly; nothing where there was nothing to keep, and no failure. The oldest goes first. */
export function createHourly<T>() {
  const kept = new Map<string, { hour: number; value: Promise<T> }>()

  return async (key: string, now: number, read: () => Promise<T>): Promise<T> => {
    const hour = Math.floor(now / HOUR_MS)
    const there = kept.get(key)
    if (there?.hour === hour) return there.value
    kept.delete(key)
    const oldest = kept.keys().next()
    if (kept.size >= MOST_KEPT && !oldest.done) kept.delete(oldest.value)
    const entry = { hour, value: read() }
    kept.set(key, entry)
    const forget = () => {
      if (kept.get(key) === entry) kept.delete(key)
    }
    entry.value.then((value) => value === null && forget(), forget)
    return entry.value
  }
}
