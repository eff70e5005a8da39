import type { ProbeTarget, RunnableKind } from '../../../shared/probe.ts'
import { createOutbound } from '../../outbound.ts'
import type { OutboundSettings } from '../../outbound.ts'
import type { ProbeAnswer } from '../../probe/answer.ts'
import { PROBES } from '../../probe/probe.ts'
import { AUTHORITY } from '../certificates.ts'

export function aTarget(kind: RunnableKind, target: string, more: Partial<ProbeTarget> = {}): ProbeTarget {
  return { provider: 'libero-mail', kind, target, every_ms: 60_000, ...more }
}

export type Look = (kind: RunnableKind, target: string, more?: Partial<ProbeTarget>) => Promise<ProbeAnswer>

/** Looks once, on loopback unless told otherwise, and believes the tests' authority. */
export function lookWith(settings: OutboundSettings = {}, timeoutMs = 10_000): Look {
  const outbound = createOutbound({ allowPrivate: true, ca: AUTHORITY, ...settings })
  return (kind, target, more) => {
    const { signal } = new AbortController()
    return PROBES[kind](aTarget(kind, target, more), { outbound, timeoutMs, signal })
  }
}
