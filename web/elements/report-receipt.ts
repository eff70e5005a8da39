import { LOCALE, type Lang } from '../locales/language.ts'
import type { Receipt, ReportWords } from '../locales/reporting.ts'

const clockOf = (instant: string): string =>
  new Intl.DateTimeFormat(LOCALE[document.documentElement.lang as Lang], { hour: '2-digit', minute: '2-digit' }).format(
    Date.parse(instant),
  )

/** The box under the buttons that says what became of a press, in the words that the page brought along. */
export function createReportReceipt(form: HTMLElement) {
  const part = (selector: string) => form.querySelector<HTMLElement>(selector)
  const box = () => part('.receipt')
  let read: ReportWords | undefined
  const words = (): ReportWords => (read ??= JSON.parse(form.dataset.words ?? '') as ReportWords)
  const hide = (selector: string, hidden: boolean) => {
    const element = part(selector)
    if (element !== null) element.hidden = hidden
  }

  return {
    words,
    show(receipt: Receipt, countsFrom: string | null = null): void {
      const shown = box()
      if (shown === null) return
      const { title, text } = words().receipts[receipt]
      const isLater = receipt === 'changed' && countsFrom !== null
      const later = isLater ? ` ${words().countsFrom.replace('{clock}', clockOf(countsFrom))}` : ''
      hide('[data-part=discard]', receipt !== 'offline' && receipt !== 'queued')
      shown.hidden = false
      shown.dataset.receipt = receipt
      part('[data-part=receipt-title]')!.textContent = title
      part('[data-part=receipt-text]')!.textContent = `${text}${later}`
      // Under the open sheet of a phone nobody would see what became of the press.
      if (receipt !== 'sending') shown.scrollIntoView({ block: 'nearest' })
    },
    /** Takes away what was offered for the press before. */
    clear(): void {
      hide('.keep', true)
      hide('form.details', true)
    },
    /** The details are said. */
    close: () => hide('form.details', true),
    /** From now on there is a receipt to keep. */
    keep(id: string): void {
      const link = part('.keep a') as HTMLAnchorElement | null
      if (link !== null) link.href = link.href.replace(/[^/]*$/, id)
      hide('.keep', false)
    },
    /** Where a screen reader goes on, and the next Tab begins. */
    focus(): void {
      const shown = box()
      shown?.focus({ preventScroll: true })
      // With what came after it the box may be taller than the screen: then its first line is what is seen.
      shown?.scrollIntoView({ block: 'nearest' })
      part('.became')?.scrollIntoView({ block: 'nearest' })
    },
    /** Makes room for something newer; who is still in there is not interrupted. */
    leave(): void {
      if (!box()?.contains(document.activeElement)) hide('.receipt', true)
    },
  }
}
