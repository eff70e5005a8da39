/** The smallest value that at least this share of all do not exceed; NaN of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN
}

/** Of all, those of whom it holds; NaN of none. */
export function share<T>(all: readonly T[], holds: (one: T) => boolean): number {
  return all.filter((one) => holds(one)).length / all.length
}
