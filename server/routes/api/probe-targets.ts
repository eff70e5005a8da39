import { createRoute, z } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { ProbeTarget } from '../../../shared/probe.ts'
import type { Clock } from '../../clock.ts'
import type { Database } from '../../store/db.ts'
import { requireKey } from './agent-key.ts'
import { createAnswers } from './answers.ts'
import { readAnswers } from './described.ts'
import { createRouter } from './router.ts'
import { Stamp } from './wire.ts'

export const ProbeTargetList = Stamp.extend({
  targets: z.array(ProbeTarget.meta({ id: 'ProbeTarget' })).describe('what is to be asked, and how'),
}).meta({ id: 'ProbeTargetList' })

export const listProbeTargets = createRoute({
  method: 'get',
  path: '/probe-targets',
  summary: 'What an agent is to ask',
  description:
    'With the key of an agent, as its results. What this instance asks for itself: the list of the catalogue, and what the operator has added.',
  security: [{ key: [] }],
  responses: readAnswers(ProbeTargetList, 'All targets', 401, 403, 503),
})

export type ProbeTargetDeps = { db: Database; clock: Clock; targets: readonly ProbeTarget[] }

export function probeTargetRoutes({ db, clock, targets }: ProbeTargetDeps): Hono {
  const router = createRouter()
  const answerList = createAnswers<{ targets: ProbeTarget[] }>(clock, 0)
  router.use('/probe-targets', requireKey(db, clock, 'probe-results'))
  router.openapi(listProbeTargets, async (c) => {
    const { body, fresh, headers } = await answerList(c, async () => ({ targets: [...targets] }))
    // Mailboxes of the operator may be in it: nothing for a cache on the way.
    const own = { ...headers, 'Cache-Control': 'private, no-cache' }
    return fresh ? c.body(null, 304, own) : c.json(body, 200, own)
  })
  return new Hono().route('/', router)
}
