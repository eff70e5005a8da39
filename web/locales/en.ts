import type { IncidentEventType, ScopeCell, State } from '../../shared/incident.ts'
import type { ForecastOutcome, NoticeBy, NoticeTopic } from '../../shared/notice.ts'
import type { ProbeKind, ProbeOutcome } from '../../shared/probe.ts'
import type { Category, Device, ProblemKind } from '../../shared/provider.ts'
import type { ReceiptFault } from '../../shared/receipt.ts'
import type { Began, ReportOutcome } from '../../shared/report.ts'
import type { Range } from '../chart/model.ts'
import type { SharedFacet } from '../shares.ts'
import type { AboutTexts } from './about.ts'
import type { ApiDocsTexts } from './api-docs.ts'
import type { ArchiveTexts } from './archive.ts'
import type { ChartTexts } from './chart.ts'
import type { ClockTexts } from './clock.ts'
import type { EchoTexts } from './echo.ts'
import type { EmbedTexts } from './embed.ts'
import type { FeedTexts } from './feeds.ts'
import type { GuideTexts } from './guide.ts'
import type { FrontTexts } from './front.ts'
import type { HistoryTexts } from './history.ts'
import { LOCALE } from './language.ts'
import type { Backing, LiveTexts } from './live.ts'
import type { MethodNumbers, MethodSection, MethodTexts } from './method.ts'
import type { ClockName, LeadObject, OfficialTexts } from './official.ts'
import type { PastTexts } from './past.ts'
import type { ProviderTexts } from './provider.ts'
import type { QueueTexts } from './queue.ts'
import type { PushTexts } from './push.ts'
import type { Receipt, ReportingTexts } from './reporting.ts'
import type { Texts } from './texts.ts'
import type { WhyTexts } from './why.ts'

// Every word of one language, by the part of the site. Each part is an export of its own: a page's script takes those that it writes itself.

// aboutProse

type Prose = Pick<AboutTexts, Extract<keyof AboutTexts, `${'about' | 'privacy' | 'legal' | 'accessibility'}${string}`>>

export const aboutProseWords: Prose = {
  aboutTitle: 'What Brusio is',
  aboutDescription: 'What Brusio gathers, how to read it, who answers for it, who pays.',
  aboutProse: (version) => `
When a service stops working, its users notice first. Brusio gathers that murmur: people with a problem press a button, our probes knock on the
service’s door, and a published rule says whether the murmur is more than usual. We say what we know, since when, and what we do not know.

## How to read it

- **Reports are not affected users.** They are the people who pressed the button here. They show that something changed, not how many are cut
  off.
- **What counts is the comparison with the usual.** Each service has its own murmur, hour by hour. We speak of problems when reports exceed it
  by more than chance would.
- **People alone are not enough.** “Many problem reports” means that and nothing more. “Problems verified” takes two networks of probes, or the
  operator’s own word.
- **Silence is no promise.** Where nobody reports we notice nothing; the page of each service says below how many reports we are blind.
- **Every state has its evidence.** “Why this status?”, on the page of each service, shows what the rule saw, and when.

The [method](/method) tells it in plain words. The [rule](/rule) is the whole document, with its measured errors. How Brusio itself is doing
stands [here](/status).

## Who answers for it

{publisher}

Brusio is a program: anybody can run a copy, and whoever runs it answers for what it says. How to have a mistake corrected, or to reply, is on
the [legal page](/legal).

Brusio is not affiliated with any of the services it speaks of. Names belong to their owners, and are here to say whom we mean.

## Who pays

Nothing is sold here: no advertising, no subscription, no data. Nobody can pay to appear, not to appear, or to look better. The costs of this
instance are borne by whoever runs it. Of those who read and report we know [as little as possible](/privacy).

## For newsrooms and programs

- Cite it as “source: Brusio”, with the time, and add that reports are not affected users.
- The page [for newsrooms](/newsroom) gives the code to put into an article: live or frozen at a moment, without cookies. There are [examples](/newsroom/examples),
  and a page [for the legal office](/newsroom/legal-office).
- The [API](/docs/api) is read without a key, in JSON, live as well.
- [Open data](/archive): everything that was counted and judged since the first day, as CSV, with signed checksums.

## Program and data

Brusio ${version} is free software under the Apache licence 2.0: yours to read, use and change. It rests on data of others:

| What | Whose | Licence |
|---|---|---|
| Networks of addresses | [IP Geolocation by DB-IP](https://db-ip.com), [Route Views](https://www.routeviews.org), [NRO](https://www.nro.net) | CC BY 4.0 |
| Countries of addresses | [ip-location-db](https://github.com/sapics/ip-location-db) | CC0 1.0 |
| Map of the regions | [Victor Cazanave, svg-maps](https://github.com/VictorCazanave/svg-maps), after [MapSVG](https://mapsvg.com/maps/italy); outlines simplified | CC BY 4.0 |
| Typefaces of the pictures | Adobe: [Source Sans 3](https://github.com/adobe-fonts/source-sans), [Source Serif 4](https://github.com/adobe-fonts/source-serif) | OFL 1.1 |
| The day of 3 July 2019, where it is replayed | [S. Talluri and others](https://github.com/atlarge-research/outage_report_characterization), from outage.report | reproduced as facts |
`,

  privacyTitle: 'Privacy',
  privacyDescription: 'What remains of those who read and report: field by field, why, and for how long.',
  privacyProse: (days, most) => `
Reading leaves no trace: no cookie, no statistics, no request to any other site. Reporting leaves what was pressed, and a code that serves until
midnight to count each person once. The address is written down nowhere.

## When you press the button

The browser sends us what you chose. From the IP address we work out the country and the operator’s network; then from the address, the kind of
system and a secret of the day we make a code, and the address is forgotten. The secret is overwritten every day at 00:00 UTC: from then on the
code leads back to nobody, not even for us, and two days or two services cannot be joined. While the day lasts, somebody who held both the
database and the secret could test an address that they already suspect.

There is no free text: without meaning to, people put names and addresses into it.

## What remains, and for how long

{kept}

Old rows go by whole days and months, so some terms have a least and a most. Whoever runs this instance may make backups: they last as long as
they decide.

## What does not remain

- **The IP address.** It is in memory for a minute, to limit how much is sent, and while a live page is connected, to count connections.
- **The name of your browser.** It serves to guess the kind of device and to recognise robots.
- **What you read, what you search for, where you come from**, unless you report.

## In your browser

Nothing, with one exception: if you press while there is no line, the report waits in the browser’s storage until it can leave, ${days} at most, and no
more than ${most} at a time. Once it has arrived, or if you discard it, it is removed.

## The server’s logs

The program notes its own starts and faults and, of a request that failed through our fault, the method, the kind of page, and a number drawn for that
one request. Other requests it does not note, unless whoever runs this instance wants a line for each: then the same, with the outcome and how long
it took. Never an address, a browser, a code, or what was asked for. There may be another server or a provider in front of this one that keeps logs
of its own: it is for whoever runs the instance to say, to whoever asks.

## Probes

Probes check services, not people. Whoever hosts one gives us a name, which readers see, and the network it speaks from.

## Why it is lawful

The basis is legitimate interest, article 6(1)(f) of Regulation (EU) 2016/679: informing everybody, without being fooled by a few, about services
that many depend on. That is why we gather the least, for a short time, with no profiles, and hand it to nobody.

You may ask for access, rectification, erasure, restriction, and you may object (articles 15–21). As we do not know who you are, we usually cannot
find your reports (article 11); with the number that a report gets we can, as long as it is kept. You may also turn to the
[Garante per la protezione dei dati personali](https://www.garanteprivacy.it), the Italian authority, or to that of your country.

## Controller and contact

{publisher}
`,

  legalTitle: 'Legal and corrections',
  legalDescription: 'Who runs this instance, how to have a mistake corrected, how to reply.',
  legalProse: `
## Who answers for this instance

{publisher}

Brusio is free software that anybody can run. Those who write the program neither read nor choose what is published here.

## What we publish

What people report, what our probes measure, what the operators of services say. A state is the result of a [published rule](/rule), the same for
everybody. From reports alone we never say that a service has failed: we say that many report it. From the public come choices from lists, never
free text.

These pages inform. Do not use them for decisions on which anybody’s safety depends: for emergencies in Europe there is 112.

## Having a mistake corrected

Write to the contact above, with:

1. the address of the page;
2. what is wrong, and how that can be seen: a source, a date;
3. who you are, if you write for the service’s operator.

A wrong incident is **corrected** (start, end, cause) or **withdrawn**. Nothing changes in silence and nothing disappears: the page stays at its
address, with the correction, the reason and the date. The same goes for names, helplines and ties between services: each has a source, and a
wrong source is changed. How fast you get an answer is for whoever runs this instance to say.

## Replying

The operator of a service can have a statement of its own beside the state, word for word, free of charge. This is how:

1. write to the contact above, naming the service and one of its domains;
2. you get a DNS record to publish in that domain: it proves that you speak for it, and lasts 400 days;
3. send the text, its language and, if you like, where it can be read.

The statement is marked as yours. It changes no figure; where it announces a fault, a repair or a time, it counts as the official word, and what
came of it is shown beside it.

## Point of contact

Readers, operators of services and authorities may use the contact above, in Italian or English. Whether other duties apply to this instance, for
instance under Regulation (EU) 2022/2065 on digital services or under press law, depends on who runs it and how: it is for them to say.

## Names and marks

Brusio is not affiliated with any of the services it speaks of, and uses none of their logos. Names and marks belong to their owners, and only
serve to say whom we mean.
`,

  accessibilityTitle: 'Accessibility',
  accessibilityDescription: 'For whom Brusio is made, what was tested, what is not right yet.',
  accessibilityProse: (day) => `
Those who cannot use a service should at least be able to read these pages. We aim at WCAG 2.2, level AA.

## What holds on every page

- It can be read, and a report can be made, without script, at a width of 320 pixels, with text enlarged to 400 %.
- Everything can be reached by keyboard, and you can see where you are.
- Beside each colour there is a word and a shape. Contrast is at least 4.5 to 1, in light and in dark.
- Each chart has the same series in a table.
- Live figures are not read out at each change: a screen reader hears changes of state only.
- Those who ask their system for less motion see none.

## How we test it

At every change of the program, in a real browser: axe on every page, in each language, in light and in dark; a whole report by keyboard alone on
a phone’s screen; the pages without script. This text was last reviewed on ${day}. It is a self-assessment.

## What is not right yet

- It has not been tested thoroughly with people who use a screen reader every day.
- The full [rule](/rule) is in English only; the [method](/method) sums it up.
- What operators say stays in their language.
- The official pages and sites that we link to are not in our hands.

## If you meet a barrier

Write, saying which page, what you wanted to do, and with what:

{publisher}
`,
}

// about

const aboutPlural = /* @__PURE__ */ new Intl.PluralRules(LOCALE.en)
const aboutOne = (n: number) => aboutPlural.select(n) === 'one'

export const aboutWords: AboutTexts = /* @__PURE__ */ (() => ({
  ...aboutProseWords,
  staleLabel: 'This page is not up to date',
  staleTitle: 'We cannot read our data.',
  staleBefore: 'This is how things stood on',
  staleAfter: 'They may have changed since.',
  staleAgain: 'Try again',

  footLabel: 'About this site',
  footAbout: 'What Brusio is',
  footMethod: 'Method',
  footHistory: 'History',
  footPrivacy: 'Privacy',
  footLegal: 'Legal',
  footAccessibility: 'Accessibility',
  footStatus: 'Status of Brusio',
  footRunBy: (name) => `This instance is run by ${name}.`,

  publisherName: 'Runs this instance',
  publisherContact: 'Write to',
  publisherAddress: 'Address',
  publisherHosting: 'Servers: with whom, in which country',
  publisherMissing: 'not stated',
  publisherNote:
    'Whoever runs this instance has not yet said everything about themselves. As long as it is missing, do not take this for a source that somebody answers for.',

  keptCaption: {
    report: 'Reports',
    incident: 'Incidents, and what the rule remembers',
    agent: 'Probes, and who hosts them',
    saying: 'What the operators of services say',
    told: 'Whoever asks to be told',
  },
  keptHead: { what: 'What', why: 'Why', long: 'How long' },
  keptWhat: {
    press: 'The service, “I have a problem” or “works for me”, what is wrong, which part, since when',
    device: 'The kind of device: web, iPhone, Android or computer; proposed by the browser, yours to correct',
    region: 'The region, if you say it',
    country: 'The country, worked out from the IP address',
    network: 'The number of your operator’s network, worked out from the IP address',
    'reporter-key': 'A code in place of whoever reports: good for one day and one service',
    'network-key':
      'A code in place of the network’s neighbourhood (256 IPv4 addresses, or an IPv6 /48): good for one day',
    'day-key': 'The day’s secret from which the codes are made',
    'report-id': 'A random number with the time in it, made by the browser or by us',
    referrer: 'Whether the report came from these pages or another site, and that site’s name',
    times: 'When you noticed the problem, when the report arrived, and in which order',
    outcome: 'What became of it: counted, repeated, late',
    counts:
      'How many reports, by minute, quarter of an hour and hour, and through the widget of which site: numbers alone',
    'memory-reporters': 'The codes of those who reported lately',
    'memory-networks': 'The codes of the neighbourhoods that reports came from lately',
    dossier:
      'The file of each incident: every report it is made of, with a running number in place of who reported, and how many came through which sites',
    'dossier-keys': 'Which code each running number stands for, while the incident lasts',
    correction: 'The reason given by whoever corrected or withdrew an incident',
    'agent-key': 'The name of an outside probe, the fingerprint of its key, when it was made, used, revoked',
    'agent-place': 'The network it speaks from, the name servers it uses, when it was last heard',
    'probe-result': 'What each check found, and which probe made it',
    notice: 'Public statements, who made them and where; if withdrawn, why',
    'domain-proof': 'Proof that whoever replies controls the service’s domain',
    webhook:
      'The address of a program that wants to be told of incidents, of which ones, the secrets that sign what it is told, when it confirmed',
    delivery: 'What a program was told: when, in how many attempts, what it answered',
    push: 'Who wants a notification when a service is back: the address its browser is given for it, the keys that encrypt it, the language, which service',
  },
  keptWhy: {
    press: 'It is the report.',
    device: 'Tells whether only the app, or only the web, is affected.',
    region: 'Tells where the trouble gathers.',
    country: 'Tells trouble in Italy from trouble everywhere.',
    network: 'Tells an operator’s fault from the service’s.',
    'reporter-key': 'One person counts once in half an hour.',
    'network-key': 'One building must not look like a crowd.',
    'day-key': 'Without it a code leads back to nobody.',
    'report-id': 'What is sent twice does not count twice.',
    referrer: 'A headline must not feed its own spike.',
    times: 'They tell when it began.',
    outcome: 'You are told, and the rule can be checked.',
    counts: 'They are the charts, and what is usual. The totals by the minute also stay in the open data, for ever.',
    'memory-reporters': 'The rule asks how many different people report.',
    'memory-networks': 'The rule asks from how many different networks.',
    dossier: 'Anybody must be able to redo the sum, even years later.',
    'dossier-keys': 'Who comes back after half an hour is not another person.',
    correction: 'Nothing is corrected in silence.',
    'agent-key': 'To know whom to trust, and to revoke it.',
    'agent-place': 'Two probes in one network count as one.',
    'probe-result': 'They are evidence, beside the reports.',
    notice: 'They stand beside what we say, word for word.',
    'domain-proof': 'Nobody may reply in another’s name.',
    webhook: 'To tell whoever asks, and nobody else.',
    delivery: 'Whoever missed something can see why, and ask for it again.',
    push: 'To send one, and then to delete it. No name.',
  },
  keptEver: 'for ever',
  keptMidnight: 'until 00:00 UTC, when the new one overwrites it',
  keptDeleted: 'until whoever asked for it deletes it',
  keptCrowdedOut: 'until others take their place; after midnight they lead back to nobody',
  keptAtMost: (length) => `at most ${length}`,

  statusTitle: 'Status of Brusio',
  statusDescription: 'How Brusio itself is doing: reports, database, rule, probes, minutes in which we were not there.',
  statusLead: {
    well: 'Brusio is listening.',
    ill: 'Brusio is not well: what you read may be old.',
    unknown: 'Brusio is starting up.',
  },
  statusNow: 'Now',
  statusWord: { well: 'fine', ill: 'not working', unknown: 'not known' },
  statusReports: 'Reports',
  statusReportsAre: {
    taken: 'They are taken and counted.',
    late: 'We cannot write them down: whoever presses is asked to try again.',
    none: 'We have not been able to take any yet.',
  },
  statusDatabase: 'Database',
  statusDatabaseAnswers: (ms) => `Answers within ${ms} ms.`,
  statusDatabaseAway: 'Does not answer.',
  statusDatabaseRead: (moment) => `It last answered on ${moment}.`,
  statusDetector: 'The rule',
  statusDetectorAt: (lag) => `It is ${lag} behind: states are not of now.`,
  statusDetectorKeepsUp: 'Judges in step with the reports.',
  statusDetectorNever: 'It has not judged anything yet.',
  statusProbes: 'Probes of this server',
  statusProbesAre: {
    on: 'They get out and check the services.',
    offline: 'None gets out: their failures count as no evidence.',
    off: 'This server sends none.',
  },
  statusAgents: 'Probes elsewhere',
  statusAgentsHeard: (_heard, shown, all) => `${shown} of ${all} heard within the last hour.`,
  statusAgentsNone: 'None: all checks come from one place.',
  statusSockets: 'Live readers',
  statusSocketsOpen: (count, shown) => (aboutOne(count) ? 'One page connected.' : `${shown} pages connected.`),
  statusVersion: 'Version',
  statusRule: (rule) => `rule ${rule}`,
  statusGaps: 'Minutes in which we were not there',
  statusGapsLead: 'A minute in which the server was not listening is a gap in the charts, not a zero.',
  statusGapsIn: (days) => (aboutOne(days) ? 'Last 24 hours' : `Last ${days} days`),
  statusGapsNone: (watched) => `None in ${watched}.`,
  statusGapsSum: (count, shown, lost, watched) =>
    `${aboutOne(count) ? 'One interruption' : `${shown} interruptions`}: ${lost} out of ${watched}.`,
  statusGapsUnwatched: 'We were not listening yet.',
  statusGapFrom: 'From',
  statusGapLength: 'Length',
  statusGapsMore: (shown) => `The latest ${shown}.`,
}))()

// chart

const chartReports = (count: number, shown: string) => (count === 1 ? '1 report' : `${shown} reports`)

const LAST: Record<Range, string> = {
  '1h': 'in the last hour',
  '24h': 'in the last 24 hours',
  '7d': 'in the last 7 days',
  '30d': 'in the last 30 days',
  '1y': 'in the last year',
}

export const chartWords: ChartTexts = {
  blindness: (perMinute, minutes, usualPerHour) =>
    `At this hour a rise of fewer than about ${perMinute} reports a minute may go unnoticed for ${minutes} minutes; usually there are ${usualPerHour} an hour. Where only people speak, a rise under 7.5 times the usual is noticed at once or not confirmed at all; a mild one that lasts we let go of after 25 minutes. Silence is not green.`,
  bucket: (from, to, day) => `Between ${from} and ${to}${day === null ? '' : ` on ${day}`}`,
  bucketDay: (day) => `${day}, UTC day`,
  bucketNumbers: (count, shown, expected) =>
    `${chartReports(count, shown)}${expected === null ? '' : `, usually ${expected}`}.`,
  bucketGap: 'We were not listening.',
  gapLabel: 'not listening',
  open: 'so far',
  ongoing: 'ongoing',
  noticeMark: (number, author) => `notice ${number}, by ${author}`,
  forecastMark: (author) => `time announced by ${author}`,
  incidentLabel: 'incident',
  suspectedLabel: 'possible problems',
  collateralLabel: 'follows others',
  withdrawnLabel: 'withdrawn',
  probesFailedLabel: 'errors of our probes',
  chartSummary: (range, peak, when) =>
    `Reports${range === null ? '' : ` ${LAST[range]}`}: the most is ${peak}, ${when}.`,
  chartEmpty: 'No reports in this range.',
  chartRole: 'chart',
  chartKeys:
    'Arrow keys go from one interval to the next, Page Up and Page Down by ten, Home and End to either end; Escape closes.',
  connecting: 'Connecting…',
  liveAgo: (seconds) => `Live, updated ${seconds === null ? 'just now' : `${seconds} s ago`}`,
  asOf: (clock) => `Numbers of ${clock}`,
  paused: (clock) => `Paused: numbers of ${clock}`,
  lostAgo: (age) => `Connection lost: numbers of ${age} ago`,
  pulse: (count, shown, span) => `${chartReports(count, shown)} in the last ${span}`,
}

// clock

export const clockWords: ClockTexts = { clockOn: (clock, day) => `${clock} on ${day}`, fewerThanOne: 'less than one' }

// front

const frontPlural = /* @__PURE__ */ new Intl.PluralRules('en')
const frontOne = (count: number, singular: string, several: string) =>
  frontPlural.select(count) === 'one' ? singular : several

export const frontWords: FrontTexts = {
  frontTitle: 'What is not working right now? Live problem reports · Brusio',
  languages: 'Language',
  sections: 'Sections',
  sectionReport: 'Report',
  sectionHistory: 'Archive',
  findYours: 'Name or site of the service…',
  slashKey: 'The / key leads to the search: press to take it away or give it back',
  meToo: 'Me too',
  last15Reports: 'In 15 minutes:',
  usuallyAbout: 'usually',
  pause: 'Pause the figures',
  resume: 'Resume',
  murmurHeading: 'The murmur of 24 hours',
  murmur: (count, shown, services) =>
    count === 0
      ? 'No reports.'
      : `${shown} ${frontOne(count, 'report', 'reports')} on ${services} ${frontOne(services, 'service', 'services')}.`,
  murmurIncidents: (incidents, open) =>
    incidents === 0
      ? 'No incidents on record.'
      : `${incidents} ${frontOne(incidents, 'incident', 'incidents')}${open === 0 ? '' : open === incidents ? ', still going on' : `, ${open} of them still going on`}.`,
  murmurNow: 'now',
  mostElse: 'Most reported of the others',
  endedIncidents: 'Recently over',
  allIncidents: 'All incidents',
  byCategory: 'All services, by category',
  services: (count) => `${count} ${frontOne(count, 'service', 'services')}`,
  noisy: (count) => `${count} making noise`,
  categoryTitle: (category) => `${category}: what is not working right now? · Brusio`,
  categoryDescription: (category) =>
    `${category}: the state of every service right now, from live reports by people. No cookies.`,
  otherCategories: 'Other categories',
  didYouMean: 'Perhaps you were looking for',
}

// history

const ZONE = {
  'Europe/Rome': 'Italian time',
  'Europe/Paris': 'French time',
  'America/Toronto': 'Toronto time',
  UTC: 'UTC',
} as const

export const historyWords: HistoryTexts = {
  historyTitle: 'Archive of incidents',
  historyTitleOf: (name) => `Incidents of ${name}`,
  historyLead:
    'Every incident that the rule has found, those that we have withdrawn as well. A high peak says that many people reported, not how many were affected.',
  historySortLabel: 'Order',
  historySort: { time: 'Newest first', duration: 'Longest first', provider: 'By service' },
  historyYearLabel: 'Year',
  historyAllYears: 'all',
  historyNone: 'No incident on record in this time.',
  historyNoneOf: (name) => `No incident of ${name} on record in this time.`,
  historyMore: 'Next',
  historyAllProviders: 'All services',
  historyWhen: 'Start',
  historyWho: 'Service',
  historyHow: 'How we know',
  historyLength: 'Length',
  ongoingFor: (length) => `ongoing for ${length}`,
  historyPeak: 'Peak in 15 min',
  historyVerified: 'Verified',
  historyCrowd: 'People alone',
  historyCollateral: 'Collateral',
  historyCount: 'Incidents',
  historyTotal: 'In all',
  historyLongest: 'Longest',
  historyNewest: 'Latest',
  historyByProviderNote:
    'Withdrawn ones and reports that only follow others do not count. A service that many follow has more reports, and so more incidents found: this does not rank who works worst.',
  historyLink: 'Archive of incidents',

  docHeading: 'Before our time',
  docLead:
    'Incidents that others have documented, with their sources. We have no reports of our own of them: no curve.',
  docKicker: 'Documented by others',
  docNoReports:
    'We have no reports of our own from this time: no curve, no peak, no verdict. Here is only what the sources say, in our words.',
  docBegan: 'Start',
  docEnded: 'End',
  docEndUnknown: 'no source gives a single end',
  docWho: 'Services',
  docTimeline: 'How it went',
  docUndated: 'no date',
  docUnknownHeading: 'What is not known',
  docSources: 'Sources',
  docSourcesNote: 'The sentences are ours; who quotes should quote the source.',
  docZone: (zone) => `Times: ${ZONE[zone]}.`,
  docAbout: (when) => `about ${when}`,
}

// live

const STATES: Record<State, string> = {
  ok: 'Reports as usual',
  suspected: 'Possible problems',
  confirmed: 'Many problem reports',
  recovering: 'Reports falling',
  unknown: 'Not enough data',
}

const liveReports = (count: number, shown: string) => (count === 1 ? '1 report' : `${shown} reports`)

const BACKED: Record<Backing, string> = {
  probes: 'our own probes from two networks do too',
  official: 'the operator itself does too',
  both: 'our own probes from two networks and the operator itself do too',
  either: 'our own probes from two networks do, or the operator itself',
}

/** As a sentence of its own, where people are not heard. */
const SAID: Record<Backing, string> = {
  probes: 'Our own probes from two networks say so',
  official: 'The operator itself says so',
  both: 'Our own probes from two networks and the operator itself say so',
  either: 'Our own probes from two networks say so, or the operator itself',
}

export const liveWords: LiveTexts = {
  state: (state, verified) => (state === 'confirmed' && verified ? 'Problems verified' : STATES[state]),
  raised: 'More reports than usual',
  raisedHint:
    'So far no more than this service’s own past allows without an incident, or too few people on too few networks to say more.',
  collateral: 'Reports that follow others',
  risesWith: (names) => `Reports rise together with those of ${names}`,
  follows: (names, share) =>
    `They follow the incident at ${names}${share === null ? '' : ` and come to ${share} of it`}: alone they do not say that anything is wrong here.`,
  together: (names, operator) =>
    operator === null
      ? `Together with ${names}: they depend on something in common.`
      : `Together with ${names}, of the same operator (${operator}).`,
  others: (count) => `${count} others`,
  since: (state, clock, day, about) =>
    `${state === 'recovering' ? ', problems' : ''} since ${about ? 'about ' : ''}${clock}${day === null ? '' : ` on ${day}`}`,
  began: (from, to) => `It began between ${from} and ${to}, we estimate.`,
  numbers: (count, shown, expected) =>
    `${liveReports(count, shown)} in the last 15 minutes${expected === null ? '' : `, usually ${expected}`}.`,
  hint: (state, verified, isLong, backing, isHeard) => {
    if (state === 'suspected' && !isHeard && (backing === 'probes' || backing === 'both'))
      return 'Our own probes find errors: we do not know yet whether there is more to it.'
    if (state === 'suspected') return 'More reports than usual: we do not know yet whether it is a murmur.'
    if (state === 'unknown') return 'We have not listened long enough to say what is usual.'
    if (state === 'recovering')
      return isLong ? 'Fewer reports, but nobody has said that it works again for everybody.' : null
    if (state !== 'confirmed') return null
    if (!verified) return 'So people say: no check of ours has confirmed it so far.'
    return isHeard ? `Not only people say so: ${BACKED[backing]}.` : `${SAID[backing]}.`
  },
  recovers: 'Recovering',
  crowdSays: {
    problem: 'more than usual',
    quiet: 'no alarm',
    unknown: 'what is usual is not known',
  },
  probesSay: {
    failing: 'find errors',
    mixed: 'some find errors',
    healthy: 'find no errors',
    none: 'none',
  },
  officialSays: {
    problem: 'speaks of problems',
    restored: 'says it is solved',
    none: 'nothing that we know of',
  },
  disputed: (speaker, people, probes) =>
    `${speaker} says it is solved; ${
      people
        ? `reports go on${probes ? ' and our probes still find errors' : ''}`
        : probes
          ? 'our probes still find errors'
          : 'so far we cannot see it'
    }.`,
  between: (from, to) => `between ${from} and ${to}`,
  betweenClocks: (day, from, to) => `${day}, between ${from} and ${to}`,
  offlineStrip: 'Connection lost: the numbers stand still while we try again.',
  numbersAge: (age) => `They are ${age} old.`,
  oldNumbers: 'Old numbers: for some minutes we could not refresh them.',
  zone: (name) => `Times: ${name}`,
}

// method

const sections = (n: MethodNumbers): MethodSection[] => [
  {
    id: 'voices',
    heading: 'We count people, not clicks',
    paragraphs: [
      `Whoever presses “I have a problem” is a voice: one for each service and ${n.slotMinutes} minutes, however often they press. Many voices from one network weigh less: a thousand voices from an office are one office.`,
      'Reports are not affected users. They say that many people cared to report: those affected are nearly always many more, and we do not know how many.',
    ],
  },
  {
    id: 'usual',
    heading: 'We compare with what is usual for that service',
    paragraphs: [
      'For each service the rule learns how many voices are normal at that hour of that day of the week. It does not learn from the hours of an incident. Minutes in which we were not listening are gaps, not silence.',
      `Then it asks: how many times the usual would have to be normal for so many voices to be chance? A service that is often restless without being broken (a match, a deadline) has a past that allows more; but no past allows ${n.wildest} times the usual.`,
    ],
  },
  {
    id: 'states',
    heading: 'First perhaps, then many reports',
    paragraphs: [
      `“Possible problems” takes at least ${n.fewestPeople} to ${n.mostFewestPeople} different people on as many networks (fewer where few report, more where many do), and more than chance explains. False alarms reckoned with: for each service no more than ${n.suspectedPerYear} a year.`,
      `“Many problem reports” takes ten times as much evidence, at least ${n.confirmedMultiple} times the usual and ${n.confirmedNetworks} networks. False alarms reckoned with: one in ${n.confirmedYears} years for each service. Only this opens an incident.`,
    ],
  },
  {
    id: 'crowd',
    heading: 'People alone are not enough to say that something is wrong',
    paragraphs: [
      `People alone say that many report: we never say that a service is broken because people say so. We say “problems verified” only when our own probes fail on ${n.probeNetworks} different networks, or when the operator itself says so.`,
      `A probe that gets no answer opens nothing by itself; together with at least ${n.probedPeople} people it does. What blocks our probes alone proves nothing.`,
    ],
  },
  {
    id: 'clocks',
    heading: 'Three clocks, at the start and at the end',
    paragraphs: [
      'We keep three clocks: the first report beyond the usual, the first error of a probe of ours, the first official word. And the same three for the end. A clock without a documented date stays “unknown”: we never guess it.',
      `The start is an estimate, and we say between when and when: ${n.onsetCover} times in ten the true one lies in there. When we noticed is a fact.`,
    ],
  },
  {
    id: 'collateral',
    heading: 'Collateral: who is blamed for others',
    paragraphs: [
      'When one operator stops, many press the button of another as well. Where the voices of a service follow another’s and are a small part of them, we say so, and the service is not shown in trouble.',
      `Services of one operator that are restless together stand under one heading; while one of them is confirmed, the past of the others allows no more than ${n.kin} times the usual.`,
    ],
  },
  {
    id: 'headline',
    heading: 'The headline that feeds its own spike',
    paragraphs: [
      `Who reads of an outage tries, and presses. If more than ${n.amplifiedShare} of the reports of ${n.amplifiedMinutes} minutes come from one newspaper’s page, we say so, and those voices alone raise no state: the others have to suffice. And the page of a newspaper that is new to us opens nothing for four weeks.`,
    ],
  },
  {
    id: 'end',
    heading: 'The end',
    paragraphs: [
      `A quiet night does not heal: voices are held against what is usual at that hour, and against what the incident brought. When the fall is clear we say “falling”, and “back to normal” after at least ${n.calmMinutes} minutes, or a tenth of its length. What begins again within ${n.reopenHours} hours is the same incident.`,
      `After ${n.tiredHours} hours people tire of reporting, and silence proves nothing any more: then it takes probes, the operator, or people who answer “works for me” from at least ${n.worksNetworks} networks, ${n.worksShare} of all answers. That is why, in a long incident, we ask those who reported: “still not working for you?”.`,
    ],
  },
  {
    id: 'blind',
    heading: 'What we do not see',
    paragraphs: [
      'Silence is not green: “reports as usual” says that few people told us. Below a certain rise we notice nothing, and each page says which, at that hour.',
      `Of a service that we have heard for less than ${n.youngHours} hours we say nothing. An organised crowd may deceive us; that is why networks count, not clicks, and why anybody may ask for a correction.`,
    ],
  },
  {
    id: 'errors',
    heading: 'Errors, and how they are corrected',
    paragraphs: [
      'What the rule had seen is kept with each change: “Why this status?”, on every page, shows it. Whoever runs an instance can reckon it again from the start and has to find the same.',
      'Where we were wrong the incident stays in its place, struck through, with the reason. Neither the error nor its correction disappears.',
    ],
  },
]

export const methodWords: MethodTexts = {
  methodTitle: 'How we decide',
  methodDescription:
    'What we count, when we say that there are problems, why people alone are not enough, and what we do not see.',
  methodLead:
    'A published rule decides, the same for everybody, not a person. Here it is told in words; the numbers are those that the program uses at this moment.',
  methodSections: sections,
  methodRule: (version) => `The rule in force is called ${version}.`,
  methodRuleLink: 'the whole rule, with its formulas',
  methodFigures: 'How often it is wrong, measured against other rules and on recorded incidents: ',
}

// official

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

export const officialWords: OfficialTexts = {
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

// past

export const pastWords: PastTexts = /* @__PURE__ */ (() => ({
  ...historyWords,
  ...methodWords,
  storyOpen: (span) => `It has lasted for ${span}.`,
  storyOver: (span, isLetGo) => `${isLetGo ? 'We followed it for' : 'It lasted'} ${span}:`,
  storyPeak: (count, usual, drawn) =>
    `At most ${count} reports in ${drawn === null ? '15 minutes' : `any 15 minutes (${drawn} in the highest quarter of an hour of the curve)`}${usual === null ? '' : `, usually ${usual}`}.`,
  storyVerified: (isOver, by) => {
    const [besides, have, has, find] = isOver
      ? ['Not only people said so', '', '', 'found']
      : ['Not only people say so', 'have ', 'has ', 'find']
    if (by === 'probes') return `${besides}: our probes on two networks ${have}confirmed it.`
    if (by === 'operator') return `${besides}: the operator itself ${has}confirmed it.`
    if (by === 'both')
      return `${besides}: the operator itself ${has}confirmed it, and our own probes ${find} errors too.`
    return `${besides}: our probes on two networks ${have}confirmed it, or the operator itself.`
  },
  storyCrowd: (isOver) =>
    isOver
      ? 'People said so: no check of ours confirmed it.'
      : 'People say so: no check of ours has confirmed it so far.',
  storySilent: (isOver, by, isNobody) => {
    const who = isNobody ? 'Nobody' : 'Hardly anybody'
    const [nobody, find, says] = isOver
      ? [`${who} reported it`, 'found', 'said']
      : [`${who} reports it`, 'have found', 'says']
    if (by === 'probes') return `${nobody}: our probes on two networks ${find} it.`
    if (by === 'operator') return `${nobody}: the operator itself ${says} so.`
    if (by === 'both') return `${nobody}: the operator itself ${says} so, and our own probes ${find} errors.`
    return `${nobody}: our probes on two networks ${find} it, or the operator itself ${says} so.`
  },
  storyIn: (name, when, span, isOver, isSilent) => {
    const what = isSilent ? 'Verified problems' : 'Reports of problems'
    return isOver
      ? `${what} with ${name}: ${when}, for ${span}.`
      : `${what} with ${name}: for ${span}, and going on (since ${when}).`
  },
  allIncidentsOf: (name) => `All incidents of ${name}`,
  notRuleAlone: 'How we decide',

  daysHeading: 'Day by day',
  daysLead:
    'How many reports each day, and how many in the hours of the night (0–6): a night with many more than its usual is no recovery. Who comes back to say that it still does not work counts again.',
  daysZone: (zone) => `Days and nights are counted in ${zone}.`,
  dayColumn: 'Day',
  dayReports: 'Reports',
  dayUsual: 'usually',
  dayNight: 'By night',
  dayWhat: 'What changed',
  dayBack: (names) => `Back: ${names}`,
  daySaid: (count) => (count === 1 ? '1 notice' : `${count} notices`),
  daysGap: 'not listening',

  sistersHeading: 'In the same days',
  sistersLead: 'Those of the same operator, or of the same cause according to the rule.',
  sistersQuiet: (names) => `With no incident of our record in the same time: ${names}.`,
  sistersQuietNote: 'That does not say that they worked: it says that few people reported.',

  citeHeading: 'Cite',
  citeLead: 'Ready to copy. Brusio counts who reports, not who is affected.',
  citeMoment: (clock, day) => (day === null ? clock : `${clock} on ${day}`),
  cite: (count, shown, name, from, to, zone) =>
    `According to ${count === 1 ? 'one report' : `${shown} reports`} on Brusio between ${from} and ${to} (${zone}), there were problems with ${name}; reports are not affected users.`,
  citeReports: (count, shown, name, from, to, zone) =>
    `Between ${from} and ${to} (${zone}), ${count === 1 ? 'one report' : `${shown} reports`} of problems with ${name} ${count === 1 ? 'was' : 'were'} sent to Brusio; reports are not affected users.`,
  citeNot: {
    replay: 'There is nothing to cite here: these are data recorded elsewhere, played again. It is not the present.',
    simulation: 'There is nothing to cite here: this is a simulation, and its reports are invented.',
    withdrawn: 'Not to be cited: we have withdrawn it.',
    collateral: 'Not to be cited as a problem of this service: its reports follow somebody else’s incident.',
    silent: 'No report to cite: our probes or the operator say so, not people.',
    quiet: 'No report to cite in this time. Silence does not say that all works.',
  },
  passOnHeading: 'Share',
  passOnLead: 'Plain links: nobody sees you until you open one.',
  passOnBy: {
    mail: 'Mail',
    whatsapp: 'WhatsApp',
    telegram: 'Telegram',
    x: 'X',
    bluesky: 'Bluesky',
    mastodon: 'Mastodon',
  },
  passOnAddress: 'Address of this page',

  operatorTitle: (name) => `Services of ${name}`,
  operatorLead: (count, shown) =>
    count === 1
      ? 'We follow one service of theirs.'
      : `We follow ${shown} services of theirs. When they make noise together, it shows here.`,
  operatorNowTogether: (names) => `Together, now: ${names}.`,
  operatorQuiet: 'At this moment none makes noise. Silence is no guarantee.',
  operatorUnknown: 'Of some we can say nothing at this moment.',
  operatorStates: 'Now',
  operatorState: 'Status',
  operatorIncidents: 'Incidents of all',
  operatorNoIncidents: 'No incident on record.',
  operatorSources: 'Who says that they are theirs',
  operatorSource: (name) => `${name}: source`,
  operatorSourceNote: 'A wrong attribution would blame somebody: that is why each has its source.',
  operatorPage: (name) => `Services of ${name}`,
}))()

// provider

const SHARES: Record<SharedFacet, string> = {
  problem: 'What is wrong',
  component: 'Which part',
  device: 'With what',
  began: 'Since when, say those who told',
  region: 'From which region',
  network: 'Over which network',
  country: 'From which country',
}

export const providerWords: ProviderTexts = {
  providerTitle: (name) => `${name} not working? Reports, now`,
  providerDescription: (name, moment, sentence) =>
    `${name}, ${moment}: ${sentence} Live reports, probes and the official word.`,

  whoReports: 'Who reports, what, from where',
  whoLead: 'Shares of those who said it in the last 24 hours.',
  whoSince: ['Shares of those who said it since it began, at ', '.'],
  whoUsual: 'The mark on the bar is the share of quiet times.',
  tooFewVoices: (isOpen) =>
    `Fewer than five voices ${isOpen ? 'since it began' : 'in the last 24 hours'}: too few to say what is wrong, with what and from where.`,
  facetHeading: (facet) => SHARES[facet],
  shareNow: 'now',
  shareUsual: 'usually',
  voicesSaid: (count, shown) => (count === 1 ? '1 voice' : `${shown} voices`),
  allTheRest: 'All the rest',

  matrixUnknown: (names) => `Of ${names} we cannot say whether they are affected.`,
  mapHeading: 'Where, compared with the usual',
  mapTitle: (name) => `Reports on ${name} by Italian region, compared with the usual`,
  mapDescription: (most, few) =>
    `${most === null ? 'No region reports much more than usual.' : `More than usual: ${most}.`}${
      few === 0
        ? ''
        : few === 1
          ? ' Of one region there are too few voices.'
          : ` Of ${few} regions there are too few voices.`
    }`,
  mapNote: 'How many times what that region usually reports at these hours: not how many reports, nor how many users.',
  mapTable: 'The map as a table',
  mapRegion: 'Region',
  mapRatio: 'Compared with the usual',
  mapStep: (from, to) =>
    from === null ? 'as usual' : to === null ? `${from} times and more` : `${from} to ${to} times`,
  mapFew: 'too few voices',
  timesTheUsual: (times) => `${times} times the usual`,
  mapCredit: 'Outlines: MapSVG and @svg-maps/italy, CC BY 4.0, simplified.',

  probesAnswer: (count) => `${count} checks answer`,

  adviceHeading: 'What you can do',
  adviceSource: 'source',

  dependsHeading: (name) => `What ${name} depends on`,
  dependentsHeading: (name) => `What depends on ${name}`,
  operatorHeading: (operator) => `Also by ${operator}`,
  dependsNote: 'Only what is written somewhere: each line has its source.',
  notJudged: 'Not enough data',
  whereWritten: 'where it is written',

  moreHeading: 'More on this service',
  moreHistory: 'All its incidents',
  moreOperator: (operator) => `Services of ${operator}`,
  moreData: 'The same data as JSON',
  moreEmbed: 'A panel for your site',
}

// queue

export const queueWords: QueueTexts = {
  waiting: (name, at) => `Your answer on ${name} (${at}) had not left: we send it as soon as the line answers.`,
  discard: 'Discard it',
  became: (receipt, name, at) => {
    const press = `Your answer on ${name} (${at})`
    if (receipt === 'counted') return `${press} has arrived and counts for the half hour in which you pressed.`
    if (receipt === 'repeat') return `${press} was there already: we do not count it twice.`
    if (receipt === 'changed') return `${press} is noted, not counted: you had answered otherwise in that half hour.`
    if (receipt === 'discarded') return `${press} is discarded: nothing of it is left in this browser.`
    if (receipt === 'refused') return `${press} was not accepted: it is too old, or no longer valid here.`
    return `${press} is still waiting: we try again on the next page.`
  },
}

// push

export const pushWords: PushTexts = {
  ask: 'Tell me when it is back',
  stop: 'Do not tell me',
  lead: 'One notification, when the problems are over. We keep only the address that the browser makes for it, without a name; then we delete it, after 30 days at the latest.',
  asked: 'We will tell you with a notification, also when this page is closed.',
  stopped: 'We will not tell you: the address is deleted.',
  denied: 'The browser does not allow notifications of this site: its settings can change that.',
  over: 'The problems are over already: there is nothing to wait for.',
  failed: 'That did not work: try again in a moment.',
  unable:
    'This browser has no address for notifications: in a private window there is none, and some browsers never have one. Another window or browser may.',
  installed:
    'On an iPhone or iPad notifications come only if Brusio is on the Home Screen: Share, then “Add to Home Screen”, and press from there.',
  resolved: (name) => ({ title: `${name}: back to normal`, body: 'The problems are over, as far as we know.' }),
  withdrawn: (name) => ({
    title: `${name}: outage withdrawn`,
    body: 'We had named it in error: the page says why.',
  }),
}

// reporting

const WORDS: Record<Exclude<Receipt, 'counted'>, { title: string; text: string }> = {
  repeat: {
    title: 'It was there already.',
    text: 'Your voice of this half hour was counted before: we keep its details and do not count it twice.',
  },
  changed: {
    title: 'Noted, not counted.',
    text: 'You answered otherwise in this half hour, and the first answer stands.',
  },
  detailed: { title: 'Thank you.', text: 'The details are now with your answer, which is still one.' },
  'not-detailed': {
    title: 'The details did not arrive.',
    text: 'Your answer stands as it was. Try again in a minute, if you like.',
  },
  sending: { title: 'Sending…', text: '' },
  offline: {
    title: 'Not sent yet.',
    text: 'The line does not answer. Keep this page open: we try again, and it stays one report.',
  },
  queued: {
    title: 'Not sent yet.',
    text: 'The line does not answer. We try again from here; if you close the page it stays in this browser and leaves when you open Brusio again, within 48 hours, with the time at which you pressed.',
  },
  discarded: { title: 'Discarded.', text: 'We do not try again, and nothing of it is left in this browser.' },
  'rate-limited': {
    title: 'Not counted.',
    text: 'Too many reports come from your network in this minute. Try again in a minute.',
  },
  refused: { title: 'Not counted.', text: 'The report was not accepted: reload the page and try again.' },
  unavailable: { title: 'Not counted.', text: 'We cannot store anything right now. Try again shortly.' },
}

const BEGAN: Record<Began, string> = {
  now: 'for a few minutes',
  hour: 'for about an hour',
  today: 'since earlier today',
  yesterday: 'since yesterday',
  longer: 'for longer',
}

const OUTCOMES: Record<ReportOutcome, string> = {
  counted: 'counted: it is one of the voices of that half hour',
  repeat: 'repeated: the same voice had been counted in that half hour',
  changed: 'noted, not counted: the first answer of that half hour was another',
}

const FAULTS: Record<ReceiptFault, { title: string; text: string }> = {
  unreadable: {
    title: 'This is no receipt.',
    text: 'The text does not have the form of a Brusio receipt: perhaps a piece is missing.',
  },
  stranger: { title: 'It is not ours.', text: 'It was signed with a key that this site has never had.' },
  altered: {
    title: 'It is not valid.',
    text: 'The signature does not fit the text: something was changed afterwards.',
  },
}

export const reportingWords: ReportingTexts = {
  receipt: (receipt, provider) =>
    receipt === 'counted'
      ? { title: 'Counted.', text: `Your answer is one of the voices of this half hour on ${provider}.` }
      : WORDS[receipt],
  countsFrom: (clock) => `A new answer will count from ${clock}.`,
  discard: 'Discard it',
  tellThem: (name) => `This does not tell ${name}`,
  callThem: 'call',
  askThem: 'write to their support',
  worksShare: (percent) => `So say ${percent} of those who answered here in the last 15 minutes.`,

  detailsHeading: 'Care to say more?',
  detailsWorksHeading: 'What works for you?',
  detailsHint: 'All optional: it helps to see who is affected and who is not.',
  detailsComponent: 'Which part',
  detailsDevice: 'On what',
  detailsRegion: 'In which region',
  detailsBegan: 'Since when',
  notTold: 'I’d rather not say',
  sendDetails: 'Send the details',
  begins: (began) => BEGAN[began],

  renewalQuestion: 'You reported a problem earlier, and a voice holds for half an hour. How is it now?',
  stillProblem: 'Still a problem',
  worksAgain: 'It works again',

  reportOn: (name) => `${name}: report a problem`,
  reportOnDescription: (name) => `Is ${name} not working, or does it work for you? Say so with one press, no account.`,
  allAbout: (name) => `All about ${name}: curve, probes, statements`,
  reportMost: 'Most reported now',
  reportFound: (words, count) =>
    count === 0
      ? `No service for “${words}”`
      : count === 1
        ? `One service for “${words}”`
        : `${count} services for “${words}”`,

  keepReceipt: 'Keep a receipt',
  receiptHeading: 'Receipt of a report',
  receiptOf: (name) => `Receipt of a report on ${name}`,
  receiptProvider: 'Service',
  receiptPressed: 'Pressed',
  receiptReceived: 'Received',
  receiptAnswer: (answer) => (answer === 'works' ? 'Works for me' : 'I have a problem'),
  receiptSays: 'Answer',
  receiptOutcome: 'Outcome',
  outcomeWords: (outcome) => OUTCOMES[outcome],
  receiptNumber: 'Number',
  receiptBy: 'Signed by',
  receiptByNobody: 'a Brusio site that was not told its own address',
  receiptProves:
    'This receipt proves that the report arrived here at that time, and what became of it. Whoever has the signed text can check it, today and years from now.',
  receiptProvesNot:
    'It does not prove that the service was at fault, nor who pressed: there is no name, address, place or device in it. Whoever knows its number can show it.',
  receiptKeep: 'Save or print this page: in 30 days it will no longer be here.',
  receiptPlay: 'This report was made during a replay or a simulation: it attests nothing that happened.',
  receiptText: 'The signed text',
  receiptCheckHere: 'Check a receipt',
  checkHeading: 'Check a receipt',
  checkLead: 'Paste the signed text: we say whether we signed it, and what it says.',
  checkLabel: 'Signed text',
  checkButton: 'Check',
  checkValid: 'It is genuine.',
  checkValidText: (by) => `It was signed by ${by}, and not a letter has changed since.`,
  checkFault: (fault) => FAULTS[fault],
  checkKeys: 'It can be checked without us, with the public keys:',
}

// why

const VERDICT: Record<ScopeCell['verdict'], string> = {
  affected: 'affected',
  not_affected: 'not affected',
  recovered: 'recovered',
  unknown: 'unknown',
}
const COMPLAINT: Record<ScopeCell['verdict'], string> = {
  affected: 'more than usual',
  not_affected: 'as usual',
  recovered: 'as usual again',
  unknown: 'unknown',
}

const FACET: Record<ScopeCell['facet'], string> = {
  device: 'Devices',
  component: 'Parts',
  component_device: 'Parts and devices',
  region: 'Regions',
  network: 'Networks',
  problem: 'Problems',
}

const DEVICE: Record<Device, string> = { web: 'Web', ios: 'iPhone', android: 'Android', desktop: 'Desktop' }

const NEXT: Record<State, string> = {
  ok: 'We speak of possible problems only when voices, of different people on different networks, go beyond what this service’s own past allows.',
  suspected:
    'It becomes many problem reports with evidence ten times as strong from many more networks, or when an independent probe fails as well. When the noise goes, it comes to nothing.',
  confirmed:
    'We call it falling when voices come near the usual again, on evidence that is the stronger the longer it has lasted.',
  recovering: 'We call it over when the fall holds for at least a quarter of an hour, or a tenth of its length.',
  unknown: 'No verdict: either we have listened for too short a time, or we are not judging at this moment.',
}
const NEXT_SILENT: Partial<Record<State, string>> = {
  confirmed: 'We call it recovering when all our probes have been answered well three times in a row.',
  recovering:
    'We call it over when all our probes are answered well for at least a quarter of an hour, or a tenth of its length.',
}
const NEXT_LONG =
  'After a day people tire of reporting, and a fall alone is not enough any more: probes, people who answer “works for me”, or the operator have to say so.'

export const whyWords: WhyTexts = {
  scopeHeading: 'Who is affected',
  scopeVerdict: (verdict, facet) => (facet === 'problem' ? COMPLAINT : VERDICT)[verdict],
  scopeFigures: (observed, usual) => `(${observed} voices, usually ${usual})`,
  scopeUnknown: 'Too few voices said where they come from: who is affected and who is not is unknown.',
  scopeNote: 'Voices since it began / how many there would usually be. Where they are too few we do not guess.',
  facet: (facet) => FACET[facet],
  device: (device) => DEVICE[device],
  allDevices: 'All',
  allParts: 'The whole service',
  seeVerdict: 'see the status',
  matrixCaption: 'Who is affected, by part of the service and device',

  correction: (type) => (type === 'withdrawn' ? 'Withdrawn' : 'Corrected'),
  withdrawnLead: 'Withdrawn: we published this incident, and it stands no longer.',

  whyLink: 'Why this status?',
  wholeIncident: 'This incident, from the start',
  whyTitle: (name) => `Why this status? ${name}`,
  whyLead:
    'A published rule decides, the same for everybody. Here is what the rule sees now, and what it had seen at each change.',
  whyVoice: 'A voice is one person who answers, counted once in half an hour.',
  whyMethod: 'How we decide, in plain words',
  whyNow: 'Now',
  whyChanges: (days) => `Changes of the last ${days} days`,
  whyNone: (days) => `No change in the last ${days} days.`,
  next: (state, isLong, isSilent) =>
    (isSilent && NEXT_SILENT[state]) || (state === 'recovering' && isLong ? NEXT_LONG : NEXT[state]),
  timesUsual: (times) => `That is ${times} times the usual.`,
  presentUsual: (perHour) => `At this hour there are usually ${perHour} an hour.`,
  presentAllowed: (times) =>
    `At the last change its own past allowed up to ${times} times the usual: up to there we say nothing.`,
  presentWorks: (count, shown) =>
    count === 1
      ? 'In the last 15 minutes one person answered that it works for them.'
      : `In the last 15 minutes ${shown} people answered that it works for them.`,
  presentProbes: (answering, failing) => `Our probes: ${answering} answered, ${failing} not.`,
  presentNoProbes: 'No probe of ours says anything: only people speak here.',
  changed: (from, to) => `from “${from}” to “${to}”`,

  heard: (observed, window, expected) =>
    `${observed === '1' ? 'One voice' : `${observed} voices`} in ${window}, usually ${expected}.`,
  multiple: (times) => `For this to be chance, normal would have to be ${times} times the usual.`,
  eventByProbes: 'Confirmed by our probes',
  eventVerified: {
    probes: 'Verified: our probes on two networks confirm it',
    operator: 'Verified: the operator itself confirms it',
  },
  crowdUsual: 'So many voices alone would be nothing unusual.',
  allowed: (times) => `So far its own past allows up to ${times} times the usual.`,
  people: (reporters, networks) =>
    reporters === '1'
      ? 'One person only.'
      : `${reporters} people from ${networks === '1' ? 'one network' : `${networks} networks`}.`,
  works: (count, shown) =>
    count === 1 ? 'One person answered that it works for them.' : `${shown} people answered that it works for them.`,
  probesWeigh: (odds) =>
    odds === null
      ? 'No probe of ours failed.'
      : `Our own probes got errors, or no answer: that weighs as much as ${odds}.`,
  probesAgainst: (odds) => `Our own probes got an answer: that weighs as much as ${odds} the other way.`,
  amplified: (host, share) =>
    `${share} of the reports of ten minutes say that they come from ${host === null ? 'one site' : `the pages of ${host}`}: those voices alone raise no state.`,
  common: (times) => `The whole site was ${times} times as busy as usual; that was taken into account.`,
  calmer: (odds, asked) => `That it is near the usual again is ${odds}; the rule asks for ${asked}.`,
  figures: (score, threshold) => `In the rule’s own figures: evidence ${score}, threshold ${threshold}.`,
  unjudged: (type) =>
    type === 'corrected' || type === 'withdrawn'
      ? 'A person decided this, not the rule.'
      : 'The rule did not decide this: we had stopped listening.',
  oddsToOne: (odds) => `${odds} to 1`,
  overMillion: 'more than a million to 1',
  rule: (version) => `Rule ${version}`,
  ruleLink: 'the published rule',
}

// All of it

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
  verified: 'No longer only people say so',
  relapsed: 'Rising again',
  reopened: 'Opened again',
  resolved: 'Back to normal',
  corrected: 'Corrected',
  withdrawn: 'Withdrawn',
}

const at = (speed: string | null) => (speed === null ? '' : `, at ${speed} times the speed`)

export const en: Texts = /* @__PURE__ */ (() => ({
  ...liveWords,
  ...chartWords,
  ...officialWords,
  ...whyWords,
  ...frontWords,
  ...providerWords,
  ...reportingWords,
  ...pastWords,
  ...aboutWords,
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

  nowHeading: (failing) =>
    failing === 1
      ? 'One service is making noise.'
      : `${['', '', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'][failing] ?? failing} services are making noise.`,
  nowFalling: 'Reports are falling.',
  nowQuiet: 'Nothing out of the usual.',
  nowRaised: 'No confirmed incident.',
  nowLearning: 'Listening. We do not know yet what is usual.',
  listening: (providers) => `Listening to ${providers} services.`,
  operatorTogether: (operator, count) => `${operator}: ${count} services together`,
  othersTogether: (count) => `${count} services together: something in common`,
  possible: 'Perhaps, too early to say',
  mostReported: 'Most reported',
  mostReportedEmpty: 'No reports in the last 15 minutes.',
  service: 'Service',
  last15: 'Last 15 min',
  usually: 'Usually',
  last6h: 'Last 6 hours',
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
  problem: (kind) => PROBLEM[kind],
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

  incidentOf: (name) => `Incident at ${name}`,
  ongoing: 'ongoing',
  startedAbout: 'Began about',
  startedBetween: 'Began between',
  noticed: 'Noticed',
  ended: 'Back to normal',
  letGo: 'No longer followed: not enough data',
  closed: 'Closed',
  lasted: 'Lasted',
  followed: 'Followed for',
  peak: 'Peak',
  peakValue: (count) => `${count} reports in 15 minutes`,
  timeline: 'How it went',
  event: (type) => EVENT[type],
  eventSilent: { recovering: 'Recovering', relapsed: 'Problems again' },
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
}))()

// echo

export const echoWords: EchoTexts = {
  echoHeading: 'Through which newspapers',
  echoLead: (through, voices) =>
    `Reports of problems sent from a Brusio widget in the page of another site: ${through} of ${voices}.`,
  echoUnchecked: 'The name of the site is what the browser of the person reporting says: nobody has checked it.',
  echoSite: 'Site',
  echoVoices: 'Reports',
  echoShare: 'Of all',
  echoOthers: 'other sites',
  echoUnnamed: 'site not known',
  echoAmplified: 'Amplified',
  echoBrought: (percent, host) =>
    `${percent} of the reports say that they come from ${host === null ? 'one site' : `the pages of ${host}`}.`,
  echoNoState: 'A headline brings its readers: the reports of one newspaper alone do not change the state.',
  echoCopy: 'Copy the sentence',
  echoCopied: 'Copied',
  echoSelected: 'The text is selected: now copy it.',
}

// embed

/** 15 minutes, an hour, six hours, a day. */
function perWidth(ms: number): string {
  const width = ms / 60_000
  if (width < 60) return width === 1 ? 'minute' : `${width} minutes`
  return width === 60 ? 'hour' : width < 1_440 ? `${width / 60} hours` : 'day'
}

export const embedWords: EmbedTexts = {
  embedUsual: (widthMs, band) => `Reports per ${perWidth(widthMs)}.${band ? ' Band: usual up to here.' : ''}`,
  embedSource: 'source: Brusio',
  embedOpen: 'Open on Brusio',
  embedAt: (clock) => `at ${clock}`,
  embedFrozen: (moment) => `Frozen at ${moment}: it shows only what was published by then.`,
  embedHourly: 'Curve by whole hours: counts by the minute are kept for 400 days.',
  embedReason: '. Reason: ',
  embedAmended: (type, name, start, moment, reason) =>
    `${name}, incident that began on ${start}: ${type} on ${moment}. Reason: ${reason}`,
  embedAmendedHere: (type, moment, reason) =>
    `${type === 'withdrawn' ? 'Withdrawn' : 'Corrected'} on ${moment}. Reason: ${reason}`,
  embedOver: (clock, day, length, isLetGo) =>
    `${isLetGo ? 'No longer followed since' : 'Back to normal at'} ${clock} on ${day}, after ${length}.`,
  embedUnavailable: {
    subject: 'Not available: Brusio follows no service of this name.',
    as_of: 'Not available: the moment asked for is no date that can be read, or is still to come.',
    away: 'Not available at this moment: try again in a little while.',
  },
  embedMore: (count) => (count === 1 ? 'and one more service' : `and ${count} more services`),
  embedLicence: 'CC BY 4.0 licence',
  embedBadge: {
    ok: 'reports as usual',
    raised: 'more reports than usual',
    suspected: 'possible problems',
    confirmed: 'many problem reports',
    verified: 'problems verified',
    recovering: 'reports falling',
    recovers: 'recovering',
    collateral: 'reports follow another service',
    unknown: 'not enough data',
    missing: 'not available',
    away: 'not available at the moment',
  },
  embedBadgeMode: { replay: 'replay', simulation: 'simulation' },
  embedNotNow: 'Not available: the data cannot be read at the moment. Try again shortly.',
  embedSearch: 'Find a service',
  embedCancel: 'Cancel',
  embedFailed: 'The line does not answer: we do not know whether it arrived. Try again.',
}

// feed

export const feedWords: FeedTexts = {
  feedTitle: 'Brusio: incidents',
  feedTitleOf: (name) => `Brusio: incidents at ${name}`,
  feedSubtitle:
    'Each step of each incident as it happens: who says so, how many reports, what was corrected. Reports are not affected users, and silence is no guarantee.',
  feedRights: 'CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). Source: Brusio',
  feedMode: { replay: 'REPLAY', simulation: 'SIMULATION' },
  feedModeNote: {
    replay: 'Recorded data, played again: this is not the present.',
    simulation: 'Simulation: the reports are invented, this is not the present.',
  },
  feedWithdrawn: 'Withdrawn',
  feedConfirmed: {
    crowd: (name) => `${name}: many problem reports`,
    probes: (name) => `${name}: our probes find errors`,
    operator: (name) => `${name}: the operator speaks of problems`,
  },
  feedReopened: {
    crowd: (name) => `${name}: many problem reports again`,
    probes: (name) => `${name}: our probes find errors again`,
    operator: (name) => `${name}: the operator speaks of problems again`,
  },
  feedHeard: (name) => `${name}: people report problems as well`,
  feedVerified: {
    crowd: (name) => `${name}: a confirmation that was taken back`,
    probes: (name) => `${name}: our probes confirm the problems`,
    operator: (name) => `${name}: the operator confirms the problems`,
  },
  feedRecovering: (name) => `${name}: reports falling`,
  feedRelapsed: (name) => `${name}: reports rising again`,
  feedSilent: { recovering: (name) => `${name}: recovering`, relapsed: (name) => `${name}: problems again` },
  feedResolved: (name) => `${name}: back to normal`,
  feedLetGo: (name) => `${name}: incident no longer followed, not enough data`,
  feedCollateral: (name) => `${name}: reports that follow another incident`,
  feedCollateralOver: (name) => `${name}: reports that followed another incident are over`,
  feedCorrected: (name) => `${name}: correction of an incident we had published`,
  feedWithdrew: (name) => `${name}: withdrawal of an incident we had published`,
  feedFigures: (count, shown, window, expected) =>
    `${count === 0 ? 'no report' : count === 1 ? 'one report' : `${shown} reports`} in ${window}, usually ${expected}.`,
  feedSaidBy: {
    probes: 'Our probes say so: from reports alone it would not show yet.',
    operator: 'The operator itself says so: from reports alone it would not show yet.',
  },
  feedCorrection: (type, moment, reason) =>
    `${type === 'withdrawn' ? 'Withdrawn' : 'Corrected'} on ${moment}: ${reason}`,
  feedBegan: (when) => `Estimated start: ${when}.`,
  feedLasted: (span, isLetGo) => `${isLetGo ? 'We followed it for' : 'It lasted'} ${span}.`,
  feedReportsNot: 'Reports are not affected users.',
  feedFollow: 'Follow in a feed reader:',
  feedFrame: (name) => `${name}: reports, live. Source: Brusio`,
  feedFrameFrozen: (name) => `${name}: reports of a past moment. Source: Brusio`,
  feedFrameIncident: (name, moment) => `Incident at ${name}, ${moment}. Source: Brusio`,
}

// guide

export const guideWords: GuideTexts = {
  guideTitle: 'Brusio for newsrooms',
  guideDescription:
    'How to put the state of a service into an article: choose, look at the preview, copy the code. No cookies, and no other site is asked.',
  guideLead: 'Choose a service and copy the code. Free, without registration, cookies or other sites.',
  guideLink: 'Put it into an article',
  guideLinkWords: 'Code for element, iframe, AMP, picture and badge',
  guideProse: `
## In short

- Every form shows the same facts: state, reports beside the usual, curve, time, “source: Brusio”.
- **Reports are not affected users.** Whoever cites a figure should say so too.
- Look at the [examples](/newsroom/examples): pages of an invented newspaper, to be tried on a phone as well.
- Lawyers and privacy officers have a [page of their own](/newsroom/legal-office).

## First choice: live, then frozen

In an article about an outage, embed the outage rather than the service. While it lasts the embed is live. When it is over it stays as it
went: an article of March that is read in October does not show October. If no outage is open when you copy, the code is that of the
service, always live.

## The forms

{forms}

## The script: two addresses

The code uses the address **with the version in its name**, and \`integrity\` with its hash: the browser runs that very file, or none. It cannot
change without your knowledge, and it stays: this instance goes on giving each version that it ever gave.

The **stable** address always gives the newest version, with its corrections; for that very reason it can have no hash:

{stable}

## Parameters

Those that we do not know, or whose value makes no sense, are as if they were not written. Only a service that is not there, or a moment that cannot be
read, gives an embed that says “not available”.

{parameters}

## Sizes

- Element and iframe take the width that they find, from 240 pixels up.
- With the theme “as the page” the element looks at the ground on which it stands; iframe and SVG, which cannot see the page, at the reader’s preference; PNG is light.
- The height in the code is enough in the narrowest column too (for the iframe, in one of 320 pixels), and reserves the room beforehand, so that the text below does not jump. In a column of 640
  pixels the element needs only 320 (92 and 76 for each of several services): you may write less, but leave \`min-height\`.
- The picture can be asked for from 240 to 2000 pixels wide and from 160 to 1200 high, with \`width\` and \`height\`.

## What your site must allow

With a Content-Security-Policy these are needed; leave out those that you do not use.

{csp}

\`script-src\` and \`connect-src\` are for the element (\`wss:\` is the live line: without it, it asks for new figures every thirty seconds). \`img-src\` is for pictures
and badges, \`frame-src\` for the iframe. If your \`style-src\` forbids the style written in the element, put
\`brusio-widget { display: grid; min-height: … }\` with the same height into your own sheet. No form asks anybody but this instance for anything.

## Frozen at a moment

- \`as_of\` (of the element, \`as-of\`) takes day, time and zone: \`2023-01-23T09:15+01:00\`. In an address the sign + is written \`%2B\`.
- It shows what had been written by that minute, not a count made again later. The embed says of when it is.
- A correction or a withdrawal shows there too, with its date: that is why a frozen copy may be kept for an hour at most.
- Beyond 400 days, outside the dossier of an outage, whole hours remain, and the embed says so.
- A moment that is yet to come cannot be asked for.

## How fresh it is, and when we are away

The data of a live embed carry \`generated_at\` and, three minutes later, \`stale_after\`. Past that the embed writes that its figures are old: “as usual”
of half an hour ago must not pass for the present. If this instance cannot be reached, or scripts are blocked, of the element its link is left, at the top of the room
that was reserved and stays empty; the iframe shows the browser’s error, the picture its alternative text; the rest of the article does not change.

Live elements and iframes may be kept for five seconds, badges and pictures for a minute at most, what is frozen for an hour, the stable script for five
minutes. Everything has an ETag.

## AMP

The AMP code is an \`amp-iframe\` with \`resizable\`, a picture in its place until it is there, and a button where it wants more room. The framed page
announces its height in the form that AMP understands. AMP wants the iframe to be of another domain: on your site it is.

## Pym

Pym.js too: the framed page sends it its height. Use your own copy of Pym:

{pym}

## WordPress

In the block editor take **Custom HTML** and paste the code. Where scripts are forbidden, use the iframe. The pages of services, operators and
outages announce oEmbed: a site that accepts it from this address makes the embed by itself when the address of the page is pasted.

## Newsletters and print

Scripts do not work in newsletters: use the picture, PNG. It is a photograph of the moment in which it is opened; to fix it, choose “frozen at a
moment”. For print there is SVG too, which can be enlarged: same address, with \`.svg\`.

## Badge

The code is Markdown, for READMEs and status pages. \`label\`, \`style\` and \`lang\` may be added to the address. Users of shields.io can read
\`/badge/libero-mail.json\`.

## Feeds

\`/feed.atom\` and \`/feed.rss\` of everything; \`/p/…/feed.atom\` of a service, \`/o/…/feed.atom\` of an operator. With \`/it\` or \`/en\` in front, the language.
An entry for each update, with an identifier that does not change.

## How to cite

“According to … reports collected by Brusio between … and …”, with the time, the link, and: *reports are not affected users*. The sentence,
ready to be copied, is at the end of the page of each service and outage. From reports alone it does not follow that a service has failed:
“many report problems” is exact, “is down” is not. “Problems verified” is what we write when two networks of probes confirm it, or the
operator itself does.

Your article makes its readers report. We count from which sites reports come, and say so: a headline must not feed itself.

## Errors and corrections

What we correct or withdraw shows in every embed, frozen ones too, with the date. To tell us of an error:

{publisher}
`,

  guideFormHead: ['Form', 'For', 'What runs in your page'],
  guideFormRows: {
    element: ['articles; fits the page and stays live', 'one script of ours, 6 kB at most'],
    iframe: ['articles that want no scripts of others', 'nothing'],
    amp: ['AMP articles', 'nothing of ours: the script of AMP'],
    picture: ['newsletters, print, before consent', 'nothing'],
    badge: ['READMEs, status pages', 'nothing'],
  },
  guideParameterHead: ['Element', 'Address', 'Values', 'Without'],
  guideParameters: {
    provider: 'a service, by the name in its address',
    providers: 'two to eight services, with commas',
    operator: 'all services of an operator',
    incident: 'an outage: it stands still when it is over',
    needed: 'one of these is needed',
    lang: 'element: the language of the page; else that of the browser',
    tz: 'an IANA zone, for example Europe/Rome',
    tzWithout: 'Europe/Rome in Italian, UTC in English',
    asOf: 'a moment in the past, with its zone',
    live: 'live',
    report: 'the button: a service, or an open outage',
    without: 'no button',
  },
  guideResult: 'Code and preview',
  guideWho: 'Which service',
  guideWhoNote: 'A name, an operator, or the address of a page of Brusio. Several services: with a comma between.',
  guideOpen: 'Open outages:',
  guideSeveral: 'Choose from the list, more than one if you like',
  guideForm: 'In which form',
  guideForms: {
    element: 'Element (script)',
    iframe: 'Iframe',
    amp: 'AMP',
    picture: 'Picture',
    badge: 'Badge',
  },
  guideWhen: 'Of when',
  guideWhens: {
    follow: 'Live, then frozen when the outage ends',
    live: 'Always live',
    frozen: 'Frozen at a moment',
  },
  guideWhenNote: 'Without day and time: this minute.',
  guideAt: (zone) => `Day and time (${zone})`,
  guideMore: 'Other choices',
  guideLang: 'Language',
  guideTheme: 'Theme',
  guideThemes: { auto: 'As the page', light: 'Light', dark: 'Dark' },
  guideRange: 'Period',
  guideReport: 'With the button “I have a problem”',
  guideNoReport: 'The button is there for a live service or an open outage, as element, iframe or AMP.',
  guideNotHere: 'changes nothing here',
  guideSubmit: 'Update the code',
  guideCode: 'The code',
  guideCopy: 'Copy the code',
  guideCodeNote: {
    element: 'Paste it where it should appear. The line with the script is needed once per page.',
    iframe:
      'Works also where scripts are forbidden in the text. The height is enough in a column of 320 pixels; it may be changed.',
    amp: 'The line with the script goes into the head of the AMP page, once.',
    picture: 'No script: for newsletters, print, and before consent.',
    badge: 'Markdown, for READMEs and status pages.',
  },
  guideGrow: 'Optional: as high as it has to be, no more and no less',
  guideGrowNote:
    'Once per page, where a script of your own is allowed. It takes the height that the frame tells, and nothing else.',
  guidePreview: 'Preview',
  guideIsFollowed: 'live while it lasts; when it is over, it stays as it went.',
  guideIsQuiet: 'no outage is open, so always live.',
  guideIsLive: 'always live.',
  guideIsFrozen: (moment) => `frozen at ${moment}.`,
  guideUnknown: (words) => `We do not find “${words}”.`,
  guideTooMany: 'At most eight services together.',
  guideBadTime: 'The moment cannot be read, or is yet to come.',
  guideNear: 'Perhaps:',

  guideFallback: (name) => `${name}: reports, source: Brusio`,
  guideFrameTitle: (name) => `${name}: reports, source: Brusio`,
  guidePictureAlt: (name) => `${name}: the curve of reports. Source: Brusio`,
  guidePictureCredit: 'source: Brusio, CC BY 4.0. Reports are not affected users.',
  guideBadgeAlt: (name) => `${name}, source: Brusio`,
  guideAmpMore: 'Show all',

  guideExamplesTitle: 'Examples in a newspaper',
  guideExamplesDescription:
    'Pages of an invented newspaper with the embeds of Brusio: light, dark, narrow, AMP, with many services, frozen at a moment.',
  guideExamplesLead:
    'The newspaper, its articles and its names are invented; the embeds are real, the same that the [guide](/newsroom) gives. Open them with the tools of your browser: nothing of ours is there but what is in the code.',
  guideExamples: {
    light: { name: 'Light page', about: 'The element in the middle of the text.' },
    dark: { name: 'Dark page', about: 'The same, on a dark ground.' },
    narrow: { name: 'Narrow column', about: 'The element in a column of 240 pixels.' },
    amp: { name: 'As in AMP', about: 'An iframe that announces its height to its host, as AMP and Pym have it.' },
    many: { name: 'Twenty services', about: 'Twenty elements on one page: one connection for all.' },
    frozen: { name: 'Frozen at a moment', about: 'As it was then, in an article of then.' },
    report: { name: 'With the button', about: 'Readers report from the article, in two presses.' },
    sandbox: { name: 'Closed iframe', about: 'An iframe that may run its own scripts and nothing else.' },
    static: {
      name: 'Without script',
      about: 'The curve as a picture, and the badge: this is also for before consent.',
    },
  },
  guidePaper: {
    name: 'The Example Daily',
    motto: 'a newspaper that does not exist',
    invented: 'An invented page, to show the embeds of Brusio.',
    back: 'All examples',
    section: 'Technology',
    byline: 'by Ada Example',
    headline: 'The mail is late, and readers write',
    standfirst:
      'Since this morning dozens of messages have reached us about mailboxes that do not open. What is known, and what is not.',
    paragraphs: [
      'The first message came at seven: a reader could not open her mailbox on the phone, and then not on the computer either. At nine there were many, from different towns.',
      'How many they really are, nobody knows. Those who report a problem on a site are some of those who have it; and those who do not have it seldom write to say so.',
      'The operator has been asked and has not answered yet. In the meantime it is wise not to change the password in a hurry, and to keep a copy of what was not sent.',
    ],
    elsewhere: 'On other pages',
    others: ['The bridge opens again in June', 'Bread, according to bakers', 'Three books for the rain'],
    manyHeadline: 'How the services are',
  },

  guideLegalTitle: 'For the legal office',
  guideLegalDescription:
    'What passes between the reader of a newspaper and Brusio when an article has an embed, who answers for it, and how to do without.',
  guideLegalDownload: 'Download the example curve',
  guideLegalProse: `
An embed of Brusio in an article makes the reader’s browser ask this instance for a few files. It writes no cookie, keeps nothing, calls nobody
else, recognises no one. This page says what passes, and how to do without.

## When the article is opened

The reader’s browser asks us for:

| Form | What it asks for |
|---|---|
| Element | the script, then the data of the service when the embed is seen, then updates while it is seen |
| Iframe, AMP | the framed page, its style and its script, then a fresh copy now and then while it is seen |
| Picture, badge | the picture |

With each request travels what HTTP carries: the IP address, the name of the browser, the language, and the address of your page as far as your
\`Referrer-Policy\` allows. It serves to answer. **Of who asks the program writes down nothing**: no address, no browser, no page of origin. An
automatic test of the program asks every address of the embeds with an IP that can be recognised, and looks for it in the logs and in the database.

While a live embed is connected its address is in memory, to count how many connections come from one. Then it is forgotten.

## What is not there

- No cookie, no \`localStorage\`, no other memory of the browser.
- No request to others: no fonts, statistics, delivery networks, advertising.
- No fingerprint of the device, no profile, no identifier that goes from one page to another.
- No access to your page from the iframe: it is of another origin, and with \`sandbox\` it has none at all.

The element is a script, and a script can technically do all that the page can. That is why it has an address with its version and a hash
(\`integrity\`): the browser runs the file that you have examined, or none. If you want no scripts of others, use the iframe or the picture.

## When a reader presses the button

The button is there only if you put it there. Who presses sends: the service, “I have a problem” or “works for me”, what is wrong, a random number with
the time, and the **name of your site** (not the address of the article), so that a headline read by many does not look like a failure. From the IP we derive
the country and the network; with a secret that is overwritten every day we compute a code that keeps anybody from being counted twice, and the IP is
forgotten. Free text cannot be written. What is kept and for how long stands, line by line, on the [privacy](/privacy) page.

## Who answers for it

{publisher}

Brusio is free software: anybody can run an instance of it, and whoever runs this one answers for the processing done here. Whether those who embed and
those who run it decide together on purposes and means (Article 26 of Regulation (EU) 2016/679) depends on how the embed is used: whoever embeds it should consider it. The facts for doing so
are on this page.

## Where it is

With whom and in which country the servers are is declared by whoever runs the instance, above; if it is not stated, ask at the contact. Ask there too about
suppliers in front of it (proxies, delivery networks) that keep logs of their own. The program sends data of readers to nobody.

## Doing without

**Before consent, or always:** host the curve yourselves. It is downloaded as SVG or PNG, stands among your own pictures, and the reader asks us for nothing.

{download}

The pictures are licensed under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/). The line to write: “source: Brusio, CC BY 4.0”, with the time that
the picture carries.

**Or host all of it:** the program has the Apache 2.0 licence and can be installed on a machine of yours. Then it is you who answer for it.

## Corrections and reply

Write to the contact above with the address of the page, what is wrong, and from what it can be seen. A wrong outage is **corrected** or
**withdrawn**, with reason and date, and that shows in every embed, those frozen at a moment too, within an hour. How soon an answer comes is up to whoever
runs the instance.

The operator of a service can reply: its statement appears beside the state, word for word, without paying. How is written in the
[legal notes](/legal).

## What we say, and what we do not

We count reports and make checks of our own; a [public rule](/rule), the same for all, gives a state. It can be wrong, and its measured errors are
published. From reports alone we do not say that a service has failed. The data are offered as they are; the licence of the program excludes warranties,
as far as the law allows. What the article states remains the article’s: that is why the sentence to cite says number, interval and source.

## Deletion

To remove an embed it is enough to remove its code: of those who have read nothing remains here. Readers’ reports are deleted by themselves at the times
stated on the [privacy](/privacy) page; sooner if the one who reported asks, with the number that the report was given.
`,
}

// archive

export const archiveWords: ArchiveTexts = {
  archiveTitle: 'Open data',
  archiveTitleOf: (what) => `Open data: ${what}`,
  archiveDescription:
    'Every minute and every incident that Brusio has counted, as CSV files with signed checksums, under the licence CC BY 4.0.',
  archivePlay:
    'This is a replay or a simulation: of something that is played nothing is archived. An instance that listens to real people has its files here.',
  archiveNone:
    'No day has been written yet. A day is written a little more than two days after its end, when no late report can change it any more.',
  archiveState: (first, last, files, size) => `From ${first} to ${last}: ${files} files, ${size}.`,
  archiveIndex: 'Index (JSON)',
  archiveProviders: 'Services (CSV)',
  archiveNewest: 'Latest manifest',
  archiveMonth: 'Month',
  archiveFiles: 'Files',
  archiveSize: 'Size',
  archiveGrows: 'still growing',
  archiveFile: 'File',
  archiveUntil: 'Written with the day',
  archiveAll: 'All months',
  archiveKinds: { incidents: 'Incidents', events: 'Events of the incidents', uptime: 'When we were listening' },
  archiveLink: 'The same as files: open data',
  archiveProse: (instance) => `
All that this instance has counted since its first day, as files to download: what people reported of each service, minute by minute, what was
usual, and every incident with its corrections. One file a service and month.

{state}

## Licence, and how to cite

The data are under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/): use them for whatever you like, and say where they come from. For
example: “Data: Brusio (${instance}), CC BY 4.0, as of” and the day. Please add that reports are not affected users.

## The files

{months}

## What is in them

CSV in UTF-8 with the names of the columns in the first line, compressed with gzip; an empty cell means “not known” or “not said”, which is not
zero. Times are UTC. A text that a spreadsheet could take for a formula begins with an apostrophe.

| Column of the counts | What it says |
|---|---|
| \`bucket_start\`, \`width\` | when the bucket begins, and how wide it is: \`1m\` or \`1h\` |
| \`facet\`, \`component\`, \`device\` | \`all\`; or \`component_device\`, one part of the service on one kind of device |
| \`reports\` | presses |
| \`problems\`, \`works\` | people, each once in half an hour: “I have a problem”, “works for me” |
| \`expected\`, \`upper\` | how many problems were usual then, and how many still were |
| \`dispersion\`, \`shape\`, \`blind_per_minute\` | how unsteady the usual is, and below how many problems a minute we are blind |

- Hours stand there from the first day and for ever. So do minutes in which anybody reported; a minute without a line is silence, if we were
  listening (\`uptime\` says when).
- Part and device are told by the hour, and only from five people on. Of regions, networks and newspapers there are no counts: so few could be
  somebody.
- A day is written once nothing can change it any more. Counts of a month that is over stay as they are; an incident may be corrected later, and then
  its file is written anew.

## How to check them

Each day has a manifest: the files that changed, with their SHA-256, and the hash of the manifest of the day before. It is signed (a compact JWS,
Ed25519) with the keys of [this instance](/.well-known/jwks.json). Whoever keeps one manifest can show that nothing before it was changed.

{check}

With a copy of the program, \`npm run archive -- --verify DIR --jwks FILE\` checks chain, signatures and files at once, and
\`npm run archive -- --load DIR\` reads them into an empty instance.
`,
}

// apiDocs

export const apiDocsWords: ApiDocsTexts = {
  apiDocsTitle: 'The API',
  apiDocsLink: 'API',
  apiDocsDescription:
    'Read, follow and write what Brusio knows, from a program: routes, fields, limits, licence, examples.',
  apiDocsLead:
    'All that the pages show can be read by programs, without a key: states, counts, incidents, what was said of them. It can be followed live, and told to a server of yours. The examples are files that our tests run; those in JavaScript and Python take the address of this instance from the variable `BRUSIO`.',
  apiDocsLanguage: '',
  apiDocsBegin: 'To begin',
  apiDocsBeginLead:
    'Most programs want one of three: [all states](/docs/api/states), [one service](/docs/api/providers) with its last day, or [incidents](/docs/api/incidents) as they open and end. Without a key, without an account:',
  apiDocsKeys:
    'The answer is that of a server to which the outage of January 2023 was told; long lists are cut after two entries, here and on all these pages. For [webhooks](/docs/api/webhooks), for the [results of agents](/docs/api/agents) and to read more than the limit there are keys: whoever runs this instance gives them, and [is named here](/about). Typed, in TypeScript, without anything to install: [client.ts](/api/v1/client.ts).',
  apiDocsParts: 'What there is',
  apiDocsNames: {
    states: 'States',
    series: 'Series',
    incidents: 'Incidents and citations',
    notices: 'Notices and probes',
    providers: 'Providers',
    reports: 'Reports and receipts',
    agents: 'Results of agents',
    live: 'Live',
    webhooks: 'Webhooks and Web Push',
    embeds: 'Embeds and Statuspage',
    archive: 'Data archive',
    other: 'Others',
  },
  apiDocsBeyond: {
    embeds:
      '`/embed/{subject}.json`: what every embed is made of. `/p/{slug}/api/v2/…`: what reads the pages of Statuspage.',
    archive:
      '`/archive/index.json`: all counts and incidents since the first day as signed files, [to look at here](/archive).',
  },
  apiDocsExamples: 'Programs to run',
}
