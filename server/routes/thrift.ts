/** A reading is used for so many times as long as it took: whoever asks, it costs a twentieth of the database's time. */
const TIMES_ITS_COST = 20
/** Real time. What takes less is always read. */
const CHEAP_MS = 10
/** However dear it was, it is not of the past. */
const LONGEST_KEPT_MS = 20_000
const MAX_KEPT = 500

/** Keeps what is dear to read for a moment, longer what is dearer. Who comes while it is being read waits for it; a failure is not kept. */
export function createThrift<T>(real: () => number = () => performance.now()) {
  const kept = new Map<string, { until: number; value: Promise<T> }>()

  return (key: string, read: () => Promise<T>): Promise<T> => {
    const there = kept.get(key)
    if (there && there.until > real()) return there.value
    kept.delete(key)
    const oldest = kept.keys().next()
    if (kept.size >= MAX_KEPT && !oldest.done) kept.delete(oldest.value)
    const entry = { until: Infinity, value: timed() }
    kept.set(key, entry)
    return entry.value

    async function timed(): Promise<T> {
      const began = real()
      try {
        const value = await read()
        const costMs = real() - began
        entry.until = costMs < CHEAP_MS ? 0 : real() + Math.min(LONGEST_KEPT_MS, TIMES_ITS_COST * costMs)
        return value
      } catch (error) {
        entry.until = 0
        throw error
      }
    }
  }
}
