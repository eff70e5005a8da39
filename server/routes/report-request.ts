import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { NewReport } from '../../shared/report.ts'
import { Refusal } from '../errors.ts'
import { clientAddress, type TrustedProxies } from '../ingest/client-address.ts'
import { MAX_REPORT_BYTES } from '../ingest/limits.ts'

export type ReportEnv = { Bindings: HttpBindings }

/** A name we repeat in an answer, whoever wrote it. */
const MAX_FIELD_NAME = 80

/**
 * Length first, then type, so that nothing is read that could not be taken. (hono/body-limit reads the body a second time, which
 * cost more than half of all reports when measured; Node's parser ends a body at its Content-Length.)
 */
export function requireBody(c: Context<ReportEnv>, type: string): void {
  const length = c.req.header('content-length')
  if (length === undefined) throw new Refusal(411, 'Send a Content-Length.')
  if (Number(length) > MAX_REPORT_BYTES) throw new Refusal(413, `A report has at most ${MAX_REPORT_BYTES} bytes.`)
  const given = c.req.header('content-type') ?? ''
  if (given.split(';', 1)[0]!.trim().toLowerCase() !== type) throw new Refusal(415, `Send ${type}.`)
  refuseEncoded(c)
}

/** We unpack nothing (RFC 9110, 8.4): what is small when it comes may be large. */
export function refuseEncoded(c: Context): void {
  if ((c.req.header('content-encoding') ?? 'identity').trim().toLowerCase() === 'identity') return
  c.header('Accept-Encoding', 'identity')
  throw new Refusal(415, 'Send it as it is, without a Content-Encoding.')
}

export function parseReport(value: unknown): NewReport {
  const parsed = NewReport.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  const name = issue.code === 'unrecognized_keys' ? issue.keys[0] : issue.path.join('.')
  const field = name?.slice(0, MAX_FIELD_NAME)
  if (!field) throw new Refusal(400, 'The report must be an object.')
  const detail = issue.code === 'unrecognized_keys' ? 'no such field.' : issue.message
  throw new Refusal(400, `${field}: ${detail}`, { field })
}

export function sender(c: Context<ReportEnv>, trusted: TrustedProxies) {
  const referrer = c.req.header('referer')
  const origin = c.req.header('origin')
  const ownHost = c.req.header('host')
  return {
    address: clientAddress(c.env.incoming.socket.remoteAddress, c.req.header('x-forwarded-for'), trusted),
    userAgent: c.req.header('user-agent') ?? '',
    ...(referrer === undefined ? {} : { referrer }),
    ...(origin === undefined ? {} : { origin }),
    ...(ownHost === undefined ? {} : { ownHost }),
  }
}

/**
 * Whether a browser sends this out of the page of another: nothing that is named in the request itself, which that page has written. Programs that
 * say neither have no passers-by. `publicUrl`: under which readers see us, where it is not what the request calls us.
 */
export function isFromElsewhere(c: Context, publicUrl: string | undefined): boolean {
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  if (origin === undefined) return false
  const host = URL.canParse(origin) ? new URL(origin).host : undefined
  const ours = [c.req.header('host'), publicUrl && new URL(publicUrl).host]
  return host === undefined || !ours.includes(host)
}
