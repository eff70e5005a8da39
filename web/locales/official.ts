import type { ForecastOutcome, NoticeBy, NoticeTopic } from '../../shared/notice.ts'
import type { ProbeKind } from '../../shared/probe.ts'

/** `of`: after "before"; `the`: after "after". */
export type LeadObject = { of: string; the: string }
export type LeadKind = 'crowd_before_probe' | 'crowd_before_official' | 'probe_before_official'
export type ClockName = 'crowd' | 'probe' | 'official'
export type ClockEnd = 'start' | 'end'

/** The words of what was said and announced, of the three clocks, and of what we ask ourselves. Times arrive formatted. */
export type OfficialTexts = {
  voicesLabel: string
  voiceName: (voice: 'crowd' | 'probes' | 'official', speaker: string) => string

  saidHeading: string
  noticeBy: (by: NoticeBy) => string
  topic: (topic: NoticeTopic) => string
  saidUnknown: string
  seenAt: string
  readSource: string
  onlyFor: (what: string) => string
  statementOf: (author: string, domain: string) => string
  noCommunication: string
  lastLooked: string
  neverLooked: string
  noChannel: string
  channel: string

  forecastsHeading: string
  forecastsLead: string
  saidWhen: string
  deadline: string
  outcomeLabel: string
  by: (when: string) => string
  byEndOf: (day: string) => string
  outcome: (outcome: ForecastOutcome) => string
  outcomeHint: (outcome: ForecastOutcome) => string
  backAgain: string
  backUnknown: string
  wholeService: string
  theirWords: string

  clocksHeading: string
  clocksLead: string
  whoNoticed: string
  clock: (name: ClockName) => string
  clockEnd: (end: ClockEnd) => string
  unknownTime: string
  notYet: string
  leadObject: (kind: LeadKind, end: ClockEnd) => LeadObject
  minutes: (count: number) => string
  hours: (count: number) => string
  days: (count: number) => string
  and: (a: string, b: string) => string
  before: (span: string, object: LeadObject) => string
  after: (span: string, object: LeadObject) => string
  sameMinute: (object: LeadObject) => string
  around: (before: string, after: string, object: LeadObject) => string
  spanBetween: (least: string, most: string) => string
  spanUpTo: (most: string) => string

  mailExpires: (day: string) => string
  stillReported: (speaker: string) => string
  partsBack: (back: string, still: string, spared: string | null) => string
  devicesBack: (back: string, still: string, spared: string | null) => string
  sinceAbout: [before: string, after: string]

  marksTable: string
  markWhen: string
  markWhat: string
  legendNotices: string
  legendForecasts: string
  legendProbes: string
  probesFailed: (targets: string) => string
  announcedBy: (author: string, outcome: string) => string
  untilNow: string

  probeKind: (kind: ProbeKind) => string
  probeTests: (component: string) => string
  probeFrom: (vantage: string) => string
  certificateEnds: string
  certificateEnded: string

  assumptionsLink: string
  assumptionsHeading: string
  assumptionsLead: string
  factsHeading: string
  factsLead: string
  factSource: string
  assumptionsNote: string
}
