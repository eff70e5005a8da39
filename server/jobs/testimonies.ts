import { HOUR_MS } from '../../shared/time.ts'
import type { HeardNotice, HeardProbe } from '../detect/voice.ts'
import type { HeardNoticeRow } from '../store/notices-heard.ts'

type Told = { probe: HeardProbe } | { notice: HeardNotice }
type Waiting = { dueAt: number; told: Told }

/** A result that is older is history: it says nothing of now. */
const LATE_MS = HOUR_MS
/** So many notices are remembered as heard, by their ids: they are read again after a restart. */
const NOTICED = 200

/** Results and notices that were read and are heard when their time has come: a detector hears them at once. */
export class Testimonies {
  #waiting: Waiting[] = []
  #noticed: string[]

  constructor(noticed: readonly string[] = []) {
    this.#noticed = [...noticed]
  }

  /** To be kept: notices heard, the newest last. */
  get state(): { noticed: string[] } {
    return { noticed: this.#noticed }
  }
  get firstAt(): number {
    return this.#waiting[0]?.dueAt ?? Infinity
  }

  /** False: it is history. `now`: up to where was judged. */
  probe(probe: HeardProbe, now: number): boolean {
    if (probe.at < now - LATE_MS) return false
    this.#add({ dueAt: probe.at, told: { probe } })
    return true
  }

  /** False: it was heard, or moves nothing. */
  notice(row: HeardNoticeRow): boolean {
    const key = row.isWithdrawn ? `${row.id} withdrawn` : row.id
    const notice = toHeardNotice(row)
    // One that was withdrawn before it was heard was never said.
    if (!notice || this.#noticed.includes(key) || (row.isWithdrawn && !this.#noticed.includes(row.id))) return false
    this.#noticed = [...this.#noticed, key].slice(-NOTICED)
    this.#add({ dueAt: row.seenAt, told: { notice } })
    return true
  }

  /** The next one that is due at `at`. */
  take(at = Infinity): Told | undefined {
    return this.firstAt <= at ? this.#waiting.shift()?.told : undefined
  }

  #add(waiting: Waiting): void {
    const place = this.#waiting.findLastIndex(({ dueAt }) => dueAt <= waiting.dueAt)
    this.#waiting.splice(place + 1, 0, waiting)
  }
}

const PROBLEM = new Set(['problem', 'cause', 'attack_denied', 'forecast'])

/** What it says of now; undefined: neither that something is wrong nor that it is well. Of when nobody knows: when it was seen. */
export function toHeardNotice(row: HeardNoticeRow): HeardNotice | undefined {
  const { topics, component, device, saidFrom, saidTo, seenAt, isWithdrawn } = row
  const says = topics.includes('restored') ? 'restored' : topics.some((t) => PROBLEM.has(t)) ? 'problem' : undefined
  if (says === undefined) return undefined
  const at = Math.min(saidTo ?? saidFrom ?? seenAt, seenAt)
  return {
    at,
    ...(isWithdrawn ? { says: 'nothing', of: says } : { says }),
    ...(component === null ? {} : { component }),
    ...(device === null ? {} : { device }),
  }
}
