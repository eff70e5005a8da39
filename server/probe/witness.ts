import type { ProbeOutcome } from '../../shared/probe.ts'

/** What a broken line of our own looks like. Everything else came from somebody at the other end. */
const DOUBTFUL: ReadonlySet<ProbeOutcome> = new Set(['dns', 'unreachable', 'timeout'])

/** So many providers failing in a row, with none answering in between, are our own line and not theirs. */
const TOGETHER = 3

/** Where nobody ever settles them, the oldest go as no evidence. */
const MAX_HELD = 256

export type Heard = {
  target: { provider: string; target: string }
  answer: { outcome: ProbeOutcome }
}

export type Witness<T extends Heard> = {
  /** Takes readings in the order they end, and keeps them; gives back those that this one settles, perhaps not itself. */
  hear(reading: T): T[]
  /** Who is asked from now on. */
  expect(targets: readonly { provider: string; target: string }[]): void
  /** Nothing gets out: what fails now is no evidence. */
  offline(): boolean
}

/**
 * A machine that lost its own line would see everybody fail at once. So a doubtful failure waits for the next reading: when
 * somebody else answers, the line is fine and the failure counts; when `TOGETHER` providers (all, where there are fewer) fail
 * with no answer in between, all of them, and what follows until the first answer, become `internal`. Providers, because the
 * three servers of one fail together when it fails; and, where there are fewer, as many of their targets.
 *
 *   a  dns ·······················│ b answers: a's dns counts
 *   b       up                    │
 *   a  dns ··········│ three in a row, no answer: all internal, offline
 *   b     timeout ···│
 *   c          dns ··│  internal  │ d answers: online again
 */
export function createWitness<T extends Heard>(): Witness<T> {
  let enoughTargets = 0
  let enoughProviders = 0
  let held: T[] = []
  let offline = false

  const isEverybody = () =>
    new Set(held.map((one) => one.target.target)).size >= enoughTargets &&
    new Set(held.map((one) => one.target.provider)).size >= enoughProviders

  return {
    hear(reading) {
      if (!DOUBTFUL.has(reading.answer.outcome)) {
        // Our own trouble and a target's own repetition vouch for nothing.
        if (reading.answer.outcome === 'internal') return [reading]
        const settled = [...held, reading]
        held = []
        offline = false
        return settled
      }
      held.push(reading)
      offline ||= isEverybody()
      const settled = held.splice(0, offline ? held.length : Math.max(0, held.length - MAX_HELD))
      for (const one of settled) one.answer.outcome = 'internal'
      return settled
    },
    expect(targets) {
      enoughTargets = Math.min(TOGETHER, new Set(targets.map((one) => one.target)).size)
      enoughProviders = Math.min(TOGETHER, new Set(targets.map((one) => one.provider)).size)
    },
    offline: () => offline,
  }
}
