import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { pathToFileURL } from 'node:url'

/** What a report costs where nothing is done with it: Hono, the same JSON parsed, an answer of the same shape. */
export const bare = new Hono().post('/api/v1/reports', async (c) => {
  const { id, provider } = await c.req.json<{ id: string; provider: string }>()
  return c.json({
    id,
    provider,
    outcome: 'counted',
    counted: true,
    received_at: new Date().toISOString(),
    counts_from: null,
    country: null,
  })
})

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  createAdaptorServer({ fetch: bare.fetch }).listen(Number(process.env.PORT), '127.0.0.1')
}
