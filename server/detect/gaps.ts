/** A stretch in which nobody was there to hear, half open. */
export type Gap = [from: number, to: number]

/** In order and apart, with one more: a minute that two say was missed is missed once. */
export function addGap(gaps: readonly Gap[], from: number, to: number): Gap[] {
  const newest = gaps.at(-1)
  if (!newest || from > newest[1]) return [...gaps, [from, to]]
  const joined: Gap[] = []
  for (const gap of [...gaps, [from, to] as const].toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1)
    if (last && gap[0] <= last[1]) last[1] = Math.max(last[1], gap[1])
    else joined.push([...gap])
  }
  return joined
}

/** How much of [from, to) nobody was there to hear, in milliseconds. */
export function awayMs(gaps: readonly Gap[], from: number, to: number): number {
  let sum = 0
  for (const gap of gaps) sum += Math.max(0, Math.min(to, gap[1]) - Math.max(from, gap[0]))
  return sum
}
