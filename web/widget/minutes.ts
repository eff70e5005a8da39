import type { EmbedCurve, EmbedUpdate } from '../../shared/embed.ts'

/** A bucket is counted anew where all its minutes so far were told; a minute of which nothing is known makes no zero. */
export function moveOn(curve: EmbedCurve, open: EmbedUpdate['open'], now: number): EmbedCurve {
  const points = curve.points.map((point, i): EmbedCurve['points'][number] => {
    const start = curve.from + i * curve.width_ms
    const told = open.filter(([minute, n]) => n !== null && minute >= start && minute < start + curve.width_ms)
    if (!told.length || start < open[0]![0]) return point
    return [told.reduce((sum, [, n]) => sum + n!, 0), point[1], point[2]]
  })
  return { ...curve, points, now }
}
