import type { Since } from '../../shared/live.ts'
import { TOPIC } from '../../shared/live.ts'

/** Longer is none of ours. */
export const MAX_EVENT_ID = 200
const SEQ = /^\d{1,15}$/

/** `run/topic/seq/topic/seq…`: how far a listener has heard all its topics whose messages are kept, because a browser gives only the last id back. */
export function eventId(run: string, places: ReadonlyMap<string, number>): string {
  return [run, ...[...places].flatMap(([topic, seq]) => [topic, String(seq)])].join('/')
}

/** What cannot be read is as if it had not been said: there is a snapshot. */
export function readEventId(id: string | undefined): Since | undefined {
  if (id === undefined || id.length > MAX_EVENT_ID) return undefined
  const [run = '', ...places] = id.split('/')
  if (run === '' || places.length % 2 !== 0) return undefined
  const seq: Record<string, number> = {}
  for (let i = 0; i < places.length; i += 2) {
    const [topic = '', number = ''] = places.slice(i)
    if (!TOPIC.test(topic) || !SEQ.test(number)) return undefined
    seq[topic] = Number(number)
  }
  return { run, seq }
}
