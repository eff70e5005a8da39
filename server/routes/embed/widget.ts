import { Hono } from 'hono'
import type { EmbedDeps } from './routes.ts'

/** `/widget.js`, and the same under the name of its version. */
export function widgetRoutes(_deps: EmbedDeps): Hono {
  return new Hono()
}
