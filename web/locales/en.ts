import type { IncidentEventType } from '../../shared/incident.ts'
import type { ProbeOutcome } from '../../shared/probe.ts'
import type { Category, ProblemKind } from '../../shared/provider.ts'
import type { Range } from '../chart/model.ts'
import { liveEn } from './live-en.ts'
import { officialEn } from './official-en.ts'
import { frontEn } from './front-en.ts'
import { providerEn } from './provider-en.ts'
import { reportingEn } from './reporting-en.ts'
import { pastEn } from './past-en.ts'
import { aboutEn } from './about-en.ts'
import type { Texts } from './texts.ts'
import { whyEn } from './why-en.ts'

const CATEGORY: Record<Category, string> = {
  mail: 'Mail',
  messaging: 'Messaging',
  social: 'Social',
  bank: 'Banks',
  payment: 'Payments',
  mobile: 'Mobile networks',
  fixed: 'Fixed networks',
  cloud: 'Cloud and hosting',
  streaming: 'Streaming',
  game: 'Games',
  public: 'Public services',
  shop: 'Shopping and delivery',
  work: 'Work and school',
}

const PROBLEM: Record<ProblemKind, string> = {
  'cannot-open': 'It does not open',
  'cannot-log-in': 'I cannot log in',
  'cannot-receive': 'I receive nothing',
  'cannot-send': 'I cannot send',
  bounced: 'My mail to them came back',
  'old-mail-missing': 'Old mail is missing',
  slow: 'It is slow',
  'cannot-load-media': 'Pictures and videos do not load',
  'cannot-post': 'I cannot post',
  'cannot-call': 'Calls do not work',
  'no-signal': 'No signal',
  'no-internet': 'No internet',
  'cannot-pay': 'I cannot pay',
  'cannot-play': 'It does not play',
  'poor-quality': 'Poor quality or interruptions',
  'app-crashes': 'The app crashes',
  errors: 'It shows errors',
  other: 'Something else',
}

const PROBE: Record<ProbeOutcome, string> = {
  up: 'answers',
  dns: 'name not found (DNS)',
  refused: 'connection refused',
  unreachable: 'unreachable',
  timeout: 'no answer in time',
  tls: 'TLS error',
  reset: 'connection reset',
  status: 'answers with an error',
  content: 'answers something else',
  protocol: 'answers nonsense',
  blocked: 'blocks our probe: proves nothing',
  internal: 'our probe failed',
}

const EVENT: Record<IncidentEventType, string> = {
  suspected: 'Possible problems',
  faded: 'Came to nothing',
  confirmed: 'Many problem reports',
  recovering: 'Reports falling',
  heard: 'People report it as well',
  relapsed: 'Rising again',
  reopened: 'Opened again',
  resolved: 'Back to normal',
  corrected: 'Corrected',
  withdrawn: 'Withdrawn',
}

const at = (speed: string | null) => (speed === null ? '' : `, at ${speed} times the speed`)

const LAST: Record<Range, string> = {
  '1h': 'in the last hour',
  '24h': 'in the last 24 hours',
  '7d': 'in the last 7 days',
  '30d': 'in the last 30 days',
  '1y': 'in the last year',
}

export const en: Texts = {
  ...liveEn,
  ...officialEn,
  ...whyEn,
  ...frontEn,
  ...providerEn,
  ...reportingEn,
  ...pastEn,
  ...aboutEn,
  tagline: 'The murmur of people when something breaks',
  description: 'Downtime as people see it: live reports, a published rule, no cookies.',
  skip: 'Skip to content',
  replay: (moment, speed) => `REPLAY: recorded data of ${moment}${at(speed)}. This is not the present.`,
  replayLead:
    'This is a recording played again. How many reports came, and when, is recorded and has a source; who sent them is drawn at random.',
  simulation: (moment, speed) => `SIMULATION: simulated data, ${moment}${at(speed)}. This is not the present.`,
  searchLabel: 'Find a service',
  searchHint: 'Find a service…',
  searchButton: 'Search',
  notAffiliated: (name) =>
    `Brusio is not affiliated with ${name}. This page shows what people report: reports are not affected users.`,
  silence: 'Silence is no guarantee: where nobody reports, we notice nothing.',
  footer: 'Brusio is free software. No cookies, no third parties, no addresses kept.',
  networksFrom: 'Networks of addresses:',
  api: 'JSON API',

  nowHeading: (failing) =>
    failing === 1
      ? 'One service is making noise.'
      : `${['', '', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'][failing] ?? failing} services are making noise.`,
  nowQuiet: 'Nothing out of the usual.',
  nowRaised: 'No confirmed incident.',
  nowLearning: 'Listening. We do not know yet what is usual.',
  listening: (providers) => `Listening to ${providers} services.`,
  operatorTogether: (operator, count) => `${operator}: ${count} services together`,
  othersTogether: (count) => `${count} services together: something in common`,
  possible: 'Perhaps, too early to say',
  mostReported: 'Most reported',
  mostReportedEmpty: 'No reports in the last hours.',
  service: 'Service',
  last15: 'Last 15 min',
  usually: 'Usually',
  last6h: 'Last 6 hours',
  recentIncidents: 'Recent incidents',
  noIncidents: 'No incidents on record.',
  allServices: 'All services',
  category: (category) => CATEGORY[category],

  runBy: (operator) => `by ${operator}`,
  iHaveAProblem: 'I have a problem',
  whatIsWrong: 'What is wrong?',
  worksForMe: 'Works for me',
  privacyLine: 'One press, no text, no cookies. Your address is not kept.',
  chartHeading: 'Reports',
  ranges: { '1h': '1 hour', '24h': '24 hours', '7d': '7 days', '30d': '30 days', '1y': '1 year' },
  rangeLabel: 'Range',
  legendObserved: 'reports',
  legendUsual: 'usual, up to',
  legendOpen: 'not over yet',
  legendIncident: 'incident',
  table: 'The same figures as a table',
  tableFrom: 'From',
  tableReports: 'Reports',
  tableUsual: 'Usual',
  tableUpper: 'Up to',
  noValue: 'not listening',
  chartSummary: (range, peak, when) =>
    `Reports${range === null ? '' : ` ${LAST[range]}`}: the most is ${peak}, ${when}.`,
  chartEmpty: 'No reports in this range.',
  whatHeading: 'What is wrong',
  whatNote: (count) => `${count} voices in the last 24 hours.`,
  whereHeading: 'Which part',
  problem: (kind) => PROBLEM[kind],
  notSaid: 'Not said',
  probesHeading: 'Our probes',
  probesNone: 'We do not probe this service ourselves: only people speak here.',
  probeOutcome: (outcome) => PROBE[outcome],
  probeByUs: 'this server',
  probeAt: 'at',
  probeSince: 'since',
  probeShare: (share) => `It answered ${share} % of the time in 24 hours.`,
  officialHeading: 'Their side',
  statusPage: 'Official status page',
  supportPage: 'Support',
  helpline: 'Helpline',
  homepage: 'Website',
  officialNone: 'We know of no official status page.',
  pastIncidents: 'Incidents',
  alsoKnown: 'Also',
  sameOperator: 'By the same operator',

  incidentOf: (name) => `Incident at ${name}`,
  ongoing: 'ongoing',
  startedAbout: 'Began about',
  startedBetween: 'Began between',
  noticed: 'Noticed',
  ended: 'Back to normal',
  lasted: 'Lasted',
  peak: 'Peak',
  peakValue: (count) => `${count} reports in 15 minutes`,
  timeline: 'How it went',
  event: (type) => EVENT[type],
  why: 'Each step carries what the rule had seen.',
  allOf: (name) => `${name} now`,
  ruleTitle: 'The rule',
  ruleLanguage: 'The published rule is in English.',

  searchTitle: 'Search',
  searchResults: (words, count) => (count === 1 ? `One service for “${words}”` : `${count} services for “${words}”`),
  searchNoneHint: 'Try another word of the name or the site of the service, or go through the list of all.',
  searchNone: (words) => `No service for “${words}”.`,
  reportTitle: 'Report a problem',
  reportLead: 'Which service is in trouble?',
  notFoundTitle: 'There is nothing here.',
  notFoundLead: 'This address leads to no page. Perhaps you are looking for a service:',
  unavailableTitle: 'We cannot read our data.',
  unavailableLead: 'Try again in a few seconds. No report was taken in the meantime.',
  errorTitle: 'Something went wrong on our side.',
  errorLead: 'The error was noted. Try again shortly.',
  refusedTitle: 'The report was not counted.',
  back: (name) => `Back to ${name}`,
  home: 'Front page',
  source: 'source: Brusio',
}
