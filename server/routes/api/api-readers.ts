import type { OnAnswer } from '../../app.ts'
import { requestId } from '../../request-id.ts'
import { takesGzip } from '../asked-with.ts'
import type { Readers } from '../ready-answers.ts'
import type { ReadCounter } from './read-limit.ts'

/** Characters of what a program would rather have; longer wishes are weighed by the application each time. */
const MOST_WISH_CHARS = 200

export type ApiReadersDeps = {
  countRead: ReadCounter
  /** Whether who speaks to us (its address) may name its requests. */
  isProxy: (remote: string | undefined) => boolean
  onAnswer: readonly OnAnswer[]
}

/**
 * What programs read under /api/v1. Each of them has its own count, its own name for the request, and is told of as if the application had answered.
 * Who shows a key is counted by it, and beyond what one may read the application says so.
 */
export function apiReaders({ countRead, isProxy, onAnswer }: ApiReadersDeps): Readers {
  return {
    addresses: /^https?:\/\/[^/?#]+\/api\/v1\/(?:states|providers|incidents|openapi\.json)\b/,
    keyOf(headerOf) {
      if (headerOf('authorization') !== undefined) return undefined
      const wish = headerOf('accept') ?? ''
      if (wish.length > MOST_WISH_CHARS) return undefined
      return takesGzip(headerOf('accept-encoding')) ? `gzip ${wish}` : `plain ${wish}`
    },
    known: new Set(['accept', 'accept-encoding']),
    own: new Set(['x-request-id', 'ratelimit', 'ratelimit-policy']),
    admit(headerOf, remote, route) {
      const began = performance.now()
      const { refusal, headers } = countRead.byAddress({ remote, forwardedFor: headerOf('x-forwarded-for') })
      if (refusal !== undefined) return undefined
      const id = requestId(headerOf('x-request-id'), () => isProxy(remote))
      return {
        headers: { ...headers, 'x-request-id': id },
        told(status) {
          const ms = performance.now() - began
          for (const tell of onAnswer) tell(route, 'GET', status, ms, id)
        },
      }
    },
  }
}
