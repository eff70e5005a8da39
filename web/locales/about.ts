import type { KeptField, KeptGroup } from '../../shared/kept.ts'

/** How Brusio itself stands; each has a word and a sentence. */
export type OwnStanding = 'well' | 'ill' | 'unknown'

/**
 * About, privacy, legal, accessibility, our own status. The long ones are Markdown as our documents use it; a line `{name}` alone is a place for
 * what the page puts there, and an address that begins with / stays within the language.
 */
export type AboutTexts = {
  staleLabel: string
  staleTitle: string
  /** Before and after the day, the clock and the zone. */
  staleBefore: string
  staleAfter: string
  staleAgain: string

  footLabel: string
  footAbout: string
  footMethod: string
  footHistory: string
  footPrivacy: string
  footLegal: string
  footAccessibility: string
  footStatus: string
  footRunBy: (name: string) => string

  aboutTitle: string
  aboutDescription: string
  aboutProse: (version: string) => string
  privacyTitle: string
  privacyDescription: string
  /** How long, and how many, presses wait in a browser at most. */
  privacyProse: (days: string, most: string) => string
  legalTitle: string
  legalDescription: string
  legalProse: string
  accessibilityTitle: string
  accessibilityDescription: string
  /** The day on which it was looked at last. */
  accessibilityProse: (day: string) => string

  publisherName: string
  publisherContact: string
  publisherAddress: string
  publisherHosting: string
  publisherMissing: string
  /** Under the list, where something is missing. */
  publisherNote: string

  keptCaption: Record<KeptGroup, string>
  keptHead: { what: string; why: string; long: string }
  keptWhat: Record<KeptField, string>
  keptWhy: Record<KeptField, string>
  keptEver: string
  keptMidnight: string
  keptDeleted: string
  keptCrowdedOut: string
  keptAtMost: (length: string) => string

  statusTitle: string
  statusDescription: string
  statusLead: Record<OwnStanding, string>
  statusNow: string
  statusWord: Record<OwnStanding, string>
  statusReports: string
  statusReportsAre: Record<'taken' | 'late' | 'none', string>
  statusDatabase: string
  statusDatabaseAnswers: (ms: string) => string
  statusDatabaseAway: string
  statusDatabaseRead: (moment: string) => string
  statusDetector: string
  statusDetectorAt: (lag: string) => string
  statusDetectorKeepsUp: string
  statusDetectorNever: string
  statusProbes: string
  statusProbesAre: Record<'on' | 'offline' | 'off', string>
  statusAgents: string
  statusAgentsHeard: (heard: number, heardShown: string, all: string) => string
  statusAgentsNone: string
  statusSockets: string
  statusSocketsOpen: (count: number, shown: string) => string
  statusVersion: string
  statusRule: (rule: string) => string
  statusGaps: string
  statusGapsLead: string
  statusGapsIn: (days: number) => string
  statusGapsNone: (watched: string) => string
  statusGapsSum: (count: number, shown: string, lost: string, watched: string) => string
  statusGapsUnwatched: string
  statusGapFrom: string
  statusGapLength: string
  statusGapsMore: (shown: string) => string
}
