import { MINUTE_MS, QUARTER_MS } from '../../../shared/time.ts'

/** What was read so long ago (real time) is no day of today's: who comes after a silence waits. */
export const TOO_OLD_MS = 5 * MINUTE_MS

type Kept<T> = { value: Promise<T>; at: number; madeAt: number }

/**
 * Keeps what is slow to read and changes slowly: for a minute of real time, or until a quarter of an hour of domain time has passed, as in a replay.
 * While it is read anew the old one is given. A failure is not kept.
 */
export function createDayKeeper<T>(
  read: (now: number) => Promise<T>,
  realNow: () => number = () => performance.now(),
): (now: number) => Promise<T> {
  let kept: Kept<T> | undefined
  let coming: Promise<T> | undefined
  const isFresh = ({ at, madeAt }: Kept<T>, now: number) =>
    realNow() - madeAt < MINUTE_MS && Math.floor(at / QUARTER_MS) === Math.floor(now / QUARTER_MS)
  const renew = (now: number): Promise<T> => {
    const value = read(now)
    coming = value
    const made = () => {
      kept = { value, at: now, madeAt: realNow() }
      coming = undefined
    }
    value.then(made, () => (coming = undefined))
    return value
  }
  return (now) => {
    if (kept !== undefined && isFresh(kept, now)) return kept.value
    const next = coming ?? renew(now)
    return kept !== undefined && realNow() - kept.madeAt < TOO_OLD_MS ? kept.value : next
  }
}
