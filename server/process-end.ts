import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from './log.ts'
import { isForgottenQuery } from './store/forgotten-query.ts'

/**
 * What nobody caught ends the process, as it should: nobody knows what is whole then. It ends with a line like all others; Node's own words would
 * show the error as it is, with the row that PostgreSQL complains of.
 */
export function sayLastWords(log: Log): void {
  process.on('uncaughtException', (error: unknown) => {
    log.fatal({ err: error }, 'nobody expected this: the process ends')
    process.exit(1)
  })
  process.on('unhandledRejection', (reason) => {
    if (!isForgottenQuery(reason)) throw reason
    log.warn({ err: reason }, 'a connection was destroyed while it opened')
  })
}

/**
 * SIGINT and SIGTERM: the server says that it is about to end, waits as long as whoever sends it requests needs to notice (`drainMs`, real time), and
 * ends. A second signal ends the waiting; it does not cut short the closing.
 */
export function endOnSignal(server: { retire(): void; close(): Promise<void> }, drainMs: number): void {
  const waiting = new AbortController()
  let isTold = false
  async function end(): Promise<void> {
    if (isTold) waiting.abort()
    isTold = true
    server.retire()
    if (drainMs > 0) await sleep(drainMs, undefined, { signal: waiting.signal }).catch(() => {})
    await server.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end())
}
