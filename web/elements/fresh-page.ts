/** Not more often than this, however much happens. */
const LEAST_BETWEEN_MS = 3_000
/** A line that takes longer is no line. */
const ANSWER_MS = 15_000
/** Readers of one page come back spread over this long, not all in the moment when something changed. */
const SPREAD_MS = 1_500

/**
 * Reads this page again and hands the fresh copy over: marks, lists and baselines are drawn in one place, on the server.
 * Calls while one is waiting or running are answered by it or by the next; a failed one (also one
 * whose copy `use` throws on) is left to the next cause.
 */
export function createFreshPage(
  use: (fresh: Document) => void,
  onFailure: () => void = () => {},
  addressOf: () => URL = () => new URL(location.href),
): () => void {
  let waiting = false
  let last = -Infinity
  let asked = 0
  let used = 0
  return () => {
    if (waiting) return
    waiting = true
    const wait = Math.max(0, last + LEAST_BETWEEN_MS - performance.now()) + Math.random() * SPREAD_MS
    setTimeout(() => {
      last = performance.now()
      waiting = false
      const mine = ++asked
      // On a slow line an older copy may come after a newer one.
      const take = (fresh: Document) => {
        if (mine < used) return
        used = mine
        use(fresh)
      }
      fetchPage(addressOf()).then(take).catch(onFailure)
    }, wait)
  }
}

/** A page of ours as it is now; what became of a press is no part of it. */
export async function fetchPage(from: URL): Promise<Document> {
  const address = new URL(from)
  address.hash = ''
  for (const name of ['reported', 'id', 'report']) address.searchParams.delete(name)
  const answer = await fetch(address, { headers: { Accept: 'text/html' }, signal: AbortSignal.timeout(ANSWER_MS) })
  if (!answer.ok) throw new Error(`answered ${answer.status}`)
  return new DOMParser().parseFromString(await answer.text(), 'text/html')
}
