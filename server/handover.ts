import type { Category, Component, Device, ProblemKind } from '../shared/provider.ts'
import type { Answer, Began, ReportOutcome, Via } from '../shared/report.ts'

// What one stage hands to another, as both know it: stages do not import each other.

/** What is known of a provider. `helpline` may name several numbers, " / " between them. */
export type ProviderFacts = {
  slug: string
  name: string
  category: Category
  operator: { slug: string; name: string } | null
  homepage: string
  statusPage: string | null
  supportPage: string | null
  helpline: string | null
  countries: string[]
  aliases: string[]
  domains: string[]
  components: Component[]
  problems: ProblemKind[]
  networks: { asn: number; source: string }[]
}

/** A provider as the catalogue lists it, before the database has given it an id. */
export type ListedProvider = ProviderFacts & { dependencies: { slug: string; source: string }[] }

/** A provider as the store hands it over. */
export type StoredProvider = ProviderFacts & { id: number; archived: boolean }

/** A report that passed every step. Instants are epoch milliseconds, keys hex. */
export type AcceptedReport = {
  id: string
  providerId: number
  answer: Answer
  problem: string | null
  component: string | null
  device: Device | null
  /** The reporter says so; else it was read from the browser, and gives way to what is said later. */
  isDeviceSaid: boolean
  country: string | null
  region: string | null
  network: number | null
  began: Began | null
  reporterKey: string
  networkKey: string
  via: Via
  referrerHost: string | null
  observedAt: number
  receivedAt: number
}

/** `taken`: another report (of another provider, or of another answer) has this id; nothing was stored. */
export type WriteOutcome = ReportOutcome | 'taken'

/** In each language of the pages. */
export type Words = { it: string; en: string }
/** What a simulation is made of: what was printed, with where, and what had to be made up. */
export type Background = {
  title: Words
  facts: readonly { text: Words; sources: readonly string[] }[]
  assumptions: readonly { text: Words }[]
}
