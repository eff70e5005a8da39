import type { DropReason, NewReport, Via } from '../../shared/report.ts'
import type { Address } from './address.ts'
import type { Agent } from './device.ts'

/** What the steps need to know of a provider. */
export type ReportedProvider = {
  id: number
  slug: string
  components: readonly { slug: string }[]
  problems: readonly string[]
}

/** A report on its way. Steps fill it in place; the address is gone when the last one has run. */
export type Draft = {
  readonly body: NewReport
  readonly userAgent: string
  readonly referrer: string | undefined
  readonly origin: string | undefined
  /** As the request names us; may have a port. */
  readonly ownHost: string | undefined
  readonly via: Via
  readonly receivedAt: number
  address: Address | null
  provider: ReportedProvider | null
  agent: Agent | null
  id: string
  observedAt: number
  country: string | null
  network: number | null
  reporterKey: string
  networkKey: string
  referrerHost: string | null
}

/** A refusal is a value. `field` names what was wrong, in the words of the wire. */
export type Dropped = { dropped: DropReason; field?: string; retryAfterS?: number }

export type Step = (draft: Draft) => Draft | Dropped | Promise<Draft | Dropped>

/** Knows nothing of the steps. The first refusal ends it. */
export async function runPipeline(steps: readonly Step[], draft: Draft): Promise<Draft | Dropped> {
  let current = draft
  for (const step of steps) {
    const result = step(current)
    // Most steps are plain functions; waiting for each of them would cost a turn of the event loop's queue.
    const next = result instanceof Promise ? await result : result
    if ('dropped' in next) return next
    current = next
  }
  return current
}
