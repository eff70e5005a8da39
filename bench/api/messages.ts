/** What the bench and its processes of listeners say to each other. Listeners are numbered; each process has those from `from` to below `to`. */
export type ListenerOrder =
  | { connect: { url: string; topics: string[]; from: number; to: number } }
  /** From now on these words are what is waited for, and what came before is forgotten. */
  | { await: string }
  | 'count'
  | 'report'

/** `arrivedAt`: when each listener heard the words first, epoch milliseconds with parts of one. */
export type Heard = { open: number; closed: number; arrivedAt: number[] }

/** Each of so many listens over server-sent events, the others over a socket. */
const EVENTS_EVERY = 10
/** Each of so many listens to one topic more. */
const TWO_TOPICS_EVERY = 7

export type Way = { topics: string[]; way: 'socket' | 'events' }

/** What a listener hears, and how: all kinds of topics over both ways. */
export function wayOf(index: number, topics: readonly string[]): Way {
  const count = index % TWO_TOPICS_EVERY === 0 ? 2 : 1
  const heard = Array.from({ length: Math.min(count, topics.length) }, (_, i) => topics[(index + i) % topics.length]!)
  // Not a multiple of the number of topics, or events would be of one topic only.
  const isEvents = Math.floor(index / topics.length) % EVENTS_EVERY === 0
  return { topics: heard, way: isEvents ? 'events' : 'socket' }
}
