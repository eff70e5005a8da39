import type { ProbeOutcome } from '../../../shared/probe.ts'
import { outcomeOfPage } from '../../probe/http.ts'

export type ReadOutcome = { outcome: ProbeOutcome; status: number | null }

/** So much of a message is looked at: what says how it failed stands at its beginning. */
const MAX_MESSAGE_CHARS = 4_000

/**
 * How something failed, by what the libraries beneath the tools say (Node's and axios' words, Go's, ping's). The first that fits: what quotes the
 * page comes first, for the page may say anything.
 */
const SAYINGS: [saying: RegExp, outcome: ProbeOutcome][] = [
  [/but keyword is (?:not in|present in)|value is not equal to expected|JSON query does not pass/, 'content'],
  // The tool's own resolver was not reached: that says nothing of the name.
  [/EAI_AGAIN|server misbehaving|\blookup \S{1,255} .{0,300}?(?:timeout|refused|unreachable)/, 'unreachable'],
  [/ENOTFOUND|ENODATA|no such host|NXDOMAIN|queryA+ ESERVFAIL/, 'dns'],
  [/ECONNREFUSED|connection refused/i, 'refused'],
  [/ECONNRESET|connection reset|socket hang up|\bEOF\b/i, 'reset'],
  [/EHOSTUNREACH|ENETUNREACH|no route to host|network is unreachable|packet loss/i, 'unreachable'],
  [/ETIMEDOUT|timeout|timed out|deadline exceeded|no heartbeat/i, 'timeout'],
  [/certificate|x509:|\btls: |ERR_TLS|ERR_SSL|SSL routines/, 'tls'],
  [/malformed HTTP|HPE_INVALID|Parse Error|redirects/i, 'protocol'],
]

/**
 * What Gatus' conditions mean, the most telling first. That a certificate or a domain will expire is no failure yet, so nothing (`internal`);
 * a slow answer is the mildest failure there is, so `timeout`: it only confirms what people say.
 */
const CONDITIONS: [condition: RegExp, outcome: ProbeOutcome][] = [
  [/❌ - `[^`]*\[BODY\]/, 'content'],
  [/❌ - `[^`]*\[DNS_RCODE\]/, 'dns'],
  [/❌ - `[^`]*\[CONNECTED\]/, 'unreachable'],
  [/❌ - `[^`]*\[RESPONSE_TIME\]/, 'timeout'],
  [/❌ - `[^`]*\[(?:CERTIFICATE|DOMAIN)_EXPIRATION\]/, 'internal'],
]

const STATUS = /Request failed with status code (\d{3})/
const STATUS_CONDITION = /❌ - `\[STATUS\] \((\d{3})\)/

/**
 * The outcome that a tool's message about a failure tells. Where it is not clear: `unreachable`, the least that "down" can mean. It is taken
 * for silence, which confirms what people say and makes no incident alone; any other class would claim an answer that nobody saw.
 */
export function outcomeOfMessage(message: string): ReadOutcome {
  const text = message.slice(0, MAX_MESSAGE_CHARS)
  const conditionsAt = text.search(/[✅❌] - `/u)
  // A condition quotes the page as well.
  const words = conditionsAt < 0 ? text : text.slice(0, conditionsAt)
  const said = SAYINGS.find(([saying]) => saying.test(words))?.[1]
  if (said === 'content') return { outcome: said, status: null }
  const status = Number(STATUS.exec(words)?.[1] ?? STATUS_CONDITION.exec(text)?.[1] ?? 0)
  // What we would have called up, the tool was told to call down.
  if (status >= 100 && status <= 599) return { outcome: isBlocked(status) ? 'blocked' : 'status', status }
  return { outcome: said ?? CONDITIONS.find(([met]) => met.test(text))?.[1] ?? 'unreachable', status: null }
}

const isBlocked = (status: number): boolean =>
  outcomeOfPage({ status, headers: {}, body: Buffer.alloc(0) }) === 'blocked'
