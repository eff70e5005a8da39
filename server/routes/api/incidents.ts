import { createRoute, z } from '@hono/zod-openapi'
import { Refusal } from '../../errors.ts'
import { readIncident, toIncident } from '../../store/incidents.ts'
import { readIncidentEcho } from '../press-echo.ts'
import { readIncidentSide } from '../official-side.ts'
import { createAnswers } from './answers.ts'
import { readAnswers } from './described.ts'
import type { ReadDeps } from './provider-reads.ts'
import { createRouter } from './router.ts'
import { IncidentDetail } from './wire.ts'

const MAX_AGE_S = 5

export const readOneIncident = createRoute({
  method: 'get',
  path: '/incidents/{id}',
  summary: 'One incident: timeline, evidence of each change, three clocks, what was said and what came of it',
  request: { params: z.object({ id: z.uuid().describe('of the incident') }) },
  responses: readAnswers(IncidentDetail, 'The incident', 400, 404, 503),
})

export function incidentReads({ db, clock, directory }: ReadDeps) {
  const answerDetail = createAnswers<Omit<z.infer<typeof IncidentDetail>, 'generated_at' | 'mode'>>(clock, MAX_AGE_S)

  return createRouter().openapi(readOneIncident, async (c) => {
    const { id } = c.req.valid('param')
    const { body, fresh, headers } = await answerDetail(c, async (now) => {
      const row = await readIncident(db, id)
      if (!row) throw new Refusal(404, 'There is no such incident.')
      const category = directory.byId(row.providerId)?.category
      const [{ mailExpiresFrom, ...side }, echo] = await Promise.all([
        readIncidentSide(db, row, { category, now }),
        readIncidentEcho(db, row, now),
      ])
      return { incident: toIncident(row), ...side, echo, mail_expires_from: mailExpiresFrom }
    })
    return fresh ? c.body(null, 304, headers) : c.json(body, 200, headers)
  })
}
