import type { MiddlewareHandler } from 'hono'

/** Leads `/p/x/?a=b`, where there is nothing, to `/p/x?a=b`. Never elsewhere: `//host/` would be another site's address. */
export const withoutTrailingSlash: MiddlewareHandler = async (c, next) => {
  const { pathname, search } = new URL(c.req.url)
  const path = pathname.replace(/\/+$/, '')
  if (path === pathname || !/^\/[^/\\]/.test(path)) return next()
  return c.redirect(path + search, 308)
}
