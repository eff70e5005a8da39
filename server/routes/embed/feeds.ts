import { Hono } from 'hono'
import type { EmbedDeps } from './routes.ts'

/** Atom and RSS: of everything, of a provider, of an operator. */
export function feedRoutes(_deps: EmbedDeps): Hono {
  return new Hono()
}
