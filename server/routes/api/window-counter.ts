export type Window = { count: number; msLeft: number }

/**
 * Counts in windows of one length, each beginning with the first time of its key: what ends first lies first, so nobody has to look for it. Past
 * `most` keys new ones are all one: memory is worth more than the count. Real time.
 */
export function createWindowCounter({
  windowMs,
  most,
  real = () => performance.now(),
}: {
  windowMs: number
  most: number
  real?: () => number
}): (key: string) => Window {
  const windows = new Map<string, { count: number; endsAt: number }>()

  function open(key: string, now: number) {
    for (const [old, { endsAt }] of windows) {
      if (endsAt > now) break
      windows.delete(old)
    }
    const name = windows.size < most ? key : ''
    const there = windows.get(name)
    if (there !== undefined) return there
    const window = { count: 0, endsAt: now + windowMs }
    windows.set(name, window)
    return window
  }

  return (key) => {
    const now = real()
    const there = windows.get(key)
    const window = there !== undefined && there.endsAt > now ? there : open(key, now)
    window.count += 1
    return { count: window.count, msLeft: window.endsAt - now }
  }
}
