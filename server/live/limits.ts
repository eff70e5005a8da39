/** Everything an outsider controls on a socket or event stream, in one place. Lengths of time are real time. */
export const LIVE_LIMITS = {
  /** Sockets and event streams in all: at under 15 kB each they take at most 300 MB. */
  sockets: 20_000,
  /** Of one address (IPv6: its /64). A page opens one; a mobile carrier's address is many people. */
  socketsPerAddress: 100,
  /** As many as one subscribe message can name. */
  topicsPerSocket: 50,
  /** A subscribe message with 50 topics of 100 characters has 5,200 bytes. */
  messageBytes: 8_192,
  messageFragments: 16,
  /** Messages (of any kind, pings and unasked pongs too) at once, and how fast the allowance comes back. */
  messagesAtOnce: 20,
  messagesPerSecond: 2,
  /** Not yet taken by the network; more and the socket is let go. Fifty snapshots of 5 kB fit twice. */
  bufferedBytes: 512 * 1024,
  /** What is remembered of a topic whose messages are kept. Of two of them it fits into the buffer of one listener. */
  keptMessages: 500,
  keptBytes: 192 * 1024,
  /** Such a topic goes on, and is read, for so long after its last listener: a break is shorter. */
  keptMs: 5 * 60_000,
}
export type LiveLimits = typeof LIVE_LIMITS

/** Data that did not change are told again this often, so that a listener knows that we live and what time it is. */
export const QUIET_MS = 5_000

/** After so many sends the hub lets others have the event loop: 10,000 sends take about 100 ms. */
export const SENDS_PER_BREATH = 500
