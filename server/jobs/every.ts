import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log.ts'

/** Told after every turn of a job; `ms`: real time that it took. */
export type OnTurn = (job: string, outcome: 'ok' | 'failed', ms: number) => void

/**
 * A loop on real time: the first turn at once, then one every `ms`, never two at once; a turn that took longer is followed by the next
 * one immediately. What a turn throws is logged (the first of a row of failures, and the recovery) and the loop goes on.
 * `close` resolves when no turn is running and none will.
 */
export function every(options: {
  ms: number
  log: Log
  name: string
  run(): Promise<void>
  onTurn?: OnTurn | undefined
}): { close(): Promise<void> } {
  const { ms, log, name, onTurn } = options
  const closing = new AbortController()
  const loop = (async () => {
    let failures = 0
    while (!closing.signal.aborted) {
      const began = performance.now()
      try {
        await options.run()
        if (failures > 0) log.info({ job: name, failures }, 'job works again')
        failures = 0
        onTurn?.(name, 'ok', performance.now() - began)
      } catch (error) {
        if (failures++ === 0) log.error({ job: name, err: error }, 'job failed, and will be tried again')
        else log.debug({ job: name, err: error, failures }, 'job failed again')
        onTurn?.(name, 'failed', performance.now() - began)
      }
      // At least one turn of the event loop, or a slow job would starve everything else.
      const rest = Math.max(0, ms - (performance.now() - began))
      await sleep(rest, undefined, { signal: closing.signal }).catch(() => {})
    }
  })()
  return {
    async close() {
      closing.abort()
      await loop
    },
  }
}
