import { Hono, type Context } from 'hono'
import { Readable } from 'node:stream'
import { isClosed } from '../archive/names.ts'
import { Refusal } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Shelf } from './archive-shelf.ts'
import { hasTag } from './asked-with.ts'

const NEWEST = 'public, max-age=300'
/** A month that is over never changes. */
const CLOSED = 'public, max-age=86400, immutable'
const RETRY_AFTER_S = '5'
const METHODS = ['GET', 'HEAD', 'OPTIONS']
/** What the script of another page may read beside the body. */
const EXPOSED = 'Accept-Ranges,Content-Disposition,Content-Length,Content-Range,ETag,Retry-After'

const TYPES: [end: string, type: string][] = [
  ['.csv.gz', 'application/gzip'],
  ['.csv', 'text/csv; charset=utf-8; header=present'],
  ['.jws', 'application/jose'],
]

/** `/archive/…`: the index, a list for sha256sum, and the files that the manifests name. Anybody may read them from anywhere. */
export function archiveFileRoutes({ shelf, log }: { shelf: Shelf; log: Log }): Hono {
  const routes = new Hono()
  routes.use('/archive/:name{.+}', (c, next) => {
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Access-Control-Expose-Headers', EXPOSED)
    if (METHODS.includes(c.req.method)) return next()
    c.header('Allow', METHODS.join(', '))
    throw new Refusal(405, `Here is only ${METHODS.join(', ')}.`)
  })
  routes.options('/archive/:name{.+}', (c) =>
    c.body(null, 204, {
      Allow: METHODS.join(', '),
      'Access-Control-Allow-Methods': METHODS.join(','),
      'Access-Control-Allow-Headers': 'If-None-Match,If-Range,Range',
      'Access-Control-Max-Age': '86400',
    }),
  )
  routes.get('/archive/index.json', async (c) => {
    const index = await shelf.index()
    if (index === undefined) throw nothing()
    return whole(c, `${JSON.stringify(index)}\n`, index.manifests.at(-1)!.sha256, 'application/json; charset=utf-8')
  })
  routes.get('/archive/SHA256SUMS', async (c) => {
    const index = await shelf.index()
    if (index === undefined) throw nothing()
    const sums = index.files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')
    return whole(c, sums, index.manifests.at(-1)!.sha256, 'text/plain; charset=utf-8')
  })
  routes.get('/archive/:name{.+}', async (c) => {
    const index = await shelf.index()
    const entry = await shelf.find(c.req.param('name'))
    if (index === undefined) throw nothing()
    if (entry === undefined) throw missing()
    const { name, bytes, sha256 } = entry
    const etag = `"${sha256}"`
    c.header('ETag', etag)
    c.header('Cache-Control', isClosed(name, index.last_day) || name.endsWith('.jws') ? CLOSED : NEWEST)
    if (hasTag(c.req.header('if-none-match'), etag)) return c.body(null, 304)
    c.header('Content-Type', TYPES.find(([end]) => name.endsWith(end))?.[1] ?? 'application/octet-stream')
    c.header('Content-Disposition', `attachment; filename="${name.slice(name.lastIndexOf('/') + 1)}"`)
    c.header('Accept-Ranges', 'bytes')
    const range = askedRange(c, bytes, etag)
    if (range === 'unsatisfiable') {
      c.header('Content-Range', `bytes */${bytes}`)
      return c.body(null, 416)
    }
    const { start, end } = range ?? { start: 0, end: bytes - 1 }
    if (range) c.header('Content-Range', `bytes ${start}-${end}/${bytes}`)
    c.header('Content-Length', String(end - start + 1))
    const handle = await shelf.open(entry)
    if (handle === undefined) {
      log.error({ name }, 'a file of the archive is not as it was signed, or is just being replaced')
      throw new Refusal(503, 'This file cannot be given at the moment.', { retryAfterS: Number(RETRY_AFTER_S) })
    }
    if (c.req.raw.method === 'HEAD' || bytes === 0) {
      await handle.close()
      return c.body(null, range ? 206 : 200)
    }
    // Whoever leaves early closes the stream, and that the file.
    const stream = Readable.toWeb(handle.createReadStream({ start, end })) as ReadableStream
    return c.body(stream, range ? 206 : 200)
  })
  return routes
}

const missing = () => new Refusal(404, 'The archive has no such file: /archive/index.json names those it has.')
const nothing = () =>
  new Refusal(
    404,
    'There is no archive here: a replay or a simulation has none, a new instance none before its first days are over.',
  )

function whole(c: Context, text: string, hash: string, type: string): Response {
  const etag = `"${hash}"`
  c.header('ETag', etag)
  c.header('Cache-Control', NEWEST)
  if (hasTag(c.req.header('if-none-match'), etag)) return c.body(null, 304)
  return c.body(text, 200, { 'Content-Type': type })
}

/** One range of bytes (RFC 9110, 14.2), to go on with what was cut short; several, or words we do not know, get the whole. */
function askedRange(
  c: Context,
  bytes: number,
  etag: string,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const of = c.req.header('if-range')
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(c.req.header('range') ?? '') ?? []
  if ((from === '' && to === '') || (of !== undefined && of !== etag)) return undefined
  const start = from === '' ? Math.max(0, bytes - Number(to)) : Number(from)
  const end = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  if (to !== '' && from !== '' && Number(to) < start) return undefined
  return start >= bytes || end < start ? 'unsatisfiable' : { start, end }
}
