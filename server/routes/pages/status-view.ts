import { DAY_MS, MINUTE_MS } from '../../../shared/time.ts'
import {
  GAP_DAYS,
  LONGEST_GAPS_MS,
  type GapSum,
  type StatusView,
  type StoredStatus,
} from '../../../web/pages/status.tsx'
import { RULE_VERSION } from '../../detect/rule.ts'
import { isDatabaseAway } from '../../errors.ts'
import { LATE_BEATS_MS } from '../../store/heartbeats.ts'
import { readOwnStatus, type Gap, type OwnStatus } from '../../store/own-status.ts'
import { within } from '../within.ts'
import type { PageDeps } from './serve.ts'

const SHOWN_GAPS = 10
/** A database that says nothing for so long (real time) is away. */
const PATIENCE_MS = 2_000

/** Reads how Brusio itself is doing; remembers when the database last answered. */
export function createStatusReader(deps: PageDeps, version: string): (now: number) => Promise<StatusView> {
  let readAt: number | undefined
  return async (now) => {
    const stored = await readStored(deps, now)
    if (stored !== undefined) readAt = now
    const { sockets, probing } = deps.self
    return { stored, readAt, probing: probing(), sockets: sockets(), version, rule: RULE_VERSION }
  }
}

async function readStored({ db, clock }: PageDeps, now: number): Promise<StoredStatus | undefined> {
  const began = performance.now()
  const reading = readOwnStatus(db, { since: now - LONGEST_GAPS_MS, now })
  try {
    const own = await within(PATIENCE_MS, reading)
    return own && toStored(own, now, { speed: clock.speed, tookMs: performance.now() - began })
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    return undefined
  }
}

export function toStored(
  own: OwnStatus,
  now: number,
  { speed, tookMs }: { speed: number; tookMs: number },
): StoredStatus {
  const { judgedUntil, firstBeat, lastBeat, gaps, agents } = own
  const isBeating = lastBeat !== null && now - lastBeat <= (MINUTE_MS + LATE_BEATS_MS) * Math.max(1, speed)
  return {
    tookMs,
    reports: lastBeat === null ? 'none' : isBeating ? 'taken' : 'late',
    lagMs: judgedUntil === null ? null : Math.max(0, now - judgedUntil),
    agents,
    sums: GAP_DAYS.map((days) => sumOf(days, gaps, now - days * DAY_MS, now, firstBeat)),
    gaps: gaps.slice(0, SHOWN_GAPS),
  }
}

function sumOf(days: number, gaps: readonly Gap[], since: number, now: number, firstBeat: number | null): GapSum {
  const from = Math.max(since, firstBeat ?? now)
  const later = gaps.filter(({ to }) => to > from)
  const lostMs = later.reduce((sum, gap) => sum + gap.to - Math.max(gap.from, from), 0)
  return { days, watchedMs: Math.max(0, now - from), lostMs, count: later.length }
}
