import { v7 } from 'uuid'
import type { ProviderLive } from '../../shared/live.ts'
import type { Answer, NewReport, ReportReceipt } from '../../shared/report.ts'
import { worksShare } from '../works-share.ts'
import { createRenewal } from './renewal.ts'
import { offerDetails } from './report-details.ts'
import { discardQueued, dropQueued, keepQueued, onDiscarded, shelf } from './report-queue.ts'
import { createReportReceipt } from './report-receipt.ts'
import { sendReport, waitForLine } from './send-report.ts'

/** Fields that a press may carry, by the names they have in the form. */
const DETAILS = ['problem', 'component', 'device', 'region', 'began'] as const
type Details = Pick<NewReport, (typeof DETAILS)[number]>

/** Sends what the plain form would send and stays on the page. */
export class ReportForm extends HTMLElement {
  /** Domain time: the id of a report carries it. */
  now: () => number = Date.now
  #sending: AbortController | undefined
  #receipt = createReportReceipt(this)
  #renewal = createRenewal({
    now: () => this.now(),
    show: (due) => this.#renew(due),
    every: (ms, call) => {
      const timer = setInterval(call, ms)
      return () => clearInterval(timer)
    },
  })

  connectedCallback(): void {
    this.addEventListener('submit', (event) => {
      if (!(event.target instanceof HTMLFormElement)) return
      event.preventDefault()
      // Not disabled buttons: those lose the focus.
      if (this.#sending === undefined) void this.#press(event.target, event.submitter)
    })
    this.querySelector('[data-part=discard]')?.addEventListener('click', () => this.#sending?.abort())
  }

  /** What is new of the provider. */
  hear({ tail, incident }: Pick<ProviderLive, 'tail' | 'incident'>): void {
    this.#renewal.hear(incident !== null)
    const line = this.querySelector<HTMLElement>('.share')
    const share = worksShare(tail)
    if (line === null) return
    line.hidden = share === undefined
    line.textContent = share === undefined ? '' : this.#receipt.words().share.replace('{percent}', share)
  }

  async #press(from: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
    const form = new FormData(from, submitter)
    const answer: Answer = form.get('answer') === 'works' ? 'works' : 'problem'
    const given: Details = Object.fromEntries(
      DETAILS.map((name) => [name, form.get(name)]).filter(([, value]) => value !== null && value !== ''),
    )
    if (from.matches('.details')) return this.#detail(given, answer)
    // "Still" speaks of what was wrong before.
    const still = from.closest('.renewal') !== null && answer === 'problem' ? this.#renewal.last() : {}
    const said = { ...still, ...given }
    this.#receipt.clear()
    const { receipt, taken } = await this.#send(said, answer)
    this.#receipt.show(receipt, taken?.counts_from)
    if (taken !== null) this.#taken(answer, said, taken)
    this.#receipt.focus()
  }

  async #detail(given: Details, answer: Answer): Promise<void> {
    const { receipt, taken } =
      Object.keys(given).length === 0 ? { receipt: 'repeat' as const, taken: null } : await this.#send(given, answer)
    if (receipt === 'discarded') this.#receipt.show('not-detailed')
    else if (taken === null && receipt !== 'repeat') this.#receipt.show('not-detailed')
    else {
      this.#receipt.close()
      this.#receipt.show(receipt === 'repeat' ? 'detailed' : receipt, taken?.counts_from)
    }
    this.#receipt.focus()
  }

  async #send(details: Details, answer: Answer) {
    const id = v7({ msecs: Math.floor(this.now()) })
    const pressedAt = new Date(this.now()).toISOString()
    const report: NewReport = { id, provider: this.dataset.provider ?? '', answer, via: 'site', ...details }
    const changedMind = new AbortController()
    const storage = shelf()
    const keep = () =>
      keepQueued(storage, {
        report: { ...report, id, observed_at: pressedAt },
        name: this.dataset.name ?? '',
        keptAt: Date.now(),
      })
    this.#sending = changedMind
    this.setAttribute('aria-busy', 'true')
    this.#receipt.show('sending')
    // Closed before the line has said anything: the press is not lost.
    addEventListener('pagehide', keep)
    const forget = onDiscarded(id, () => changedMind.abort())
    try {
      const { receipt, answer: taken } = await sendReport(report, {
        fetch: (...args) => fetch(...args),
        wait: waitForLine(changedMind.signal),
        now: () => Date.parse(pressedAt),
        random: Math.random,
        notYet: () => this.#receipt.show(keep() ? 'queued' : 'offline'),
        signal: changedMind.signal,
      })
      if (receipt === 'discarded') discardQueued(storage, id)
      else dropQueued(storage, id)
      return { receipt, taken }
    } finally {
      removeEventListener('pagehide', keep)
      forget()
      this.#sending = undefined
      this.removeAttribute('aria-busy')
    }
  }

  /** The server has it: what else may be said of it, and when it may be said anew. */
  #taken(answer: Answer, said: Details, taken: ReportReceipt): void {
    this.querySelector('details')?.removeAttribute('open')
    this.#receipt.keep(taken.id)
    if (taken.outcome === 'changed') return
    const { began: _, ...kept } = said
    this.#renewal.pressed(answer, kept, taken.counts_from)
    offerDetails(this, answer, taken.country)
  }

  #renew(due: boolean): void {
    const box = this.querySelector<HTMLElement>('.renewal')
    if (box === null || box.hidden === !due) return
    box.hidden = !due
    if (due) this.#receipt.leave()
  }
}
