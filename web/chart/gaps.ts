export type Gap = { from: number; to: number }

/** Runs of buckets in which we were not listening. */
export function gapsOf({
  points,
  widthMs,
}: {
  points: readonly { t: number; n: number | null }[]
  widthMs: number
}): Gap[] {
  const gaps: Gap[] = []
  for (const { t, n } of points) {
    if (n !== null) continue
    const last = gaps.at(-1)
    if (last?.to === t) last.to = t + widthMs
    else gaps.push({ from: t, to: t + widthMs })
  }
  return gaps
}
