import { v7 } from 'uuid'
import type { Answer, NewReport } from '../../shared/report.ts'
import type { ProblemKind } from '../../shared/provider.ts'
import { formatClock, type Reader } from '../format.ts'
import { liveTexts, type Receipt } from '../locales/live.ts'
import { sendReport } from './send-report.ts'
import { setText } from './times.ts'

/** Sends what the plain form would send and stays on the page. */
export class ReportForm extends HTMLElement {
  reader: Reader = { lang: 'it', zone: undefined }
  /** Domain time: the id of a report carries it. */
  now: () => number = Date.now

  connectedCallback(): void {
    this.addEventListener('submit', (event) => {
      if (!(event.target instanceof HTMLFormElement)) return
      event.preventDefault()
      void this.#send(new FormData(event.target, event.submitter))
    })
  }

  async #send(form: FormData): Promise<void> {
    const answer: Answer = form.get('answer') === 'works' ? 'works' : 'problem'
    const problem = field(form, 'problem')
    const component = field(form, 'component')
    const report: NewReport = {
      id: v7({ msecs: Math.floor(this.now()) }),
      provider: this.dataset.provider ?? '',
      answer,
      via: 'site',
      ...(problem === undefined ? {} : { problem: problem as ProblemKind }),
      ...(component === undefined ? {} : { component }),
    }
    this.#show('sending')
    this.#busy(true)
    const sent = await sendReport(report, {
      fetch: (...args) => fetch(...args),
      wait: waitForLine,
      now: this.now,
      random: Math.random,
      tell: (receipt) => this.#show(receipt),
    }).finally(() => this.#busy(false))
    this.#show(sent.receipt, sent.countsFrom)
    const counted = sent.receipt === 'counted' || sent.receipt === 'repeat'
    if (counted) this.querySelector('details')?.removeAttribute('open')
    const parts = this.querySelector<HTMLFormElement>('form.component')
    if (parts !== null) parts.hidden = !(counted && answer === 'problem' && component === undefined)
  }

  #show(receipt: Receipt, countsFrom: string | null = null): void {
    const words = liveTexts[this.reader.lang]
    const { title, text } = words.receipt(receipt, this.dataset.name ?? '')
    const later =
      receipt === 'changed' && countsFrom !== null
        ? ` ${words.countsFrom(formatClock(this.reader, Date.parse(countsFrom)))}`
        : ''
    const box = this.querySelector<HTMLElement>('.receipt')
    if (box === null) return
    box.hidden = false
    box.dataset.receipt = receipt
    setText(box.querySelector('[data-part=receipt-title]'), title)
    setText(box.querySelector('[data-part=receipt-text]'), `${text}${later}`)
    // Under the open sheet of a phone nobody would see what became of the press.
    if (receipt !== 'sending') box.scrollIntoView({ block: 'nearest' })
  }

  #busy(busy: boolean): void {
    for (const button of this.querySelectorAll('button')) button.disabled = busy
  }
}

function field(form: FormData, name: string): string | undefined {
  const value = form.get(name)
  return typeof value === 'string' && value !== '' ? value : undefined
}

function waitForLine(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    addEventListener('online', done)
  })
}
