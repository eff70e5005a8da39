import dns from 'node:dns'
import { isIP } from 'node:net'
import { v7 as uuidv7 } from 'uuid'
import { RESOLVERS_PER_AGENT } from '../../../shared/probe.ts'
import type { NewProbeResult } from '../../../shared/probe.ts'
import type { ProbeReading } from '../../probe/prober.ts'

/** The last instant that RFC 3339 can write. */
const LATEST = Date.UTC(9999, 11, 31)

/** A reading as it is posted. Its id is made here, once: it may be sent any number of times. */
export function toResult({ target, at, answer }: ProbeReading): NewProbeResult {
  const { provider, component, kind, target: address } = target
  const { outcome, status, timings, certificateExpiresAt: expires } = answer
  return {
    id: uuidv7({ msecs: at }),
    provider,
    ...(component === undefined ? {} : { component }),
    kind,
    target: address,
    at: new Date(at).toISOString(),
    outcome,
    ...(status === null ? {} : { status }),
    timings,
    ...(expires === null || Math.abs(expires) > LATEST
      ? {}
      : { certificate_expires_at: new Date(expires).toISOString() }),
  }
}

/** Who resolves names for this machine, without ports and zones. */
export function ownResolvers(servers: readonly string[] = dns.getServers()): string[] {
  const bare = servers.map((server) => /^\[(.*)\](?::\d+)?$/.exec(server)?.[1] ?? server.replace(/^([^:]+):\d+$/, '$1'))
  return [...new Set(bare.filter((address) => isIP(address) !== 0 && !address.includes('%')))].slice(
    0,
    RESOLVERS_PER_AGENT,
  )
}
