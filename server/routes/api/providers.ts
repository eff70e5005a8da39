import { Hono } from 'hono'
import { createAnswers } from './answers.ts'
import { citationReads } from './citations.ts'
import { incidentLists } from './incident-list.ts'
import { incidentReads } from './incidents.ts'
import { refuseOtherMethods } from './methods.ts'
import { noticeReads } from './notices.ts'
import type { About } from './openapi-info.ts'
import { ROUTES, openApiDocument } from './openapi.ts'
import { probeReads } from './probe-reads.ts'
import { providerReads } from './provider-reads.ts'
import type { ReadDeps } from './provider-reads.ts'
import { createReadCounter, createReadLimit, type ReadCounter, type ReadLimitDeps } from './read-limit.ts'
import { readingRules } from './reading.ts'
import { seriesReads } from './series.ts'
import { stateReads } from './states.ts'

/** The document changes with the program only. */
const DOCUMENT_MAX_AGE_S = 300

type ProviderDeps = ReadDeps &
  ReadLimitDeps &
  About & {
    publicUrl?: string | undefined
    /** Where somebody else counts the same reads. */
    countRead?: ReadCounter
  }

/**
 * What anybody's program may read: providers, series, incidents, notices, and the document that describes all routes; what everything that is read
 * has in common, wherever it is served; and a refusal of the
 * methods that none of those takes, so this is mounted before the routes that only take a POST.
 */
export function providerRoutes(deps: ProviderDeps): Hono {
  const { countRead = createReadCounter(deps) } = deps
  const router = new Hono()
  const read = [...ROUTES, { method: 'get', path: '/openapi.json' }]
  const answerDocument = createAnswers<ReturnType<typeof openApiDocument>>(deps.clock, DOCUMENT_MAX_AGE_S)
  return router
    .route('/', readingRules(read, createReadLimit(countRead)))
    .route('/', refuseOtherMethods(read))
    .route('/', providerReads(deps))
    .route('/', stateReads(deps))
    .route('/', seriesReads(deps))
    .route('/', incidentLists(deps))
    .route('/', incidentReads(deps))
    .route('/', noticeReads(deps))
    .route('/', probeReads(deps))
    .route('/', citationReads(deps))
    .get('/openapi.json', async (c) => {
      const { body, fresh, headers } = await answerDocument(c, async () => openApiDocument(deps))
      if (fresh) return c.body(null, 304, headers)
      // OpenAPI allows no fields of ours at the top, but those that begin with x-.
      const { generated_at, mode, ...document } = body
      const marked = { ...document, 'x-generated-at': generated_at, 'x-mode': mode }
      return c.body(JSON.stringify(marked), 200, { ...headers, 'Content-Type': 'application/json' })
    })
}
