import { Hono } from 'hono'
import { Refusal } from '../../errors.ts'
import { methodsOf } from './reading.ts'

type Described = { method: string; path: string }

/**
 * Says what a described address takes to whoever asks with OPTIONS, and refuses with 405 and Allow what it does not. To be mounted before the
 * routes, and behind those that answer OPTIONS themselves.
 */
export function refuseOtherMethods(routes: readonly Described[]): Hono {
  const router = new Hono()
  for (const [address, methods] of methodsOf(routes)) {
    const allow = methods.join(', ')
    router.use(address, (c, next) => {
      const isAsked = c.req.method === 'OPTIONS'
      if (methods.includes(c.req.method) && !isAsked) return next()
      c.header('Allow', allow)
      if (!isAsked) throw new Refusal(405, `Here is only ${allow}.`)
      return Promise.resolve(c.body(null, 204))
    })
  }
  return router
}
