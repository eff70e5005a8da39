import type { MiddlewareHandler } from 'hono'
import { HOUR_MS, MINUTE_MS } from '../../../shared/time.ts'
import { Refusal } from '../../errors.ts'
import { refuseEncoded } from '../report-request.ts'
import type { ProbeResultRow } from '../../store/probes.ts'

/** How far back and ahead of our clock an id and a time may be. */
const BACK_MS = 72 * HOUR_MS
const AHEAD_MS = 5 * MINUTE_MS
/** Past it a result is history: no longer what is so now. */
const HISTORY_MS = HOUR_MS

/** Whether a result of this instant is taken at all. */
export const isInRange = (at: number, now: number): boolean => at >= now - BACK_MS && at <= now + AHEAD_MS

export const countHistory = (rows: readonly ProbeResultRow[], now: number): number =>
  rows.filter((row) => row.at < now - HISTORY_MS).length

/** Looked at before anything is read. Node ends a body at its Content-Length, so the length that is said is the length. */
export function requireBody(maxBytes: number, type: string): MiddlewareHandler {
  return (c, next) => {
    const length = c.req.header('content-length')
    if (length === undefined) throw new Refusal(411, 'Send a Content-Length.')
    if (Number(length) > maxBytes) throw new Refusal(413, `The body has at most ${maxBytes} bytes.`)
    const given = (c.req.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase()
    if (given !== type) throw new Refusal(415, `Send ${type}.`)
    refuseEncoded(c)
    return next()
  }
}
