import { Refusal } from '../../errors.ts'

const RETRY_AFTER_S = 2

/** Lets so many do their work at once; so many more wait for their turn, and who comes then is told to come back. */
export function createGate(most: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = []
  let working = 0
  return async (work) => {
    if (working >= most) {
      if (queue.length >= waiting)
        throw new Refusal(503, 'Too many moments are asked for at once.', { retryAfterS: RETRY_AFTER_S })
      // Whoever ends hands its place on.
      await new Promise<void>((resolve) => queue.push(resolve))
    } else working += 1
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next === undefined) working -= 1
      else next()
    }
  }
}
