import { toPage, type CachedPage } from '../pages/page-cache.ts'

/** Feeds × languages × formats × the names by which we are called; past it the oldest goes. */
const MOST_SHELVED = 1_000

/** `changedAt` is real time, epoch milliseconds: since then the text is known to be the same. */
export type ShelvedFeed = { page: CachedPage; changedAt: number }

/**
 * Feeds as they were told last. One is told anew when something else was read; what then says the same keeps its date, so that a reader who
 * knows the date alone need not read it twice. After a restart everything counts as changed, once.
 */
export function createFeedShelf(realNow: () => number = () => performance.timeOrigin + performance.now()) {
  const shelf = new Map<string, ShelvedFeed & { read: object }>()
  return (key: string, read: object, tell: () => string): ShelvedFeed => {
    const kept = shelf.get(key)
    if (kept?.read === read) return kept
    const page = toPage(tell())
    const isSame = kept?.page.etag() === page.etag()
    const made = isSame ? { ...kept, read } : { page, changedAt: realNow(), read }
    shelf.delete(key)
    const oldest = shelf.keys().next()
    if (shelf.size >= MOST_SHELVED && !oldest.done) shelf.delete(oldest.value)
    shelf.set(key, made)
    return made
  }
}
