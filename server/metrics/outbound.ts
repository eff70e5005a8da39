import type { Counter } from 'prom-client'
import { OutboundError, type Outbound } from '../outbound.ts'

/** What we go out for. */
export type Purpose = 'probe' | 'notices' | 'webhooks' | 'push'

/** The same way out, counted: `answered`, or how it failed. What was asked, and whom, is no label. */
export function countOutbound(
  outbound: Outbound,
  counter: Pick<Counter<'purpose' | 'outcome'>, 'inc'>,
  purpose: Purpose,
): Outbound {
  async function counted<T>(going: Promise<T>): Promise<T> {
    try {
      const answer = await going
      counter.inc({ purpose, outcome: 'answered' })
      return answer
    } catch (error) {
      counter.inc({ purpose, outcome: error instanceof OutboundError ? error.failure : 'internal' })
      throw error
    }
  }
  return {
    get: (address, options) => counted(outbound.get(address, options)),
    post: (address, options) => counted(outbound.post(address, options)),
    connect: (to, options) => counted(outbound.connect(to, options)),
    resolver: (address, options) => outbound.resolver(address, options),
  }
}
