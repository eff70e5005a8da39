import { setTimeout as sleep } from 'node:timers/promises'
import { startChild } from '../live/child.ts'
import type { Used } from './prober.ts'
import { startTargets } from './targets.ts'

export type Watched = {
  targets: number
  looks: number
  /** Of one core. */
  corePercent: number
  /** Targets that were asked by two at once. */
  overlapped: number
  /** Looks at targets that are up that came back with anything else. */
  wrong: number
  /** Targets that nobody asked. */
  unasked: number
}

/** One process asks `amount` targets on loopback, each every `everyMs`, for `forMs` (at least one period); the targets count. */
export async function watch(amount: number, everyMs: number, forMs: number): Promise<Watched> {
  const targets = await startTargets(amount, everyMs)
  const child = startChild('../probes/prober.ts')
  try {
    await child.ask<true>(targets.all)
    await child.ask<Used>('used')
    await sleep(forMs)
    const { cpuMs, wallMs, looks } = await child.ask<Used>('used')
    const counts = targets.counts()
    return {
      targets: amount,
      looks: looks.length,
      corePercent: (100 * cpuMs) / wallMs,
      overlapped: counts.filter(({ most }) => most > 1).length,
      wrong: looks.filter(({ target, outcome }) => outcome !== 'up' && !targets.silent.has(target)).length,
      unasked: counts.filter(({ asked }) => asked === 0).length,
    }
  } finally {
    await child.stop()
    await targets.close()
  }
}
