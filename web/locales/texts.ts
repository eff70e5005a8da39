import type { IncidentEventType } from '../../shared/incident.ts'
import type { ProbeOutcome } from '../../shared/probe.ts'
import type { Category, ProblemKind } from '../../shared/provider.ts'
import type { Range } from '../chart/model.ts'
import { en } from './en.ts'
import { it } from './it.ts'
import type { Lang } from './language.ts'
import type { ChartTexts } from './chart.ts'
import type { LiveTexts } from './live.ts'
import type { OfficialTexts } from './official.ts'
import type { WhyTexts } from './why.ts'
import type { FrontTexts } from './front.ts'
import type { ProviderTexts } from './provider.ts'
import type { ReportingTexts } from './reporting.ts'
import type { PastTexts } from './past.ts'
import type { AboutTexts } from './about.ts'

/** Every word of the pages. Both languages have this type, so that a string cannot be missing in one. */
export type Texts = LiveTexts &
  ChartTexts &
  OfficialTexts &
  WhyTexts &
  FrontTexts &
  ProviderTexts &
  ReportingTexts &
  PastTexts &
  AboutTexts & {
    description: string
    skip: string
    replay: (moment: string, speed: string | null) => string
    replayLead: string
    simulation: (moment: string, speed: string | null) => string
    searchLabel: string
    searchHint: string
    searchButton: string
    notAffiliated: (name: string) => string
    silence: string
    footer: string
    networksFrom: string

    nowHeading: (failing: number) => string
    /** All that fail are on their way out. */
    nowFalling: string
    nowQuiet: string
    /** Nothing is confirmed, but somewhere there is clearly more than usual. */
    nowRaised: string
    nowLearning: string
    listening: (providers: string) => string
    operatorTogether: (operator: string, count: number) => string
    othersTogether: (count: number) => string
    possible: string
    mostReported: string
    mostReportedEmpty: string
    service: string
    last15: string
    usually: string
    last6h: string
    noIncidents: string
    allServices: string
    category: (category: Category) => string

    runBy: (operator: string) => string
    iHaveAProblem: string
    whatIsWrong: string
    worksForMe: string
    privacyLine: string
    chartHeading: string
    ranges: Record<Range, string>
    rangeLabel: string
    legendObserved: string
    legendUsual: string
    legendOpen: string
    legendIncident: string
    table: string
    tableFrom: string
    tableReports: string
    tableUsual: string
    tableUpper: string
    noValue: string
    problem: (kind: ProblemKind) => string
    probesHeading: string
    probesNone: string
    probeOutcome: (outcome: ProbeOutcome) => string
    probeByUs: string
    probeAt: string
    probeSince: string
    probeShare: (share: string) => string
    officialHeading: string
    statusPage: string
    supportPage: string
    helpline: string
    homepage: string
    officialNone: string
    pastIncidents: string
    alsoKnown: string

    incidentOf: (name: string) => string
    ongoing: string
    startedAbout: string
    startedBetween: string
    noticed: string
    ended: string
    /** After long silence without anybody's word: not known to be back. */
    letGo: string
    closed: string
    lasted: string
    followed: string
    peak: string
    peakValue: (count: string) => string
    timeline: string
    event: (type: IncidentEventType) => string
    /** Where nobody has ever reported it, so that no reports can fall or rise. */
    eventSilent: Record<'recovering' | 'relapsed', string>
    why: string
    allOf: (name: string) => string
    ruleTitle: string
    ruleLanguage: string

    searchTitle: string
    searchResults: (words: string, count: number) => string
    searchNone: (words: string) => string
    searchNoneHint: string
    reportTitle: string
    reportLead: string
    notFoundTitle: string
    notFoundLead: string
    unavailableTitle: string
    unavailableLead: string
    errorTitle: string
    errorLead: string
    refusedTitle: string
    back: (name: string) => string
    home: string
    source: string
  }

export const texts: Record<Lang, Texts> = { it, en }
