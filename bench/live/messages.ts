/** What the processes of `bench live` say to each other. */
export const TOPIC = 'provider:bench'
/** Of each kind one; listeners are spread over them, each hears one, and all are told each time. */
export const TOPICS = [TOPIC, 'provider:other', 'overview', 'category:mail', 'operator:bench', 'embed:it:bench']

export type ServerKind = 'hub' | 'bare'
export type ServerCall = 'port' | 'listeners' | 'rss' | 'broadcast'
export type Broadcast = { cpuMs: number; wallMs: number }

export type ListenerOrder = { connect: { port: number; sockets: number } } | 'count' | 'report' | 'reset'
/** The answer to `report`; the others answer with a count of updates. `received` counts updates, `delays` are milliseconds from the making of a message to its arrival, in steps. */
export type Heard = { open: number; closed: number; received: number; delays: number[] }

/** Delays are counted in half milliseconds up to ten seconds; a list of each would weigh more than what is measured. */
export const DELAY_STEP_MS = 0.5
export const DELAY_STEPS = 20_000
