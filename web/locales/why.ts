import type { Correction, IncidentEventType, ScopeCell, State } from '../../shared/incident.ts'
import type { Device } from '../../shared/provider.ts'

/** The words of who is affected, of corrections, and of why a state is what it is. Numbers arrive formatted. */
export type WhyTexts = {
  scopeHeading: string
  /** Of a problem: whether it is told more than usual, not whom it hits. */
  scopeVerdict: (verdict: ScopeCell['verdict'], facet?: ScopeCell['facet']) => string
  scopeFigures: (observed: string, usual: string) => string
  scopeUnknown: string
  scopeNote: string
  facet: (facet: ScopeCell['facet']) => string
  device: (device: Device) => string
  allDevices: string
  allParts: string
  /** The corner of the matrix, which the verdict above speaks of. */
  seeVerdict: string
  matrixCaption: string

  correction: (type: Correction['type']) => string
  withdrawnLead: string

  whyLink: string
  /** To the page of the incident that is open. */
  wholeIncident: string
  whyTitle: (name: string) => string
  whyLead: string
  whyVoice: string
  whyMethod: string
  whyNow: string
  whyChanges: (days: string) => string
  whyNone: (days: string) => string
  /** `isSilent`: probes have found it, not people. */
  next: (state: State, isLong: boolean, isSilent: boolean) => string
  timesUsual: (times: string) => string
  presentUsual: (perHour: string) => string
  presentAllowed: (times: string) => string
  presentWorks: (count: number, shown: string) => string
  presentProbes: (answering: string, failing: string) => string
  presentNoProbes: string
  changed: (from: string, to: string) => string

  heard: (observed: string, window: string, expected: string) => string
  multiple: (times: string) => string
  /** In place of it, where people alone would not have been enough. */
  crowdUsual: string
  /** In place of many reports, where few were confirmed by probes. */
  eventByProbes: string
  /** Who bore people out. */
  eventVerified: Record<'probes' | 'operator', string>
  allowed: (times: string) => string
  people: (reporters: string, networks: string) => string
  works: (count: number, shown: string) => string
  /** `odds` null: no failed check counted. */
  probesWeigh: (odds: string | null) => string
  probesAgainst: (odds: string) => string
  amplified: (host: string | null, share: string) => string
  common: (times: string) => string
  calmer: (odds: string, asked: string) => string
  figures: (score: string, threshold: string) => string
  unjudged: (type: IncidentEventType) => string
  oddsToOne: (odds: string) => string
  overMillion: string
  rule: (version: string) => string
  ruleLink: string
}
