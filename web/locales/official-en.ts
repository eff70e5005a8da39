import type { ForecastOutcome, NoticeBy, NoticeTopic } from '../../shared/notice.ts'
import type { ProbeKind } from '../../shared/probe.ts'
import type { ClockName, LeadObject, OfficialTexts } from './official.ts'

const BY: Record<NoticeBy, string> = {
  provider: 'the service',
  operator: 'the operator',
  consumer_association: 'consumer association',
  authority: 'authority',
}

const TOPIC: Record<NoticeTopic, string> = {
  problem: 'problem',
  cause: 'cause',
  attack_denied: 'rules out an attack',
  data_safe: 'safety of data',
  forecast: 'announced time',
  restored: 'announces the return',
  compensation: 'compensation',
}

const OUTCOME: Record<ForecastOutcome, string> = {
  pending: 'Pending',
  met: 'Met',
  exceeded: 'Exceeded',
  partly: 'Met in part',
  undecidable: 'Cannot be said',
}

const OUTCOME_HINT: Record<ForecastOutcome, string> = {
  pending: 'Its time has not passed yet.',
  met: 'It worked again before any deadline that may have been meant.',
  exceeded: 'It still did not work after the last deadline that may have been meant.',
  partly: 'For some it was, for others not.',
  undecidable: 'From what we know it may be either.',
}

const KIND: Record<ProbeKind, string> = {
  http: 'Web',
  dns: 'Name (DNS)',
  tcp: 'Port (TCP)',
  tls: 'TLS',
  smtp: 'Incoming mail (SMTP)',
  imap: 'Mailboxes (IMAP)',
  pop3: 'Mailboxes (POP3)',
  external: 'From another tool',
}

const CLOCK: Record<ClockName, string> = { crowd: 'Reports', probe: 'Our probes', official: 'Official word' }

const object = (noun: string): LeadObject => ({ of: noun, the: noun })
const except = (spared: string | null) => (spared === null ? '' : `, except ${spared}`)

export const officialEn: OfficialTexts = {
  voicesLabel: 'What the three say',
  voiceName: (voice, speaker) => (voice === 'crowd' ? 'Reports' : voice === 'probes' ? 'Our probes' : speaker),

  saidHeading: 'What was said',
  noticeBy: (by) => BY[by],
  topic: (topic) => TOPIC[topic],
  saidUnknown: 'nobody knows when',
  seenAt: 'read by us',
  readSource: 'Source',
  onlyFor: (what) => `for ${what} only`,
  statementOf: (author, domain) => `Statement by ${author} (verified domain: ${domain})`,
  noCommunication: 'No communication found.',
  lastLooked: 'Their channels were last read:',
  neverLooked: 'We have not been able to read their channels yet.',
  noChannel: 'We read no channel of theirs: what they said may be missing here.',
  channel: 'Channel',

  forecastsHeading: 'Announced times',
  forecastsLead: 'When they said it would be over, and what came of it.',
  saidWhen: 'Said',
  deadline: 'Deadline',
  outcomeLabel: 'Outcome',
  by: (when) => `by ${when}`,
  byEndOf: (day) => `by the end of ${day}`,
  outcome: (outcome) => OUTCOME[outcome],
  outcomeHint: (outcome) => OUTCOME_HINT[outcome],
  backAgain: 'working again:',
  backUnknown: 'return not known',
  wholeService: 'The whole service',
  theirWords: 'the notice',

  clocksHeading: 'The three clocks',
  clocksLead: 'Who noticed, and when. What has no date stays unknown.',
  whoNoticed: 'Who',
  clock: (name) => CLOCK[name],
  clockEnd: (end) => (end === 'start' ? 'Start' : 'End'),
  unknownTime: 'unknown',
  notYet: 'not yet',
  leadObject: (kind, end) =>
    object(
      kind === 'crowd_before_probe'
        ? end === 'start'
          ? 'the first error of a probe'
          : 'the end of the probes’ errors'
        : end === 'start'
          ? 'the first official word'
          : 'the announced return',
    ),
  minutes: (count) => (count === 1 ? '1 minute' : `${count} minutes`),
  hours: (count) => (count === 1 ? '1 hour' : `${count} hours`),
  days: (count) => (count === 1 ? '1 day' : `${count} days`),
  and: (a, b) => `${a} and ${b}`,
  before: (span, { of }) => `${span} before ${of}`,
  after: (span, { the }) => `${span} after ${the}`,
  sameMinute: ({ the }) => `in the same minute as ${the}`,
  around: (before, after, { the }) => `from ${before} before to ${after} after ${the}`,
  spanBetween: (least, most) => `between ${least} and ${most}`,
  spanUpTo: (most) => `up to ${most}`,

  mailExpires: (day) =>
    `Mail sent on the first day begins to come back to its senders about 5 days later: from ${day} (RFC 5321, 4.5.4.1).`,
  stillReported: (speaker) => `${speaker} says it is solved; reports go on.`,
  partsBack: (back, still, spared) => `Back: ${back}. Still problems: ${still}${except(spared)}.`,
  devicesBack: (back, still, spared) => `Back on ${back}; still problems on ${still}${except(spared)}.`,
  sinceAbout: ['since about', ''],

  marksTable: 'Marks on the chart',
  markWhen: 'When',
  markWhat: 'What',
  legendNotices: 'what was said, numbered',
  legendForecasts: 'announced deadlines',
  legendProbes: 'errors of our probes',
  probesFailed: (targets) => `Errors of our probes: ${targets}`,
  announcedBy: (author, outcome) => `Deadline announced by ${author}: ${outcome.toLowerCase()}`,
  untilNow: 'ongoing',

  probeKind: (kind) => KIND[kind],
  probeTests: (component) => `tests: ${component}`,
  probeFrom: (vantage) => `From ${vantage}`,
  certificateEnds: 'Its certificate expires:',
  certificateEnded: 'Its certificate has expired:',

  assumptionsLink: 'What is fact and what is assumption',
  assumptionsHeading: 'Assumptions',
  assumptionsLead: 'This is a simulation. Facts have a source; all the rest is invented, and written down here.',
  factsHeading: 'Facts',
  factsLead: 'As the sources report them.',
  factSource: 'Source',
  assumptionsNote: 'Choices of ours, without a source: chance draws their details.',
}
