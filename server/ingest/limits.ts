import { HOUR_MS, MINUTE_MS } from '../../shared/time.ts'

// Everything a reporter controls has its limit here. Domain time for instants, real time for patience and rates.

/** A full report is under 500 bytes. */
export const MAX_REPORT_BYTES = 4_096

/** Longer ones are cut before they are read or remembered; browsers stay below 300. */
export const MAX_USER_AGENT = 512

/** How far a client's id may lie from our clock: it decides the partition, and a retry must find its first try. */
export const ID_BACK_MS = 72 * HOUR_MS
export const AHEAD_MS = 5 * MINUTE_MS

/** What was seen may be as old, and no older than voices are kept: else nobody could say whether its reporter had spoken. */
export const OBSERVED_BACK_MS = 48 * HOUR_MS

/** Addresses the rate limiter remembers in a minute; past it new ones pass, for memory is worth more than the count. */
export const MAX_TRACKED_ADDRESSES = 100_000
/** User agents and referrers whose reading is remembered. */
export const MAX_REMEMBERED_TEXTS = 5_000
/** Proxies looked at in one X-Forwarded-For, from the right. */
export const MAX_FORWARDED_HOPS = 10

/** Reports waiting for their commit; past it 503 with Retry-After at once. */
export const MAX_WAITING_REPORTS = 20_000
export const MAX_BATCH = 500
/** How long a report waits for its commit, failed tries included, before its caller hears 503. */
export const PATIENCE_MS = 5_000
export const RETRY_AFTER_S = 5
