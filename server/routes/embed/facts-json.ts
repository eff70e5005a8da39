import { Hono } from 'hono'
import type { EmbedSource } from './facts.ts'
import { readAsked } from './asked.ts'
import type { EmbedDeps } from './routes.ts'
import { Refusal } from '../../errors.ts'

/** `/embed/{subject}.json`: what an embed shows, for our element and for whoever draws his own. */
export function embedFactsRoutes(deps: EmbedDeps, facts: EmbedSource): Hono {
  return new Hono().get('/embed/:name{.+\\.json}', async (c) => {
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    const asked = readAsked(c, c.req.param('name').slice(0, -'.json'.length), {
      directory: deps.directory,
      now: deps.clock.now(),
    })
    const found = 'unavailable' in asked ? undefined : await facts.read(asked)
    if (found === undefined) throw new Refusal(404, 'There is nothing to show.')
    return c.json(found)
  })
}
