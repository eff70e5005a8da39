import type { Answer, Began, ReportOutcome } from '../../shared/report.ts'
import type { ReceiptFault } from '../../shared/receipt.ts'

/**
 * What became of a press, and of one that did not get through. `offline`: this page tries again; `queued`: the browser keeps it, so any page of
 * ours does; `detailed`, `not-detailed`: more of a press that was there.
 */
export type Receipt =
  | ReportOutcome
  | 'detailed'
  | 'not-detailed'
  | 'sending'
  | 'offline'
  | 'queued'
  | 'discarded'
  | 'rate-limited'
  | 'refused'
  | 'unavailable'

export const RECEIPTS: readonly Receipt[] = [
  'counted',
  'repeat',
  'changed',
  'detailed',
  'not-detailed',
  'sending',
  'offline',
  'queued',
  'discarded',
  'rate-limited',
  'refused',
  'unavailable',
]

/** What the script of the form says: the page brings it in its own language. `{clock}` and `{percent}` are filled in. */
export type ReportWords = {
  receipts: Record<Receipt, { title: string; text: string }>
  countsFrom: string
  share: string
}

/** Reporting: form, details, renewal, receipts. */
export type ReportingTexts = {
  receipt(receipt: Receipt, provider: string): { title: string; text: string }
  countsFrom(clock: string): string
  discard: string
  tellThem(name: string): string
  callThem: string
  askThem: string
  worksShare(percent: string): string

  detailsHeading: string
  detailsWorksHeading: string
  detailsHint: string
  detailsComponent: string
  detailsDevice: string
  detailsRegion: string
  detailsBegan: string
  notTold: string
  sendDetails: string
  begins(began: Began): string

  renewalQuestion: string
  stillProblem: string
  worksAgain: string

  reportOn(name: string): string
  reportOnDescription(name: string): string
  allAbout(name: string): string
  reportMost: string
  reportFound(words: string, count: number): string

  keepReceipt: string
  receiptHeading: string
  receiptOf(name: string): string
  receiptProvider: string
  receiptPressed: string
  receiptReceived: string
  receiptAnswer(answer: Answer): string
  receiptSays: string
  receiptOutcome: string
  outcomeWords(outcome: ReportOutcome): string
  receiptNumber: string
  receiptBy: string
  receiptByNobody: string
  receiptProves: string
  receiptProvesNot: string
  receiptKeep: string
  receiptPlay: string
  receiptText: string
  receiptCheckHere: string
  checkHeading: string
  checkLead: string
  checkLabel: string
  checkButton: string
  checkValid: string
  checkValidText(by: string): string
  checkFault(fault: ReceiptFault): { title: string; text: string }
  checkKeys: string
}
