import type { Began, ReportOutcome } from '../../shared/report.ts'
import type { ReceiptFault } from '../../shared/receipt.ts'
import type { Receipt, ReportingTexts } from './reporting.ts'

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

export const reportingEn: ReportingTexts = {
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
  reportSearch: 'Find a service',
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
