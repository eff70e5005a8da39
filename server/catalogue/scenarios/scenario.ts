import type { NoticeBy, NoticeTopic } from '../../../shared/notice.ts'
import type { ProbeKind, ProbeOutcome } from '../../../shared/probe.ts'
import type { Device, ProblemKind } from '../../../shared/provider.ts'
import type { Answer } from '../../../shared/report.ts'

// A scenario is a story that happened, told again: facts with their sources, and assumptions for everything that nobody wrote down. It says what
// people and probes would have told us, and nothing of what the rule is to make of it.

/** Epoch milliseconds: the instant lies somewhere in [from, to). */
export type Span = readonly [from: number, to: number]
export type Words = { it: string; en: string }

/** What was written about it; `at` null: it has no date. More than one span: the sources disagree. */
export type Fact = { id: string; text: Words; at: readonly Span[] | null; sources: readonly string[] }
/** What we had to make up so that it can be played. */
export type Assumption = { id: string; text: Words }

/** One press of one person. `reporter` and `network` are names, `address` is where it would come from. */
export type ScenarioVoice = {
  provider: string
  at: number
  answer: Answer
  reporter: string
  address: string
  network: string
  asn: number
  device: Device
  problem?: ProblemKind
  component?: string
  region?: string
}

/** What a probe would have brought; `network`: from where it asked. */
export type ScenarioProbe = {
  provider: string
  at: number
  network: string
  component?: string
  kind: ProbeKind
  target: string
  outcome: ProbeOutcome
}

/**
 * What somebody said of a provider: our summary of it in Italian, and where it can be read. `key` is the same for the same saying; `seenAt`: when it
 * comes to us in the play.
 */
export type ScenarioNotice = {
  provider: string
  key: string
  by: NoticeBy
  author: string
  topics: readonly NoticeTopic[]
  text: string
  lang: string
  source: string
  component: string | null
  device: Device | null
  said: Span | null
  seenAt: number
  forecasts: readonly ScenarioForecast[]
}
export type ScenarioForecast = {
  due: Span
  zone: string
  component: string | null
  device: Device | null
}
