import { Hono } from 'hono'
import { Refusal } from '../../errors.ts'
import { addressOf, READ_METHODS } from './reading.ts'

type Described = { method: string; path: string }

/** Refuses with 405 and Allow whatever the routes at a described address do not take. To be mounted before them. */
export function refuseOtherMethods(routes: readonly Described[]): Hono {
  const allowed = new Map<string, string[]>()
  for (const { method, path } of routes) {
    const address = addressOf(path)
    const methods = method === 'get' ? READ_METHODS : [method.toUpperCase()]
    allowed.set(address, [...(allowed.get(address) ?? []), ...methods])
  }
  const router = new Hono()
  for (const [address, methods] of allowed) {
    router.use(address, (c, next) => {
      if (methods.includes(c.req.method)) return next()
      const allow = methods.join(', ')
      c.header('Allow', allow)
      throw new Refusal(405, `Here is only ${allow}.`)
    })
  }
  return router
}
