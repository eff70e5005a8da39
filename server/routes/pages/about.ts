import { Hono } from 'hono'
import type { PageServer } from './serve.ts'

/** Who we are and by what we are held: about, privacy, legal, accessibility, our own status. */
export function aboutRoutes(_pages: PageServer): Hono {
  return new Hono()
}
