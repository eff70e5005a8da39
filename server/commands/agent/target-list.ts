import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { ProbeTarget } from '../../../shared/probe.ts'
import { MINUTE_MS } from '../../../shared/time.ts'
import type { Log } from '../../log.ts'
import type { OutboundAnswer } from '../../outbound.ts'
import { parseJson, readProblem } from './server-answer.ts'

export type TargetList = { close(): Promise<void> }

export type TargetListOptions = {
  /** Where the last list is kept: a start without the server probes all the same. */
  file: string
  server: string
  get: (headers: Record<string, string>, signal: AbortSignal) => Promise<OutboundAnswer>
  onTargets: (targets: readonly ProbeTarget[]) => void
  log: Log
  now: () => number
  random?: () => number
  everyMs?: number
  retryMs?: number
}

const EVERY_MS = 5 * MINUTE_MS
const RETRY_MS = MINUTE_MS / 2
/** Of one list: what a server can make us do. */
const MAX_TARGETS = 2_000
export const MAX_LIST_BYTES = 2 * 1024 * 1024
/** The server refuses what is dated five minutes ahead of its clock. */
const MAX_SKEW_MS = 2 * MINUTE_MS

const List = z.object({
  targets: z.array(z.unknown()),
  generated_at: z.iso.datetime({ offset: true }),
  mode: z.string(),
})
const Kept = z.object({ server: z.string(), etag: z.string(), targets: z.array(ProbeTarget) })

/** Asks the server again and again what is to be probed. While it does not say, the last list counts. */
export function startTargetList(options: TargetListOptions): TargetList {
  const { file, server, get, onTargets, log, now, random = Math.random } = options
  const { everyMs = EVERY_MS, retryMs = RETRY_MS } = options
  const closing = new AbortController()
  const { signal } = closing
  let isLost = false
  const kept = readKept(file)
  // That of another server is not for this one.
  let etag = kept?.server === server ? kept.etag : undefined
  let hasList = kept?.server === server
  if (kept?.server === server) onTargets(kept.targets)

  async function refresh(): Promise<void> {
    const answer = await get(etag === undefined ? {} : { 'if-none-match': etag }, signal)
    if (answer.status === 304) return
    if (answer.status !== 200) throw new Error(readProblem(answer)?.detail ?? `it answered ${answer.status}`)
    const list = answer.truncated ? undefined : List.safeParse(parseJson(answer.body)).data
    if (!list) throw new Error('it answered, but not as a Brusio server does')
    warnOfClock(Date.parse(list.generated_at), list.mode)
    const targets = list.mode === 'live' ? readTargets(list.targets) : []
    etag = typeof answer.headers.etag === 'string' ? answer.headers.etag : undefined
    hasList = true
    keep(file, { server, etag: etag ?? '', targets })
    log.info({ targets: targets.length }, 'the server has a new list of targets')
    onTargets(targets)
  }

  function readTargets(entries: unknown[]): ProbeTarget[] {
    const known = entries.slice(0, MAX_TARGETS).flatMap((entry) => ProbeTarget.safeParse(entry).data ?? [])
    const left = entries.length - known.length
    if (left > 0) log.warn({ left }, 'some of its targets are not known here, or are too many: update this agent')
    return known
  }

  function warnOfClock(at: number, mode: string): void {
    if (mode !== 'live')
      return log.error({ mode }, 'this server shows a recording or a simulation: there is nothing to probe')
    const skewMs = now() - at
    if (Math.abs(skewMs) > MAX_SKEW_MS)
      log.error({ skewMs }, 'the clocks of this machine and of the server differ: results may be refused')
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      let wait = everyMs
      try {
        await refresh()
        if (isLost) log.info('the server tells its list of targets again')
        isLost = false
      } catch (error) {
        if (signal.aborted) return
        const reason = error instanceof Error ? error.message : String(error)
        const meanwhile = hasList ? 'the last list counts' : 'nothing is probed until it does'
        if (!isLost) log.warn({ reason }, `the server does not say what to probe: ${meanwhile}`)
        isLost = true
        wait = retryMs
      }
      await pause(wait * (0.75 + random() / 2), undefined, { signal }).catch(() => {})
    }
  }

  const running = run()
  return {
    async close() {
      closing.abort()
      await running
    },
  }
}

function readKept(file: string): z.infer<typeof Kept> | undefined {
  try {
    return Kept.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data
  } catch {
    return undefined
  }
}

/** For its owner only: mailboxes may be in it. */
function keep(file: string, list: z.infer<typeof Kept>): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, JSON.stringify(list), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
