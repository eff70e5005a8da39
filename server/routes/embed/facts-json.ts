import { Hono, type Context } from 'hono'
import { embedTexts } from '../../../web/locales/embed.ts'
import type { Lang } from '../../../web/locales/language.ts'
import { Refusal, toProblem } from '../../errors.ts'
import { hasTag, takesGzip } from '../asked-with.ts'
import { readAsked, type Unavailable } from './asked.ts'
import { cachingOf, readyOf } from './facts-ready.ts'
import type { EmbedSource } from './facts.ts'
import type { EmbedDeps } from './routes.ts'

const METHODS = 'GET, HEAD, OPTIONS'
/** A name that is not here may be here tomorrow. */
const REFUSED_S = 60

/** `/embed/{subject}.json`: what an embed shows, for our element and for whoever draws his own. */
export function embedFactsRoutes(deps: Pick<EmbedDeps, 'clock' | 'directory'>, facts: EmbedSource): Hono {
  const { clock, directory } = deps
  const path = '/embed/:name{.+\\.json}'
  return new Hono()
    .use(path, (c, next) => {
      c.header('Access-Control-Allow-Origin', '*')
      c.header('Cross-Origin-Resource-Policy', 'cross-origin')
      return next()
    })
    .get(path, async (c) => {
      const name = c.req.param('name').slice(0, -'.json'.length)
      const asked = readAsked(c, name, { directory, now: clock.now() })
      // The language may have been chosen by what the browser asks for.
      c.header('Vary', 'Accept-Encoding, Accept-Language')
      if ('unavailable' in asked) return refuse(c, asked.unavailable, asked.lang)
      const found = await facts.read(asked).catch((error: unknown) => {
        if (toProblem(error).status !== 503) throw error
        return 'away' as const
      })
      if (found === undefined) return refuse(c, 'subject', asked.lang)
      if (found === 'away') return refuse(c, 'away', asked.lang)
      const ready = readyOf(found)
      c.header('ETag', ready.etag())
      c.header('Cache-Control', cachingOf(found, clock))
      if (hasTag(c.req.header('if-none-match'), ready.etag())) return c.body(null, 304)
      c.header('Content-Type', 'application/json; charset=utf-8')
      if (!takesGzip(c.req.header('accept-encoding'))) return c.body(ready.plain())
      c.header('Content-Encoding', 'gzip')
      return c.body(ready.gzip())
    })
    .options(path, (c) => {
      c.header('Access-Control-Allow-Methods', METHODS)
      c.header('Allow', METHODS)
      return c.body(null, 204)
    })
    .all(path, (c) => {
      c.header('Allow', METHODS)
      throw new Refusal(405, `Here is only ${METHODS}.`)
    })
}

const STATUS = { subject: 404, as_of: 400, away: 503 } as const
const TITLE = { subject: 'Not found', as_of: 'Bad request', away: 'Service unavailable' } as const
const RETRY_AFTER_S = 5

/** A problem in the language of the page that embeds: its words are shown there. */
export function refuse(c: Context, why: Unavailable['unavailable'] | 'away', lang: Lang): Response {
  const status = STATUS[why]
  const isAway = why === 'away'
  if (isAway) c.header('Retry-After', String(RETRY_AFTER_S))
  c.header('Cache-Control', isAway ? 'no-store' : `public, max-age=${REFUSED_S}`)
  c.header('Content-Language', lang)
  c.header('Content-Type', 'application/problem+json')
  const more = isAway ? { retry_after: RETRY_AFTER_S } : {}
  const problem = {
    type: 'about:blank',
    title: TITLE[why],
    status,
    detail: embedTexts[lang].embedUnavailable[why],
    lang,
    ...more,
  }
  return c.body(JSON.stringify(problem), status)
}
