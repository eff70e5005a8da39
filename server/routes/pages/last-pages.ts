import { gunzipSync } from 'node:zlib'
import type { CachedPage } from './page-cache.ts'

/** For the hour in which the database is away: every provider in two languages, and the incidents people read. */
export const MOST_LAST_PAGES = 3_000
/** Packed, as they are sent. */
export const MOST_LAST_BYTES = 48_000_000

/** `at`: domain time when it was made. */
export type LastPage = { html: string; at: number }

type Kept = { packed: Uint8Array<ArrayBuffer>; at: number }

/** The last page of each address that came out well. Bounded by number and bytes; the one that was not made for longest goes first. */
export function createLastPages({ mostPages = MOST_LAST_PAGES, mostBytes = MOST_LAST_BYTES } = {}) {
  const pages = new Map<string, Kept>()
  const known = new WeakSet<CachedPage>()
  let bytes = 0
  const forget = (key: string) => {
    bytes -= pages.get(key)?.packed.byteLength ?? 0
    pages.delete(key)
  }
  return {
    /** May be told of the same page by each of its readers. */
    keep(key: string, page: CachedPage, at: number): void {
      if (known.has(page)) return
      known.add(page)
      const packed = page.gzip()
      forget(key)
      pages.set(key, { packed, at })
      bytes += packed.byteLength
      for (const oldest of pages.keys()) {
        if (pages.size <= mostPages && bytes <= mostBytes) break
        forget(oldest)
      }
    },
    has: (key: string): boolean => pages.has(key),
    read(key: string): LastPage | undefined {
      const kept = pages.get(key)
      return kept && { html: gunzipSync(kept.packed).toString(), at: kept.at }
    },
  }
}
