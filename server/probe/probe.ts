import type { RunnableKind } from '../../shared/probe.ts'
import type { Probe } from './answer.ts'
import { probeHttp } from './http.ts'

/** A new kind is one file, one line here, and its name in shared/probe.ts. */
export const PROBES: Partial<Record<RunnableKind, Probe>> = {
  http: probeHttp,
}
