import { BEGAN } from '../shared/report.ts'

/** What voices are told apart by. */
export const SHARED_FACETS = ['problem', 'component', 'device', 'began', 'region', 'network', 'country'] as const
export type SharedFacet = (typeof SHARED_FACETS)[number]

/** `share` and `usual` of those who said it at all, from 0 to 1; `usual` null: not known. */
export type Share = { value: string; share: number; usual: number | null }
export type Shares = {
  facet: SharedFacet
  /** How many said it. */
  voices: number
  /** Most voices first. */
  top: Share[]
  /** Of all the others together; null: there are none. */
  rest: Omit<Share, 'value'> | null
}

/** Of fewer voices nothing is said; of a place not of fewer in it either. */
export const LEAST_VOICES = 5
/** Fewer voices than these do not say what is usual. */
const USUAL_KNOWN = 20
const SHOWN = 5
/** What is usually at least this share is shown also where nobody speaks of it now. */
const USUALLY_MUCH = 0.1
const PLACES: ReadonlySet<SharedFacet> = new Set(['region', 'network', 'country'])

export const isPlace = (facet: SharedFacet): boolean => PLACES.has(facet)

type Counts = ReadonlyMap<string, number>

/** Voices by value, `-` being what was not said, against those of quiet times; undefined where too few said it. */
export function sharesOf(facet: SharedFacet, counts: Counts, usual: Counts = new Map()): Shares | undefined {
  const said = [...counts].filter(([value, n]) => value !== '-' && n > 0)
  const voices = said.reduce((sum, [, n]) => sum + n, 0)
  if (voices < LEAST_VOICES) return undefined
  const known = [...usual.values()].reduce((sum, n) => sum + n, 0)
  const usualOf = (value: string) => (known < USUAL_KNOWN ? null : (usual.get(value) ?? 0) / known)
  const least = isPlace(facet) ? LEAST_VOICES : 1
  const quiet = [...usual.keys()].filter((value) => value !== '-' && !counts.has(value))
  const missed = isPlace(facet) ? [] : quiet.filter((value) => (usualOf(value) ?? 0) >= USUALLY_MUCH)
  const all = [...said.filter(([, n]) => n >= least), ...missed.map((value): [string, number] => [value, 0])]
    .map(([value, n]) => ({ value, share: n / voices, usual: usualOf(value) }))
    .toSorted((a, b) => b.share - a.share || (b.usual ?? 0) - (a.usual ?? 0) || (a.value < b.value ? -1 : 1))
  // Since when has an order of its own, and few steps.
  const top = facet === 'began' ? all.toSorted((a, b) => step(a) - step(b)) : all.slice(0, SHOWN)
  // That all are of the rest says nothing.
  return top.length === 0 ? undefined : { facet, voices, top, rest: restOf(top) }
}

const step = ({ value }: Share) => (BEGAN as readonly string[]).indexOf(value)

function restOf(top: Share[]): Shares['rest'] {
  const share = 1 - top.reduce((sum, one) => sum + one.share, 0)
  if (share < 0.005) return null
  const usual = top.some((one) => one.usual === null) ? null : 1 - top.reduce((sum, one) => sum + one.usual!, 0)
  return { share, usual: usual === null ? null : Math.max(0, usual) }
}

/** How many times the usual a region reports; null: too few voices to say. */
export type RegionRatio = { code: string; ratio: number | null }
/** Steps of the map: below the first it is as usual. */
export const RATIO_STEPS = [2, 5, 20] as const

export function stepOf(ratio: number): number {
  return RATIO_STEPS.filter((least) => ratio >= least).length
}

/** Who reports of late; `since`: what is open began then; null: of the last 24 hours. `regions` null: no map of them can be drawn. */
export type WhoReports = { since: number | null; shares: Shares[]; regions: RegionRatio[] | null }
