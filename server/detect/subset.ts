/** A cell's voices and those that are usual for it. */
export type Counted = { observed: number; expected: number }

/** Evidence in nats that Poisson counts are above the usual; 0 where they are not. */
export function excessNats({ observed, expected }: Counted): number {
  if (!(observed > expected)) return 0
  return observed * Math.log(observed / Math.max(expected, Number.MIN_VALUE)) - (observed - expected)
}

/**
 * The smallest set of cells that carries `share` of the most evidence any set has. The best of all 2^n sets is among the n that a sorting
 * by observed over expected makes (Neill 2012, linear-time subset scanning); so is the smallest good one looked for.
 */
export function smallestSet<T extends Counted>(cells: readonly T[], share: number): { set: T[]; nats: number } {
  const raised = cells.filter((cell) => cell.observed > cell.expected && cell.expected > 0)
  const sorted = raised.toSorted((a, b) => b.observed / b.expected - a.observed / a.expected)
  const sum = { observed: 0, expected: 0 }
  const nats = sorted.map((cell) => {
    sum.observed += cell.observed
    sum.expected += cell.expected
    return excessNats(sum)
  })
  const most = Math.max(0, ...nats)
  const last = nats.findIndex((found) => found >= share * most)
  return { set: sorted.slice(0, last + 1), nats: most }
}

/** Upper limit of a Poisson mean of which `count` was seen, `sds` normal deviations out (Wilson and Hilferty 1931). */
export function upperLimit(count: number, sds: number): number {
  const n = count + 1
  return n * (1 - 1 / (9 * n) + sds / (3 * Math.sqrt(n))) ** 3
}

/** The lower limit of the same. */
export function lowerLimit(count: number, sds: number): number {
  if (count <= 0) return 0
  return Math.max(0, count * (1 - 1 / (9 * count) - sds / (3 * Math.sqrt(count))) ** 3)
}
