import type { Hono } from 'hono'
import { v7 as uuidv7 } from 'uuid'
import type { Evidence } from '../../shared/incident.ts'
import type { Delivery, Webhook } from '../../shared/webhook.ts'
import { createApiKey } from '../store/api-keys.ts'
import type { Scope } from '../store/api-keys.ts'
import type { Database } from '../store/db.ts'
import { commitJudgement } from '../store/judgements.ts'
import type { IncidentWrite } from '../store/judgements.ts'
import { takeLease } from '../store/leases.ts'
import { fetchJson } from './api.ts'

export const SEEN: Evidence = {
  rule: 'r',
  window_ms: 60_000,
  observed: 9,
  expected: 1,
  dispersion: 1,
  score: 20,
  threshold: 10,
  reporters: 9,
  networks: 9,
}

/** Writes what a detector would: incidents that open, change and end, each with its event, through the one statement of a judgement. */
export async function aJudge(db: Database) {
  const role = `judge-${uuidv7()}`
  const until = Date.UTC(2999)
  const { epoch } = (await takeLease(db, { role, holder: 'test', now: 0, ttlMs: 1 }))!
  const write = async (incident: IncidentWrite, type: string, from: string, at: number) => {
    const event = { incidentId: incident.id, providerId: incident.providerId, at, type, from, to: incident.state }
    const events = [{ ...event, evidence: SEEN }]
    await commitJudgement(
      db,
      { role, epoch, until },
      { states: [], baselines: [], parts: [], incidents: [incident], events },
    )
    return incident
  }
  return {
    open: (providerId: number, at: number) =>
      write(
        {
          id: uuidv7({ msecs: at }),
          providerId,
          isNew: true,
          state: 'confirmed',
          verified: false,
          startedAt: at,
          startedBetween: null,
          detectedAt: at,
          confirmedAt: at,
          resolvedAt: null,
          peak: 30,
          rule: 'r',
          cause: null,
          scope: [],
        },
        'confirmed',
        'suspected',
        at,
      ),
    recover: (incident: IncidentWrite, at: number) =>
      write({ ...incident, isNew: false, state: 'recovering' }, 'recovering', 'confirmed', at),
    resolve: (incident: IncidentWrite, at: number) =>
      write({ ...incident, isNew: false, state: 'ok', resolvedAt: at }, 'resolved', 'recovering', at),
  }
}

type Answer<T> = { status: number; body: T; headers: Headers }
export type HookAnswer = { webhook: Webhook; secret: string; failure: string | null; detail?: string; field?: string }

/** Somebody with a key, who asks the API. */
export async function anOwner(db: Database, app: Hono, now: number, scope: Scope = 'webhooks') {
  const { token, prefix } = await createApiKey(db, { name: 'desk', scope, now })
  async function ask<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const own = { authorization: `Bearer ${token}` }
    const typed = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text ?? '')) }
    const init = text === undefined ? { method, headers: own } : { method, headers: { ...own, ...typed }, body: text }
    const answer = await fetchJson(app, `/api/v1/webhooks${path}`, init)
    return { ...answer, body: answer.body as T }
  }
  return {
    token,
    prefix,
    ask,
    create: (wish: Record<string, unknown>) => ask<HookAnswer>('POST', '', wish),
    deliveries: async (id: string) =>
      (await ask<{ deliveries: Delivery[] }>('GET', `/${id}/deliveries`)).body.deliveries,
  }
}
