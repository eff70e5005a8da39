import type { MiddlewareHandler } from 'hono'
import type { Clock } from '../../clock.ts'
import { Refusal } from '../../errors.ts'
import { useApiKey } from '../../store/api-keys.ts'
import type { ApiKey, Scope } from '../../store/api-keys.ts'
import type { Database } from '../../store/db.ts'
import { problems } from './router.ts'

/** How whatever an agent's key may post can be refused. */
export const POST_REFUSALS = problems(400, 401, 403, 404, 411, 413, 415, 503)

export type KeyEnv = { Variables: { key: ApiKey } }

/** Lets in who has a key of this scope, and hands the key on. 401 without one that works, 403 for one of another scope. */
export function requireKey(db: Database, clock: Clock, scope: Scope): MiddlewareHandler<KeyEnv> {
  return async (c, next) => {
    const token = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const key = token === undefined ? undefined : await useApiKey(db, token, clock.now())
    if (!key) {
      c.header('WWW-Authenticate', token === undefined ? 'Bearer' : 'Bearer error="invalid_token"')
      throw new Refusal(401, token === undefined ? 'Send a key: Authorization: Bearer …' : 'This key does not work.')
    }
    if (key.scope !== scope) {
      c.header('WWW-Authenticate', `Bearer error="insufficient_scope", scope="${scope}"`)
      throw new Refusal(403, `This key may not do this: it lacks the scope ${scope}.`)
    }
    c.set('key', key)
    await next()
  }
}
