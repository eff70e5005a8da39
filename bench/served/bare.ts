import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/** `isJson`: written anew for each who asks, as handlers do; else the bytes as they are, with a 304 for who has them. */
export type BareAnswer = { type: string; etag: string; isJson: boolean }

/** What sending something costs where nothing is done to make it, or no more than to write it as JSON. */
export function createBare(bytes: Uint8Array<ArrayBuffer>, { type, etag, isJson }: BareAnswer): Hono {
  if (isJson) {
    const value = JSON.parse(new TextDecoder().decode(bytes)) as object
    return new Hono().get('*', (c) => c.json(value))
  }
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
