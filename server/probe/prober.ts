import type { ProbeTarget } from '../../shared/probe.ts'
import type { Log } from '../log.ts'
import type { Outbound } from '../outbound.ts'
import type { ProbeAnswer, ProbeTools } from './answer.ts'
import { PROBES } from './probe.ts'
import { createSeats } from './seats.ts'
import { checkTarget } from './target.ts'
import { createWitness } from './witness.ts'

/** `at`: epoch milliseconds, when it was asked. */
export type ProbeReading = { target: ProbeTarget; at: number; answer: ProbeAnswer }

export type Prober = {
  /** What to ask from now on. Who stays keeps its turn; who is gone is asked no more, and nothing more is said of it. */
  setTargets(targets: readonly ProbeTarget[]): void
  /** No probe gets out at the moment: this machine's own line, as far as we can tell. */
  offline(): boolean
  close(): Promise<void>
}

export type ProberDeps = {
  targets: readonly ProbeTarget[]
  outbound: Outbound
  /** Domain time, epoch milliseconds. */
  now: () => number
  /** Takes what the witness has settled, oldest first. The next turn of the target waits for it. */
  onResult: (readings: ProbeReading[]) => void | Promise<void>
  log: Log
  /** How many targets are asked at once. */
  atOnce?: number
  timeoutMs?: number
  /** In [0, 1). */
  random?: () => number
}

/** Turns are this share of the period early or late, so that targets do not march in step. */
const JITTER = 0.2

/** After a long look a target has at least this share of the period for itself. */
const REST = 0.5

type Loop = {
  /** As of the next turn. */
  target: ProbeTarget
  wanted: boolean
  timer: NodeJS.Timeout | undefined
  /** Ends the look that is on; undefined: none is. */
  stop: AbortController | undefined
  turn: Promise<void> | undefined
  /** The last look failed on our side, and the log has it. */
  failing: boolean
}

/**
 * Asks every target again and again, never twice at once. Runs on real time; readings carry domain time. Where nobody takes
 * a reading it is lost and said so in the log: the next one comes.
 */
export function startProber(deps: ProberDeps): Prober {
  const { outbound, now, onResult, log, atOnce = 32, timeoutMs = 10_000, random = Math.random } = deps
  const takeSeat = createSeats(atOnce)
  const witness = createWitness<ProbeReading>()
  const loops = new Map<string, Loop>()
  let closed = false

  async function look(loop: Loop, target: ProbeTarget, tools: ProbeTools): Promise<void> {
    const at = now()
    const answer = await PROBES[target.kind](target, tools)
    if (tools.signal.aborted) return
    // Said when it begins. Later the witness calls others so as well.
    const isOurs = answer.outcome === 'internal'
    if (isOurs && !loop.failing)
      log.warn(
        { target: target.target },
        'not asked: a private address where none is allowed, or too little of this machine',
      )
    loop.failing = isOurs
    const wasOffline = witness.offline()
    const settled = witness.hear({ target, at, answer })
    if (witness.offline() !== wasOffline) {
      if (wasOffline) log.info('probes get out again')
      else log.warn('no probe gets out: this machine itself seems to be offline; their failures are no evidence')
    }
    if (settled.length > 0) await onResult(settled)
  }

  async function turn(loop: Loop): Promise<void> {
    const stop = new AbortController()
    loop.stop = stop
    const dueAt = performance.now()
    const leave = await takeSeat()
    const { target } = loop
    try {
      if (!stop.signal.aborted) await look(loop, target, { outbound, timeoutMs, signal: stop.signal })
    } catch (error) {
      if (!stop.signal.aborted) log.error({ err: error, target: target.target }, 'a probe result was lost')
    } finally {
      leave()
      loop.stop = undefined
    }
    const period = loop.target.every_ms
    const due = period * (1 + JITTER * (2 * random() - 1)) - (performance.now() - dueAt)
    schedule(loop, Math.max(due, REST * period))
  }

  function schedule(loop: Loop, delayMs: number): void {
    if (!loop.wanted) {
      const key = keyOf(loop.target)
      if (loops.get(key) === loop) loops.delete(key)
      return
    }
    loop.timer = setTimeout(() => {
      loop.timer = undefined
      loop.turn = turn(loop)
    }, delayMs).unref()
  }

  function setTargets(targets: readonly ProbeTarget[]): void {
    if (closed) return
    const wanted = new Map(targets.filter(isRunnable).map((target) => [keyOf(target), target]))
    witness.expect([...wanted.values()])
    for (const [key, loop] of loops) if (!wanted.has(key)) drop(key, loop)
    for (const [key, target] of wanted) {
      const loop = loops.get(key)
      if (loop === undefined) begin(key, target)
      else renew(loop, target)
    }
  }

  function begin(key: string, target: ProbeTarget): void {
    const loop: Loop = { target, wanted: true, timer: undefined, stop: undefined, turn: undefined, failing: false }
    loops.set(key, loop)
    schedule(loop, target.every_ms * random())
  }

  /** A look that was ended on the way out may still be ending: its loop goes on when it has. */
  function renew(loop: Loop, target: ProbeTarget): void {
    const isSooner = target.every_ms < loop.target.every_ms
    loop.target = target
    loop.wanted = true
    if (loop.timer === undefined || !isSooner) return
    clearTimeout(loop.timer)
    schedule(loop, target.every_ms * random())
  }

  function drop(key: string, loop: Loop): void {
    loop.wanted = false
    loop.stop?.abort()
    if (loop.timer === undefined) return
    clearTimeout(loop.timer)
    loops.delete(key)
  }

  function isRunnable({ kind, target, provider }: ProbeTarget): boolean {
    const wrong = checkTarget(kind, target)
    if (wrong !== undefined) log.warn({ provider, kind, target, reason: wrong }, 'this target cannot be asked')
    return wrong === undefined
  }

  setTargets(deps.targets)
  return {
    setTargets,
    offline: () => witness.offline(),
    async close() {
      closed = true
      const turns = [...loops.values()].flatMap(({ turn: on }) => on ?? [])
      for (const [key, loop] of loops) drop(key, loop)
      await Promise.allSettled(turns)
    },
  }
}

/** The same address for two parts of a provider is two targets. */
function keyOf({ provider, component, kind, target }: ProbeTarget): string {
  return JSON.stringify([provider, component ?? null, kind, target])
}
