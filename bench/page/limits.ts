export const PAGES = ['home', 'provider', 'incident', 'report'] as const
export type PageName = (typeof PAGES)[number]
export type ByPage<T> = Record<PageName, T>

/** What is measured; the last line of the bench is this and nothing else. */
export type Figures = {
  bench: 'page'
  /** Performance, accessibility, best practice, SEO. */
  lighthouse: ByPage<number[]>
  /** Gzipped, 1 kB = 1,000 bytes. */
  scriptKb: ByPage<number>
  htmlKb: ByPage<number>
  cls: ByPage<number>
  inpMs: number
  serverRatio: number
  uncachedMs: number
}

export type Line = { what: string; measured: string; limit: string; holds: boolean }

/** A cached page may be fast as such, or as fast as sending can be on this machine. */
const CACHED_PER_SECOND = 3_000

/** Each figure beside what it must reach. */
export function compare(figures: Figures, perSecond: number): Line[] {
  const { lighthouse, scriptKb, htmlKb, cls, inpMs, serverRatio, uncachedMs } = figures
  const each = <T>(
    what: string,
    of: ByPage<T>,
    limit: (page: PageName) => string,
    holds: (value: T, page: PageName) => boolean,
  ) =>
    PAGES.map((page): Line => ({
      what: `${what}, ${page}`,
      measured: String(of[page]),
      limit: limit(page),
      holds: holds(of[page], page),
    }))
  return [
    ...each(
      'Lighthouse',
      lighthouse,
      () => 'each >= 98',
      (scores) => scores.length === 4 && scores.every((score) => score >= 98),
    ),
    ...each(
      'script, kB',
      scriptKb,
      (page) => (page === 'provider' ? '<= 75' : '< 10'),
      (kb, page) => (page === 'provider' ? kb <= 75 : kb < 10),
    ),
    ...each(
      'HTML, kB',
      htmlKb,
      () => '< 30',
      (kb) => kb < 30,
    ),
    ...each(
      'layout shift',
      cls,
      () => '< 0.01',
      (value) => value < 0.01,
    ),
    { what: 'slowest interaction, ms', measured: String(inpMs), limit: '< 100', holds: inpMs < 100 },
    {
      what: 'cached page, of a bare one',
      measured: `${serverRatio} (${Math.round(perSecond)}/s)`,
      limit: `>= 0.5 or > ${CACHED_PER_SECOND}/s`,
      holds: serverRatio >= 0.5 || perSecond > CACHED_PER_SECOND,
    },
    { what: 'uncached provider page, ms', measured: String(uncachedMs), limit: '< 20', holds: uncachedMs < 20 },
  ]
}
