import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { pathToFileURL } from 'node:url'

/** What sending a page costs where nothing is done to make it: Hono, and text of so many bytes. */
export function createBare(bytes: number): Hono {
  const html = '<p>Brusio</p>\n'.repeat(Math.ceil(bytes / 14)).slice(0, bytes)
  return new Hono().get('*', (c) => c.html(html))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { fetch } = createBare(Number(process.env.HTML_BYTES))
  createAdaptorServer({ fetch }).listen(Number(process.env.PORT), '127.0.0.1')
}
