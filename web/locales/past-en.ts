import { historyEn } from './history-en.ts'
import { methodEn } from './method-en.ts'
import type { PastTexts } from './past.ts'

export const pastEn: PastTexts = {
  ...historyEn,
  ...methodEn,
  storyOpen: (span) => `It has lasted for ${span}.`,
  storyOver: (span) => `It lasted ${span}:`,
  storyPeak: (count, usual) => `At most ${count} reports in 15 minutes${usual === null ? '' : `, usually ${usual}`}.`,
  storyVerified: (isOver) =>
    isOver
      ? 'Not only people said so: our probes on two networks confirmed it, or the operator itself.'
      : 'Not only people say so: our probes on two networks have confirmed it, or the operator itself.',
  storyCrowd: (isOver) =>
    isOver
      ? 'People said so: no check of ours confirmed it.'
      : 'People say so: no check of ours has confirmed it so far.',
  storyIn: (name, when, span, isOver) =>
    isOver
      ? `Reports of problems with ${name}: ${when}, for ${span}.`
      : `Reports of problems with ${name}: for ${span}, and going on (since ${when}).`,
  allIncidentsOf: (name) => `All incidents of ${name}`,
  testimonyNow: 'Who speaks now',
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
  cite: (count, shown, name, from, to, zone) =>
    `According to ${count === 1 ? 'one report' : `${shown} reports`} on Brusio between ${from} and ${to} (${zone}), there were problems with ${name}; reports are not affected users.`,
  citeNot: {
    replay: 'There is nothing to cite here: these are data recorded elsewhere, played again. It is not the present.',
    simulation: 'There is nothing to cite here: this is a simulation, and its reports are invented.',
    withdrawn: 'Not to be cited: we have withdrawn it.',
    collateral: 'Not to be cited as a problem of this service: its reports follow somebody else’s incident.',
    silent: 'No report to cite: our probes or the operator say so, not people.',
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
}
