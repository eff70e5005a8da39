import { LOCALE, type Lang } from '../locales/language.ts'
import { queueTexts } from '../locales/queue.ts'
import { discardQueued, dropQueued, onDiscarded, readQueued, type Queued } from './report-queue.ts'
import { sendReport, waitForLine } from './send-report.ts'

const LOCK = 'brusio.queue'

/** Sends what is waiting, and says so at the top of the page. Of several tabs one does it. */
export async function flushQueue(storage: Storage, lang: Lang): Promise<void> {
  const flush = async () => {
    await Promise.all(readQueued(storage, Date.now()).map((queued) => sendOne(storage, queued, lang)))
  }
  // Without locks two tabs may send the same: it has one id, and stays one report.
  if (navigator.locks === undefined) return flush()
  await navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock === null ? undefined : flush()))
}

async function sendOne(storage: Storage, { report, name }: Queued, lang: Lang): Promise<void> {
  const t = queueTexts[lang]
  const pressedAt = Date.parse(report.observed_at)
  const at = new Intl.DateTimeFormat(LOCALE[lang], { dateStyle: 'short', timeStyle: 'short' }).format(pressedAt)
  const changedMind = new AbortController()
  const note = createNote(t.waiting(name, at), t.discard, () => changedMind.abort())
  const forget = onDiscarded(report.id, () => changedMind.abort())
  const { receipt } = await sendReport(report, {
    fetch: (...args) => fetch(...args),
    wait: waitForLine(changedMind.signal),
    now: () => pressedAt,
    random: Math.random,
    notYet: () => undefined,
    signal: changedMind.signal,
  })
  forget()
  // These are not its end: the next page tries again.
  if (receipt === 'discarded') discardQueued(storage, report.id)
  else if (receipt !== 'rate-limited' && receipt !== 'unavailable') dropQueued(storage, report.id)
  note.became(t.became(receipt, name, at), receipt)
}

function createNote(text: string, discard: string, onDiscard: () => void) {
  const note = document.createElement('div')
  note.className = 'queue-note'
  note.setAttribute('role', 'status')
  note.tabIndex = -1
  const words = document.createElement('p')
  words.textContent = text
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'quiet-button'
  button.textContent = discard
  button.addEventListener('click', onDiscard)
  note.append(words, button)
  document.querySelector('main')?.prepend(note)
  return {
    became(outcome: string, receipt: string): void {
      words.textContent = outcome
      note.dataset.receipt = receipt
      // The focus does not fall off the page with the button it was on.
      if (document.activeElement === button) note.focus({ preventScroll: true })
      button.remove()
    },
  }
}
