import { gzipSync } from 'node:zlib'
import { Hono, type Context } from 'hono'
import { Refusal } from '../../errors.ts'
import { hasTag, takesGzip } from '../asked-with.ts'
import type { EmbedDeps } from './routes.ts'
import { widgetScript } from './widget-script.ts'

const STABLE_S = 300
const YEAR_S = 31_536_000
const PREFIX = '/widget-'
const SUFFIX = '.js'

type Script = { type: string; body: Uint8Array; gzip: Uint8Array }

/** `/widget.js`, always the newest; and each version that was ever served here under its own name: articles name one for years. */
export function widgetRoutes({ assets, widgets = [] }: Pick<EmbedDeps, 'assets' | 'widgets'>): Hono {
  const { file, version, stable, versioned, integrity } = widgetScript(assets)
  const earlier = new Map(widgets.map((one): [string, Uint8Array] => [one.version, one.body]))
  const give = (c: Context, caching: string, name: string, { type, body, gzip }: Script) => {
    const etag = `W/"${name}"`
    openToAll(c)
    c.header('Cache-Control', caching)
    c.header('ETag', etag)
    c.header('Vary', 'Accept-Encoding')
    if (hasTag(c.req.header('if-none-match'), etag)) return c.body(null, 304)
    c.header('Content-Type', type)
    if (!takesGzip(c.req.header('accept-encoding'))) return c.body(new Uint8Array(body))
    c.header('Content-Encoding', 'gzip')
    return c.body(new Uint8Array(gzip))
  }
  return new Hono()
    .get(stable, (c) => give(c, `public, max-age=${STABLE_S}`, version, file))
    .get('/:file{widget-[0-9a-z]+\\.js}', (c) => {
      const asked = c.req.path.slice(PREFIX.length, -SUFFIX.length)
      const body = earlier.get(asked)
      const script = asked === version ? file : body && { type: file.type, body, gzip: gzipSync(body) }
      if (script !== undefined) return give(c, `public, max-age=${YEAR_S}, immutable`, asked, script)
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
