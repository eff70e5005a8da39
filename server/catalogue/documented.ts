import { z } from 'zod'
import type { ListedProvider } from '../handover.ts'
import { ARUBA_2011 } from './documented/aruba-2011.ts'
import { CROWDSTRIKE_2024 } from './documented/crowdstrike-2024.ts'
import { FACEBOOK_2021 } from './documented/facebook-2021.ts'
import { FASTLY_2021 } from './documented/fastly-2021.ts'
import { LIBERO_2023_01 } from './documented/libero-2023-01.ts'
import { LIBERO_2023_06 } from './documented/libero-2023-06.ts'
import { OVH_2021 } from './documented/ovh-2021.ts'
import { ROGERS_2022 } from './documented/rogers-2022.ts'

// Incidents of before our time: what others have written down, in our own words, each sentence with its sources. We have no reports of our own of
// them, and so no curve, no peak and no verdict.

const plain = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((s) => s === s.trim() && !/[\p{C}\p{Zl}\p{Zp}]/u.test(s), 'must be one plain line')
const words = (max: number) => z.strictObject({ it: plain(max), en: plain(max) })

/** Local time as the source gives it: a day, or a minute of one. What is known only to the day is never given an hour. */
const local = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/, 'must be a day or a minute')
  .refine((s) => !Number.isNaN(Date.parse(`${s.padEnd(11, 'T').padEnd(16, '00:00')}Z`)), 'is no date')

/** Exactly then, or at some time between the two; `about`: the source itself says "about". */
const When = z
  .strictObject({ from: local, to: local.optional(), about: z.boolean().default(false) })
  .refine(({ from, to }) => to === undefined || (to > from && to.length === from.length), 'must run forward')
export type When = z.infer<typeof When>

export const DOCUMENTED_ZONES = ['Europe/Rome', 'Europe/Paris', 'America/Toronto', 'UTC'] as const

const Source = z.strictObject({
  key: plain(20),
  by: plain(60),
  url: z
    .string()
    .max(300)
    .regex(/^https:\/\/[^\s"'<>\\]+$/, 'must be a plain https address'),
})

const Documented = z.strictObject({
  slug: z
    .string()
    .max(60)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** Those of the catalogue that it was of. */
  providers: z.array(z.string()).max(6),
  name: words(100),
  summary: words(400),
  /** All its times are of this zone. */
  zone: z.enum(DOCUMENTED_ZONES),
  began: When,
  /** null: no source gives one end. */
  ended: When.nullable(),
  /** In order of time; null: it has no date. */
  facts: z
    .array(z.strictObject({ when: When.nullable(), text: words(400), sources: z.array(z.string()).min(1).max(5) }))
    .min(3)
    .max(16),
  unknown: z.array(words(300)).min(1).max(5),
  sources: z.array(Source).min(1).max(20),
})
export type DocumentedIncident = z.infer<typeof Documented>
/** As an author writes it. */
export type NewDocumented = z.input<typeof Documented>

const ENTRIES: readonly NewDocumented[] = [
  CROWDSTRIKE_2024,
  LIBERO_2023_06,
  LIBERO_2023_01,
  ROGERS_2022,
  FACEBOOK_2021,
  FASTLY_2021,
  OVH_2021,
  ARUBA_2011,
]

/** What ships with Brusio, newest first. Throws at the first fault. */
export function readDocumented(): DocumentedIncident[] {
  return checkDocumented(ENTRIES)
}

export function checkDocumented(entries: readonly unknown[]): DocumentedIncident[] {
  const checked = entries.map((entry) => Documented.parse(entry))
  for (const { slug, facts, sources } of checked) {
    if (checked.filter((other) => other.slug === slug).length > 1) throw new Error(`documented ${slug}: is there twice`)
    const keys = sources.map(({ key }) => key)
    if (new Set(keys).size !== keys.length) throw new Error(`documented ${slug}: a source is there twice`)
    const used = new Set(facts.flatMap((fact) => fact.sources))
    for (const key of used) if (!keys.includes(key)) throw new Error(`documented ${slug}: there is no source "${key}"`)
    for (const key of keys) if (!used.has(key)) throw new Error(`documented ${slug}: nothing rests on source "${key}"`)
    const dates = facts.flatMap(({ when }) => when?.from ?? [])
    if (dates.some((date, i) => i > 0 && isBefore(date, dates[i - 1]!)))
      throw new Error(`documented ${slug}: not in order of time`)
  }
  return checked.toSorted((a, b) => (a.began.from < b.began.from ? 1 : -1))
}

/** As far as both are known. */
function isBefore(a: string, b: string): boolean {
  const known = Math.min(a.length, b.length)
  return a.slice(0, known) < b.slice(0, known)
}

/** Of one provider, where it was of that. */
export const documentedOf = (all: readonly DocumentedIncident[], { slug }: Pick<ListedProvider, 'slug'>) =>
  all.filter(({ providers }) => providers.includes(slug))
