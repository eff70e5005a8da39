import type { SeriesPoint } from '../shared/series.ts'

/** Fewer answers say nothing of a share. */
export const LEAST_ANSWERS = 5

/** "23 %": how many of those who answered here of late say that it works. Undefined: too few did, or nobody says so. Never a share of users. */
export function worksShare(tail: readonly Pick<SeriesPoint, 'problems' | 'works'>[]): string | undefined {
  const sum = (count: 'problems' | 'works') => tail.reduce((total, minute) => total + (minute[count] ?? 0), 0)
  const works = sum('works')
  const answers = sum('problems') + works
  return answers < LEAST_ANSWERS || works === 0 ? undefined : `${Math.max(1, Math.round((works / answers) * 100))} %`
}
