import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

/** Younger than this, a page is given again: the first byte costs nothing however many ask. Real time. */
export const PAGE_TTL_MS = 1_000
/** Providers × languages × ranges of a busy second; past it the oldest goes. */
export const MOST_PAGES = 2_000

/** `plain`: as it is sent unpacked; to encode it anew for each reader costs more than all the rest. */
export type CachedPage = {
  html: string
  etag(): string
  plain(): Uint8Array<ArrayBuffer>
  gzip(): Uint8Array<ArrayBuffer>
}

type Slot = { page: Promise<CachedPage>; madeAt: number }

/**
 * A page is made once a second whoever asks: requests for one that is being made wait for it. It is bounded, so that made-up addresses push out
 * pages and nothing else. A failure is not kept.
 */
export function createPageCache(realNow: () => number = () => performance.now()) {
  const slots = new Map<string, Slot>()
  return {
    get(key: string, make: () => Promise<string>): Promise<CachedPage> {
      const now = realNow()
      const kept = slots.get(key)
      if (kept !== undefined && now - kept.madeAt < PAGE_TTL_MS) return kept.page
      const slot: Slot = { page: make().then(toPage), madeAt: now }
      slots.delete(key)
      slots.set(key, slot)
      // The oldest come first: what is too old to be given again only costs memory.
      for (const [oldest, { madeAt }] of slots) {
        if (slots.size <= MOST_PAGES && now - madeAt < PAGE_TTL_MS) break
        slots.delete(oldest)
      }
      slot.page.catch(() => {
        if (slots.get(key) === slot) slots.delete(key)
      })
      return slot.page
    },
  }
}

export function toPage(html: string): CachedPage {
  let plain: Uint8Array<ArrayBuffer> | undefined
  let packed: Uint8Array<ArrayBuffer> | undefined
  let etag: string | undefined
  return {
    html,
    // Weak: the same page packed and unpacked.
    etag: () => (etag ??= `W/"${createHash('sha1').update(html).digest('base64url')}"`),
    plain: () => (plain ??= new TextEncoder().encode(html)),
    gzip: () => (packed ??= new Uint8Array(gzipSync(html))),
  }
}
