import net from 'node:net'
import { MAX_TARGET_CHARS } from '../../shared/probe.ts'
import type { RunnableKind } from '../../shared/probe.ts'
import type { Endpoint } from '../outbound.ts'

export const RECORD_TYPES = ['A', 'AAAA', 'MX', 'TXT', 'NS', 'CNAME', 'SOA'] as const
export type RecordType = (typeof RECORD_TYPES)[number]

/** `resolver`: its address, with a port where it is not 53; undefined: the machine's own. */
export type Question = { name: string; type: RecordType; resolver: string | undefined }

/** The message is fit to show. */
class BadTarget extends Error {
  override name = 'BadTarget'
}

type Scheme = { tls: boolean; port: number | undefined }
const plain = (port?: number): Scheme => ({ tls: false, port })
const secure = (port?: number): Scheme => ({ tls: true, port })

/** The schemes of the kinds that speak to a port. Where no port is usual it must be said. */
const SCHEMES: Partial<Record<RunnableKind, Record<string, Scheme>>> = {
  tcp: { tcp: plain() },
  tls: { tls: secure() },
  smtp: { smtp: plain(25), smtps: secure(465) },
  imap: { imap: plain(143), imaps: secure(993) },
  pop3: { pop: plain(110), pops: secure(995) },
}

/** Why this is no target of its kind, fit to show; undefined: it is one. Says nothing of whether its address may be asked. */
export function checkTarget(kind: RunnableKind, target: string): string | undefined {
  try {
    if (kind === 'http') toPage(target)
    else if (kind === 'dns') toQuestion(target)
    else toEndpoint(kind, target)
    return undefined
  } catch (error) {
    if (error instanceof BadTarget) return error.message
    throw error
  }
}

/** `https://host/path`. */
export function toPage(target: string): URL {
  mustBePlain(target)
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) throw new BadTarget('must be an http or https address')
  const url = new URL(target)
  if (url.username || url.password) throw new BadTarget('may not carry a name or a password')
  toHost(url.hostname)
  return url
}

const ENDPOINT = /^([a-z0-9]+):\/\/(\[[^\]/?#@]*\]|[^:/?#@[\]]+)(?::(\d{1,5}))?\/?$/i

/** `tcp://host:port` and its like. A number for a host is written out as the address that it is. */
export function toEndpoint(kind: RunnableKind, target: string): Required<Endpoint> {
  mustBePlain(target)
  const schemes = SCHEMES[kind] ?? {}
  const written = Object.keys(schemes).map((name) => `${name}://host:port`)
  const [, name = '', host = '', digits] = ENDPOINT.exec(target) ?? []
  const scheme = Object.hasOwn(schemes, name.toLowerCase()) ? schemes[name.toLowerCase()] : undefined
  if (scheme === undefined) throw new BadTarget(`must be written ${written.join(' or ')}`)
  const port = digits === undefined ? scheme.port : toPort(digits)
  if (port === undefined) throw new BadTarget(`needs a port: ${written.join(' or ')}`)
  return { host: toHost(host), port, tls: scheme.tls }
}

const QUESTION = /^dns:(?:\/\/([^/?#]+)\/)?([^/?#;:@]+)(?:\?type=([a-z]+))?$/i
/** An underscore is not for hosts, but `_dmarc` is a name like others. */
const NAME =
  /^(?=.{1,254}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i

/** `dns:name?type=MX` or `dns://resolver/name?type=A` (RFC 4501; without a type, A). */
export function toQuestion(target: string): Question {
  mustBePlain(target)
  const [, authority, name = '', written = 'A'] = QUESTION.exec(target) ?? []
  if (!NAME.test(name)) throw new BadTarget('must be written dns:name?type=A or dns://resolver/name?type=A')
  const type = RECORD_TYPES.find((one) => one === written.toUpperCase())
  if (type === undefined) throw new BadTarget(`type must be one of ${RECORD_TYPES.join(', ')}`)
  return { name, type, resolver: authority === undefined ? undefined : toResolver(authority) }
}

/** Only an address: the name of a resolver would first have to be asked of another. */
function toResolver(authority: string): string {
  const [, bracketed, bare, digits] = /^(?:\[([^\]]*)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(authority) ?? []
  const address = bracketed ?? bare ?? ''
  if (net.isIP(address) !== (bracketed === undefined ? 4 : 6) || address.includes('%'))
    throw new BadTarget('the resolver must be an IP address, one of version 6 in brackets')
  if (digits === undefined) return address
  return `${bracketed === undefined ? address : `[${address}]`}:${toPort(digits)}`
}

function toPort(digits: string): number {
  const port = Number(digits)
  if (port < 1 || port > 65_535) throw new BadTarget('the port must be between 1 and 65535')
  return port
}

/** As a browser would read it: `0x7f.1` is 127.0.0.1 and is treated as such. */
function toHost(host: string): string {
  const read = URL.canParse(`http://${host}/`) ? new URL(`http://${host}/`).hostname : ''
  const bare = read.replace(/^\[|\]$/g, '')
  if (net.isIP(bare) === 0 && !NAME.test(bare)) throw new BadTarget('the host must be a name or an IP address')
  return bare
}

/** Letters beyond ASCII look like others: such a name is written as it goes over the line, xn--… */
function mustBePlain(target: string): void {
  if (target.length > MAX_TARGET_CHARS) throw new BadTarget(`may have ${MAX_TARGET_CHARS} characters`)
  if (!/^[\x21-\x7e]+$/.test(target)) throw new BadTarget('must be ASCII, without spaces')
  if (/^[^/?#]*\/\/[^/?#]*@/.test(target)) throw new BadTarget('may not carry a name or a password')
}
