import { v7 as uuidv7 } from 'uuid'
import { WEBHOOK_EVENTS } from '../../../shared/webhook.ts'
import { newChallenge, newSecret } from '../../notify/confirmation.ts'
import { correctIncident } from '../../store/corrections.ts'
import type { Database } from '../../store/db.ts'
import { readIncidentEvents, readIncidents } from '../../store/incidents.ts'
import { createWebhook } from '../../store/webhooks.ts'

/** More than are deleted by what is asked. */
const WEBHOOKS = 60

/** So few are told of what happens that a delivery and its webhook are found together. */
const TOLD = 2

/** Webhooks of a key that have confirmed, and a delivery to some: their ids. */
export async function aKeyWithWebhooks(
  db: Database,
  { apiKeyId, url, now }: { apiKeyId: number; url: string; now: number },
): Promise<{ ids: string[]; told: string[]; untold: string[]; deliveries: string[] }> {
  for (let i = 0; i < WEBHOOKS; i++) {
    const about = i < TOLD ? {} : { provider: 'nobody-yet' }
    const row = { id: uuidv7({ msecs: now }), apiKeyId, url, events: [...WEBHOOK_EVENTS], about }
    const asked = { secret: newSecret(), challenge: newChallenge(), createdAt: now, confirmedAt: now }
    await createWebhook(db, { ...row, ...asked }, WEBHOOKS)
  }
  const [incident] = await readIncidents(db, { open: true, limit: 1 })
  const [event] = await readIncidentEvents(db, { incidentId: incident!.id })
  const act = { at: now, reason: 'Somebody has looked into it.', evidence: event!.evidence }
  const isCorrected = await correctIncident(db, incident!, { startedAt: incident!.startedAt + 1_000 }, act)
  if (!isCorrected) throw new Error('nobody is told: the incident could not be corrected')
  const ids = await db.sql<{ id: string }[]>`select id from webhooks where api_key_id = ${apiKeyId}`
  const told = await db.sql<{ id: string; of: string }[]>`select id, webhook_id as of from deliveries`
  const all = ids.map((row) => row.id)
  const hearing = told.map(({ of }) => of)
  const untold = all.filter((one) => !hearing.includes(one))
  return { ids: all, told: hearing, untold, deliveries: told.map((row) => row.id) }
}

/** Bodies that are taken. */
export function rightBodies(provider: string, now: number): Record<string, unknown> {
  const result = {
    id: uuidv7({ msecs: now }),
    provider,
    kind: 'external',
    target: 'imap-login',
    at: new Date(now).toISOString(),
    outcome: 'timeout',
    timings: { dns: 1, connect: 2, tls: null, first_byte: null },
  }
  return {
    'POST /reports': { provider, answer: 'problem' },
    'POST /probe-results': { results: [result], resolvers: ['9.9.9.9'] },
    'POST /in/gatus': 'TRIGGERED\nmail\nimap\ntimeout\n',
  }
}
