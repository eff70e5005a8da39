import { Hono, type Context } from 'hono'
import { Refusal } from '../../errors.ts'
import { hasTag, takesGzip } from '../asked-with.ts'
import type { EmbedDeps } from './routes.ts'
import { widgetScript } from './widget-script.ts'

const STABLE_S = 300
const YEAR_S = 31_536_000

/** `/widget.js`, always the newest; and the same under the name of its version, as long as that is what runs here. */
export function widgetRoutes({ assets }: Pick<EmbedDeps, 'assets'>): Hono {
  const { file, stable, versioned, integrity } = widgetScript(assets)
  const etag = `W/"${versioned.slice(1)}"`
  const give = (c: Context, caching: string) => {
    openToAll(c)
    c.header('Cache-Control', caching)
    c.header('ETag', etag)
    c.header('Vary', 'Accept-Encoding')
    if (hasTag(c.req.header('if-none-match'), etag)) return c.body(null, 304)
    c.header('Content-Type', file.type)
    if (!takesGzip(c.req.header('accept-encoding'))) return c.body(new Uint8Array(file.body))
    c.header('Content-Encoding', 'gzip')
    return c.body(new Uint8Array(file.gzip))
  }
  return new Hono()
    .get(stable, (c) => give(c, `public, max-age=${STABLE_S}`))
    .get('/:file{widget-[0-9a-z]+\\.js}', (c) => {
      if (c.req.path === versioned) return give(c, `public, max-age=${YEAR_S}, immutable`)
      openToAll(c)
      throw new Refusal(
        404,
        `There is no such version here: it is ${versioned} (${integrity}), and ${stable} is always the newest.`,
      )
    })
}

/** Scripts that are checked (`integrity`) are fetched with CORS; pages that isolate themselves ask for the other. */
function openToAll(c: Context): void {
  c.header('Access-Control-Allow-Origin', '*')
  c.header('Cross-Origin-Resource-Policy', 'cross-origin')
}
