import { Hono } from 'hono'
import type { EmbedDeps } from './routes.ts'

/** `/oembed?url=…`: how a page of ours is embedded, for programs that make a box of a link. */
export function oembedRoutes(_deps: EmbedDeps): Hono {
  return new Hono()
}
