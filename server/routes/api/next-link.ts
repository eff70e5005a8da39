import type { Context } from 'hono'

/** Where the next page of a list is (RFC 8288), for who reads headers, as whoever asked for a table must. */
export function withNextLink(c: Context, headers: Record<string, string>, next: string | null): Record<string, string> {
  if (next === null) return headers
  const url = new URL(c.req.url)
  url.searchParams.set('cursor', next)
  return { ...headers, Link: `<${url.pathname}${url.search}>; rel="next"` }
}
