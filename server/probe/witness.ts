import type { ProbeOutcome } from '../../shared/probe.ts'

/** What a broken line of our own looks like. Everything else came from somebody at the other end. */
const DOUBTFUL: ReadonlySet<ProbeOutcome> = new Set(['dns', 'unreachable', 'timeout'])

/** So many targets failing in a row, with none answering in between, are our own line and not theirs. */
const TOGETHER = 3

export type Heard = { target: string; outcome: ProbeOutcome }

export type Witness<T extends Heard> = {
  /** Takes results in the order they end, and keeps them; gives back those that this one settles, perhaps not itself. */
  hear(result: T): T[]
  /** Nothing gets out: what fails now is no evidence. */
  offline(): boolean
}

/**
 * A machine that lost its own line would see everybody fail at once. So a doubtful failure waits for the next result: when
 * somebody else answers, the line is fine and the failure counts; when `TOGETHER` targets (all, where there are fewer) fail
 * with no answer in between, all of them, and what follows until the first answer, become `internal`.
 *
 *   a  dns ·······················│ b answers: a's dns counts
 *   b       up                    │
 *   a  dns ··········│ three in a row, no answer: all internal, offline
 *   b     timeout ···│
 *   c          dns ··│  internal  │ d answers: online again
 */
export function createWitness<T extends Heard>(targets: number): Witness<T> {
  const enough = Math.min(TOGETHER, targets)
  let held: T[] = []
  let offline = false

  return {
    hear(result) {
      if (!DOUBTFUL.has(result.outcome)) {
        // Our own trouble and a target's own repetition vouch for nothing.
        if (result.outcome === 'internal') return [result]
        const settled = [...held, result]
        held = []
        offline = false
        return settled
      }
      held.push(result)
      offline ||= new Set(held.map((one) => one.target)).size >= enough
      if (!offline) return []
      const settled = held
      held = []
      for (const one of settled) one.outcome = 'internal'
      return settled
    },
    offline: () => offline,
  }
}
