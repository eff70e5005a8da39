import { DAY_MS } from '../../../shared/time.ts'
import { REGION_CODES } from '../../../web/regions.ts'
import {
  LEAST_VOICES,
  SHARED_FACETS,
  sharesOf,
  type RegionRatio,
  type SharedFacet,
  type WhoReports,
} from '../../../web/shares.ts'
import type { DirectoryEntry } from '../../catalogue/directory.ts'
import { Shares } from '../../detect/shares.ts'
import type { Database } from '../../store/db.ts'
import { readFacets, type FacetCount, type Facets } from '../../store/series.ts'
import { readLearnedShares, readUsualCountries, readUsualVoices, type LearnedShares } from '../../store/usual-shares.ts'
import { createThrift } from '../thrift.ts'
import { createHourly } from './hourly.ts'

type Counts = ReadonlyMap<string, number>
type Kept = ReturnType<typeof createKept>
const kept = new WeakMap<Database, Kept>()

function createKept() {
  return {
    facets: createThrift<Facets>(),
    learned: createHourly<LearnedShares | null>(),
    countries: createHourly<Counts>(),
  }
}

function keptOf(db: Database): Kept {
  const known = kept.get(db) ?? createKept()
  kept.set(db, known)
  return known
}

/** Who reports: since what is open began (`began`), but no more than the last day, which is also what is told while nothing is. */
export async function readWhoReports(
  db: Database,
  { entry, began, now }: { entry: DirectoryEntry; began: number | null; now: number },
): Promise<WhoReports> {
  const providerId = entry.id
  const since = began !== null && began > now - DAY_MS ? began : null
  const from = since ?? now - DAY_MS
  const { facets: thrift, learned: hourly, countries } = keptOf(db)
  // Who serves one country hears little from others. What is usual of countries is not learned but counted.
  const hasCountries = entry.countries.length !== 1
  const [facets, learned, usualVoices, usualCountries] = await Promise.all([
    thrift(`${providerId} ${since}`, () => readFacets(db, { providerId, from, to: now + 1 })),
    hourly(String(providerId), now, () => readLearnedShares(db, providerId)),
    readUsualVoices(db, { providerId, from, to: now }),
    hasCountries
      ? countries(String(providerId), now, () => readUsualCountries(db, { providerId, before: from }))
      : new Map(),
  ])
  const counts = countsOf(facets)
  const shares = SHARED_FACETS.flatMap((facet) => {
    if (facet === 'country' && !hasCountries) return []
    const usual = facet === 'country' ? usualCountries : learned === null ? new Map() : usualOf(learned, facet)
    return sharesOf(facet, counts[facet], usual) ?? []
  })
  const isItalian = entry.countries.length === 0 || entry.countries.includes('IT')
  const regions = isItalian ? ratiosOf(counts.region, learned, usualVoices, sumOf(counts.device)) : null
  return { since, shares, regions }
}

/** Problem voices by value. A part and a device are counted together. */
function countsOf(facets: Facets): Record<SharedFacet, Counts> {
  const of = (rows: FacetCount[], valueOf = (value: string) => value) => {
    const sums = new Map<string, number>()
    for (const { value, problems } of rows) sums.set(valueOf(value), (sums.get(valueOf(value)) ?? 0) + problems)
    return sums
  }
  const part = (place: 0 | 1) => (value: string) => value.split('/')[place] ?? '-'
  return {
    problem: of(facets.problem),
    began: of(facets.began),
    region: of(facets.region),
    network: of(facets.network),
    country: of(facets.country),
    component: of(facets.component_device, part(0)),
    device: of(facets.component_device, part(1)),
  }
}

/** `-` holds what was not told apart. */
function usualOf({ cells }: LearnedShares, facet: SharedFacet): Counts {
  const prefix = `${facet} `
  return new Map(cells.flatMap(([key, n]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), n] as const] : [])))
}

/**
 * How many times the usual each region of Italy reports; null where that is known of none. `voices` are all, also those that say no region: when
 * more people than usual say where they are, no region has risen.
 */
export function ratiosOf(
  counts: Counts,
  learned: LearnedShares | null,
  usualVoices: number | null,
  voices = 0,
): RegionRatio[] | null {
  if (learned === null || usualVoices === null) return null
  const told = sumOf(counts)
  if (told < LEAST_VOICES) return null
  const toldUsually = (new Map(learned.cells).get('region') ?? 0) / learned.voices
  const telling = voices < told ? 1 : told / voices / toldUsually
  const cells = new Map([...counts].map(([value, n]) => [`region ${value}`, n]))
  const usual = new Map(
    new Shares(learned)
      .cells('region', { voices: told, cells }, usualVoices)
      .map((cell) => [cell.value, cell.expected * telling]),
  )
  const ratios = REGION_CODES.map((code) => {
    const [observed, expected] = [counts.get(code) ?? 0, usual.get(code)]
    const isKnown = observed >= LEAST_VOICES && expected !== undefined && expected > 0
    return { code, ratio: isKnown ? observed / expected : null }
  })
  return ratios.every(({ ratio }) => ratio === null) ? null : ratios
}

const sumOf = (counts: Counts) => [...counts.values()].reduce((sum, n) => sum + n, 0)
