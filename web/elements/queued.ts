import type { Lang } from '../locales/language.ts'
import { readQueued, shelf } from './report-queue.ts'

/** On every page: what an earlier page could not send is sent. What does it is only fetched where there is something to send. */
export function sendQueued(lang: Lang): void {
  const storage = shelf()
  if (storage === undefined || readQueued(storage, Date.now()).length === 0) return
  void import('./queue-note.ts').then(({ flushQueue }) => flushQueue(storage, lang))
}
