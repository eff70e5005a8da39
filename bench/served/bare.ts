import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

export type BareAnswer = { type: string; etag: string }

/** What sending something costs where it lies ready: Hono, these bytes, and a 304 for who has them. */
export function createBare(bytes: Uint8Array<ArrayBuffer>, { type, etag }: BareAnswer): Hono {
  return new Hono().get('*', (c) => {
    c.header('ETag', etag)
    if (c.req.header('if-none-match') === etag) return c.body(null, 304)
    return c.body(bytes, 200, { 'Content-Type': type })
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const bytes = new Uint8Array(readFileSync(process.env.BARE_FILE!))
  const { fetch } = createBare(bytes, JSON.parse(process.env.BARE_ANSWER!) as BareAnswer)
  createAdaptorServer({ fetch }).listen(Number(process.env.PORT), '127.0.0.1')
}
