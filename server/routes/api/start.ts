import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import type { Clock } from '../../clock.ts'
import { hasTag } from '../asked-with.ts'
import { ownOrigin } from '../embed/own-origin.ts'
import { createAnswers, cacheControl } from './answers.ts'
import { EXAMPLE_ORIGIN, clientFile } from './client-file.ts'
import { openApiDocument } from './openapi.ts'
import type { About } from './openapi-info.ts'

/** They change with the program only. */
const MAX_AGE_S = 300

/** References (RFC 3986), to be read from the address of the answer on. */
const INDEX = {
  name: 'Brusio',
  version: '1',
  license: 'CC BY 4.0',
  docs: '/docs/api',
  openapi: '/api/v1/openapi.json',
  client: '/api/v1/client.ts',
  states: '/api/v1/states',
  live: { socket: '/api/v1/live', events: '/api/v1/live.sse' },
  archive: '/archive',
}

/** `/api/v1`, which is what one types first; the contract, and the same as TypeScript. */
export function startReads(deps: About & { clock: Clock; publicUrl?: string | undefined }): Hono {
  const answerIndex = createAnswers<typeof INDEX>(deps.clock, MAX_AGE_S)
  const answerDocument = createAnswers<ReturnType<typeof openApiDocument>>(deps.clock, MAX_AGE_S)
  // Made once, when somebody wants it: only the address in it is the asker's.
  let client: string | undefined
  return new Hono()
    .get('/', async (c) => {
      const { body, fresh, headers } = await answerIndex(c, () => Promise.resolve(INDEX))
      return fresh ? c.body(null, 304, headers) : c.json(body, 200, headers)
    })
    .get('/openapi.json', async (c) => {
      const { body, fresh, headers } = await answerDocument(c, async () => openApiDocument(deps))
      if (fresh) return c.body(null, 304, headers)
      // OpenAPI allows no fields of ours at the top, but those that begin with x-.
      const { generated_at, mode, ...document } = body
      const marked = { ...document, 'x-generated-at': generated_at, 'x-mode': mode }
      return c.body(JSON.stringify(marked), 200, { ...headers, 'Content-Type': 'application/json' })
    })
    .get('/client.ts', (c) => {
      client ??= clientFile(openApiDocument(deps))
      const text = client.replaceAll(EXAMPLE_ORIGIN, ownOrigin(c, deps.publicUrl))
      const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
      const headers = { ETag: etag, 'Cache-Control': cacheControl(MAX_AGE_S) }
      if (hasTag(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers)
      return c.body(text, 200, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' })
    })
}
