import { checkCatalogue, type Catalogue } from '../../server/catalogue/catalogue.ts'
import { ENTRIES } from '../../server/catalogue/providers.ts'
import type { NewEntry } from '../../server/catalogue/schema.ts'
import { CATEGORIES } from '../../shared/provider.ts'
import { DAY_MS, HOUR_MS, bucketStart } from '../../shared/time.ts'

/** What a history is made of; the same plan gives the same rows. `until` is the end of the last whole hour. */
export type SeedPlan = {
  providers: number
  /** So many of them, the first, are much reported on. */
  busy: number
  days: number
  outages: number
  /** Epoch milliseconds. */
  until: number
}

export const YEAR: Omit<SeedPlan, 'until'> = { providers: 500, busy: 100, days: 365, outages: 20 }
export const BUSY_PER_HOUR = 60
export const QUIET_PER_HOUR = 1
/** Who is busy first: a provider of the catalogue with an operator, parts and siblings, so that its page has everything. */
export const FIRST = 'libero-mail'

export const fromOf = (plan: SeedPlan): number => plan.until - plan.days * DAY_MS
export const untilNow = (now: number): number => bucketStart(now, HOUR_MS)

/** The catalogue that comes along, and made-up services until there are as many as the plan says. */
export function seedCatalogue({ providers }: Pick<SeedPlan, 'providers'>): Catalogue {
  const own = ENTRIES.toSorted((a, b) => Number(b.slug === FIRST) - Number(a.slug === FIRST))
  const made = Array.from({ length: Math.max(0, providers - own.length) }, (_, i): NewEntry => {
    const slug = `seed-service-${i + 1}`
    const category = CATEGORIES[i % CATEGORIES.length]!
    return { slug, name: `Seed Service ${i + 1}`, category, homepage: `https://${slug}.example/` }
  })
  return checkCatalogue([...own.slice(0, Math.min(providers, own.length)), ...made].map(alone(providers < own.length)))
}

/** Of half a catalogue nobody depends on who was left out. */
const alone = (isCut: boolean) => (entry: NewEntry) => (isCut ? { ...entry, dependencies: [] } : entry)

/** Voices of an hour of the day (UTC) as a multiple of the day's mean: nights are quiet. */
export const DAY_SHAPE = [
  0.25, 0.15, 0.1, 0.1, 0.15, 0.35, 0.7, 1.1, 1.5, 1.6, 1.55, 1.45, 1.4, 1.4, 1.5, 1.5, 1.45, 1.4, 1.35, 1.3, 1.25, 1.1,
  0.85, 0.5,
]

export type Outage = { place: number; from: number; to: number; perMinute: number }

/** Spread over the year and over who is busy and who is not; the last one is of the first provider and ended three hours ago. */
export function seedOutages(plan: SeedPlan): Outage[] {
  const { outages, days, until, providers, busy } = plan
  return Array.from({ length: outages }, (_, i) => {
    const isLast = i === outages - 1
    const isBusy = i % 3 !== 2 || isLast
    const place = isLast ? 0 : isBusy ? (i * 7) % busy : busy + ((i * 31) % Math.max(1, providers - busy))
    const lasting = (1 + (i % 4)) * HOUR_MS
    const to = isLast
      ? until - 3 * HOUR_MS
      : until - (((outages - 1 - i) * days * DAY_MS) / outages + (i % 5) * HOUR_MS)
    return { place: Math.min(place, providers - 1), from: to - lasting, to, perMinute: isBusy ? 20 + i : 2 }
  })
}
