import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { LANGS } from '../../../web/locales/language.ts'
import { hasTag } from '../asked-with.ts'
import type { Form } from './picture-asked.ts'

/** What a drawing says and does when it is opened by itself: nothing but its own style. */
const CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"

/** A drawing and the name it goes by: the same words, the same name. */
export type Drawing = { svg: string; name: string; status: 200 | 400 | 404 | 503 }

export const toDrawing = (svg: string, status: Drawing['status'] = 200): Drawing => ({
  svg,
  status,
  name: createHash('sha1').update(svg).digest('base64url'),
})

/** While nothing can be read, and nobody may keep what says so. */
const AWAY_RETRY_S = 5

/** Shown anywhere, read by anybody. */
export function openToAll(c: Context): void {
  c.header('Access-Control-Allow-Origin', '*')
  c.header('Cross-Origin-Resource-Policy', 'cross-origin')
  c.header('Content-Security-Policy', CSP)
  if (!LANGS.some((lang) => lang === c.req.query('lang'))) c.header('Vary', 'Accept-Language')
}

/** Answers with a drawing; one that the caller has need not be made into pixels. */
export async function sendDrawing(
  c: Context,
  { svg, name, status }: Drawing,
  { form, caching, toPng }: { form: Form; caching: string; toPng: (name: string, svg: string) => Promise<Buffer> },
): Promise<Response> {
  const etag = `"${name}-${form}"`
  openToAll(c)
  const about = () => {
    c.header('Cache-Control', status === 503 ? 'no-store' : caching)
    if (status === 503) return c.header('Retry-After', String(AWAY_RETRY_S))
    c.header('ETag', etag)
  }
  if (status === 200 && hasTag(c.req.header('if-none-match'), etag)) {
    about()
    return c.body(null, 304)
  }
  // Headers come last: a picture that could not be drawn must not be kept.
  const body = form === 'svg' ? svg : new Uint8Array(await toPng(name, svg))
  about()
  c.header('Content-Type', form === 'svg' ? 'image/svg+xml; charset=utf-8' : 'image/png')
  return c.body(body, status)
}
