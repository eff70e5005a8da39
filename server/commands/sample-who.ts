import type { RelatedLine } from '../../web/parts/related.tsx'
import { REGION_CODES } from '../../web/regions.ts'
import { sharesOf, type SharedFacet, type WhoReports } from '../../web/shares.ts'

const counts = (of: Record<string, number>) => new Map(Object.entries(of))
const shares = (facet: SharedFacet, now: Record<string, number>, usual?: Record<string, number>) =>
  sharesOf(facet, counts(now), usual && counts(usual)) ?? []

/** By region, in the order of their codes; null: too few voices. */
const RATIOS = [6.4, null, 24, 3.1, 8.2, 1.2, null, 9.7, 4.4, null, 1.6, 31, null, null, 2.3, 1.1, null, null, 1, null]

/** Who reports in an invented outage, beside what is usual; every step of the map is there. */
export const whoReports = (since: number): WhoReports => ({
  since,
  shares: [
    shares(
      'problem',
      { 'cannot-receive': 260, 'cannot-log-in': 101, 'cannot-open': 44, bounced: 9, slow: 6, other: 5 },
      { 'cannot-receive': 20, 'cannot-log-in': 40, 'cannot-open': 12, slow: 30, other: 9 },
    ),
    shares('component', { webmail: 201, app: 133, imap: 58, pec: 9 }, { webmail: 60, app: 30, imap: 10, pec: 12 }),
    shares('device', { web: 212, ios: 96, android: 120 }, { web: 20, ios: 30, android: 50 }),
    shares('began', { now: 12, hour: 40, today: 60, yesterday: 3, longer: 1 }),
    shares(
      'region',
      { 'IT-25': 121, 'IT-62': 98, 'IT-45': 61, 'IT-34': 31, 'IT-52': 22, 'IT-21': 12, 'IT-57': 4 },
      { 'IT-25': 31, 'IT-62': 18, 'IT-45': 12, 'IT-34': 14, 'IT-52': 9, 'IT-21': 16 },
    ),
    shares('network', { '12874': 80, '1267': 77, '3269': 15 }, { '12874': 20, '1267': 22, '3269': 50 }),
    shares('country', { IT: 400, CH: 9, DE: 5 }, { IT: 960, CH: 25, DE: 15 }),
  ].flat(),
  regions: REGION_CODES.map((code, i) => ({ code, ratio: RATIOS[i] ?? null })),
})

const standing = (state: 'ok' | 'confirmed') => ({ state, verified: state === 'confirmed', cause: null })

export const SIBLINGS: RelatedLine[] = [
  { slug: 'libero-pec', name: 'Libero PEC', standing: standing('ok'), source: null },
  { slug: 'virgilio-mail', name: 'Virgilio Mail', standing: standing('confirmed'), source: null },
]

export const DEPENDS_ON: RelatedLine[] = [
  { slug: 'aruba', name: 'Aruba', standing: null, source: 'https://www.example.org/contract' },
]
