import { Hono } from 'hono'
import type { EmbedSource } from './facts.ts'
import type { EmbedDeps } from './routes.ts'

/** `/badge/…`, `/chart/…` and `/og/…`: badge, curve and share picture. */
export function pictureRoutes(_deps: EmbedDeps, _facts: EmbedSource): Hono {
  return new Hono()
}
