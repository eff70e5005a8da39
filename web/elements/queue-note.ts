import { LOCALE, type Lang } from '../locales/language.ts'
import { queueTexts } from '../locales/queue.ts'
import { dropQueued, readQueued, type Queued } from './report-queue.ts'
import { sendReport, waitForLine } from './send-report.ts'

const LOCK = 'brusio.queue'

/** Sends what is waiting, one after the other, and says so at the top of the page. Of several tabs one does it. */
export async function flushQueue(storage: Storage, lang: Lang): Promise<void> {
  const flush = () => sendAll(storage, lang)
  // Without locks two tabs may send the same: it has one id, and stays one report.
  if (navigator.locks === undefined) return flush()
  await navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock === null ? undefined : flush()))
}

async function sendAll(storage: Storage, lang: Lang): Promise<void> {
  for (const queued of readQueued(storage, Date.now())) await sendOne(storage, queued, lang)
}

async function sendOne(storage: Storage, { report, name }: Queued, lang: Lang): Promise<void> {
  const t = queueTexts[lang]
  const at = new Intl.DateTimeFormat(LOCALE[lang], { dateStyle: 'short', timeStyle: 'short' }).format(
    Date.parse(report.observed_at),
  )
  const changedMind = new AbortController()
  const note = document.createElement('div')
  note.className = 'queue-note'
  note.setAttribute('role', 'status')
  const words = document.createElement('p')
  words.textContent = t.waiting(name, at)
  const discard = document.createElement('button')
  discard.type = 'button'
  discard.className = 'quiet-button'
  discard.textContent = t.discard
  discard.addEventListener('click', () => changedMind.abort())
  note.append(words, discard)
  document.querySelector('main')?.prepend(note)

  const { receipt } = await sendReport(report, {
    fetch: (...args) => fetch(...args),
    wait: waitForLine(changedMind.signal),
    // What is sent says itself when it was pressed.
    now: () => Date.parse(report.observed_at),
    random: Math.random,
    notYet: () => undefined,
    signal: changedMind.signal,
  })
  // These are not its end: the next page tries again.
  if (receipt !== 'rate-limited' && receipt !== 'unavailable') dropQueued(storage, report.id)
  words.textContent = t.became(receipt, name, at)
  note.dataset.receipt = receipt
  discard.remove()
}
