import { Hono } from 'hono'
import type { PageServer } from './serve.ts'

/** `/newsroom`: how to embed, with a builder; examples; and the page for a legal office. */
export function newsroomRoutes(_pages: PageServer): Hono {
  return new Hono()
}
