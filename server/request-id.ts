import { randomUUID } from 'node:crypto'

/** What a proxy may call a request. No dot and no colon: it can be no address. */
const WELL_FORMED = /^[A-Za-z0-9_-]{8,64}$/

/** The id of a request: of a trusted proxy, where that gave it one, else ours, which says nothing. */
export function requestId(given: string | undefined, isTrusted: () => boolean): string {
  return given !== undefined && WELL_FORMED.test(given) && isTrusted() ? given : randomUUID()
}
