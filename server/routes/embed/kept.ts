/**
 * Keeps what was read for a time: whoever comes while it is being read waits for the same reading, and a failure is not kept. Bounded by number;
 * the oldest goes first. Times are real.
 */
export type Kept<T> = {
  get(key: string, keptMs: number, read: () => Promise<T>): Promise<T>
  readonly size: number
}

export function createKept<T>(most: number, real: () => number = () => performance.now()): Kept<T> {
  const slots = new Map<string, { until: number; value: Promise<T> }>()
  return {
    get(key, keptMs, read) {
      const there = slots.get(key)
      if (there !== undefined && there.until > real()) return there.value
      slots.delete(key)
      const [oldest] = slots.keys()
      if (slots.size >= most && oldest !== undefined) slots.delete(oldest)
      const slot = { until: Infinity, value: timed() }
      slots.set(key, slot)
      return slot.value

      async function timed(): Promise<T> {
        try {
          const value = await read()
          slot.until = real() + keptMs
          return value
        } catch (error) {
          if (slots.get(key) === slot) slots.delete(key)
          throw error
        }
      }
    },
    get size() {
      return slots.size
    },
  }
}

/** The same for many things that one statement can read: those asked for in one turn of the event loop are read together. */
export function createKeptMany<T>(
  keptMs: number,
  most: number,
  read: (ids: number[]) => Promise<Map<number, T>>,
  real?: () => number,
): (id: number) => Promise<T | undefined> {
  const kept = createKept<T | undefined>(most, real)
  let turn: { ids: number[]; found: Promise<Map<number, T>> } | undefined
  return (id) =>
    kept.get(String(id), keptMs, async () => {
      if (turn === undefined) {
        const ids: number[] = []
        const found = new Promise((resolve) => setImmediate(resolve)).then(() => {
          turn = undefined
          return read(ids)
        })
        turn = { ids, found }
      }
      turn.ids.push(id)
      return (await turn.found).get(id)
    })
}
