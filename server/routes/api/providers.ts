import { Hono } from 'hono'
import { citationReads } from './citations.ts'
import { incidentLists } from './incident-list.ts'
import { incidentReads } from './incidents.ts'
import { refuseOtherMethods } from './methods.ts'
import { noticeReads } from './notices.ts'
import type { About } from './openapi-info.ts'
import { ROUTES } from './openapi.ts'
import { probeReads } from './probe-reads.ts'
import { providerReads } from './provider-reads.ts'
import type { ReadDeps } from './provider-reads.ts'
import { createReadCounter, createReadLimit, type ReadCounter, type ReadLimitDeps } from './read-limit.ts'
import { readingRules } from './reading.ts'
import { seriesReads } from './series.ts'
import { startReads } from './start.ts'
import { stateReads } from './states.ts'

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
  const read = [...ROUTES, ...['/', '/openapi.json', '/client.ts'].map((path) => ({ method: 'get', path }))]
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
    .route('/', startReads(deps))
}
