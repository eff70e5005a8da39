import type { SeriesPoint } from '../../shared/series.ts'
import { SECOND_MS } from '../../shared/time.ts'

export const PULSE_SECONDS = 60
/** The server speaks every 5 s at least: after a longer silence nobody knows in which second something came. */
const SILENCE_MS = 7 * SECOND_MS

/** What came in the last seconds, as this page heard it. Real time in milliseconds. */
export type Pulse = {
  hear(tail: readonly Pick<SeriesPoint, 't' | 'problems'>[], at: number): void
  /** Voices in each second, oldest first, that of `at` last; null: we did not hear it. */
  read(at: number): (number | null)[]
}

export function createPulse(): Pulse {
  const arrivals = new Map<number, number>()
  let known = new Map<number, number>()
  let heardAt = -Infinity
  let since = Infinity
  const secondOf = (at: number) => Math.floor(at / SECOND_MS)

  return {
    hear(tail, at) {
      const newest = Math.max(-Infinity, ...known.keys())
      let came = 0
      for (const { t, problems } of tail) {
        const before = known.get(t) ?? (t > newest ? 0 : (problems ?? 0))
        came += Math.max(0, (problems ?? 0) - before)
      }
      known = new Map(tail.map(({ t, problems }) => [t, problems ?? 0]))
      const second = secondOf(at)
      if (at - heardAt > SILENCE_MS) {
        // What came meanwhile came at some time or other: it belongs to no second.
        since = second
        arrivals.clear()
      } else arrivals.set(second, (arrivals.get(second) ?? 0) + came)
      for (const old of arrivals.keys()) if (old <= second - PULSE_SECONDS) arrivals.delete(old)
      heardAt = at
    },
    read(at) {
      const last = secondOf(at)
      const isDeaf = at - heardAt > SILENCE_MS
      const until = isDeaf ? secondOf(heardAt) : last
      return Array.from({ length: PULSE_SECONDS }, (_, i) => {
        const second = last - PULSE_SECONDS + 1 + i
        return second < since || second > until ? null : (arrivals.get(second) ?? 0)
      })
    },
  }
}
