import { v7 as uuidv7 } from 'uuid'
import { beforeEach, expect, it } from 'vitest'
import { MINUTE_MS } from '../../shared/time.ts'
import { WEBHOOK_EVENTS } from '../../shared/webhook.ts'
import { useTestDb } from '../test/db.ts'
import { aProvider } from '../test/factories.ts'
import { aJudge, SEEN } from '../test/webhook-site.ts'
import { createApiKey, useApiKey } from './api-keys.ts'
import { correctIncident, withdrawIncident } from './corrections.ts'
import { readDeliveries } from './deliveries.ts'
import { commitJudgement } from './judgements.ts'
import type { IncidentWrite } from './judgements.ts'
import { takeLease } from './leases.ts'
import { createWebhook } from './webhooks.ts'

const NOW = Date.UTC(2026, 0, 13, 9)
const at = (minute: number) => NOW + minute * MINUTE_MS
const test = useTestDb()
let hook: string

beforeEach(async () => {
  const { db } = test
  await db.sql`truncate deliveries, webhooks, api_keys, agents, incident_events, incidents, leases, providers cascade`
  const { token } = await createApiKey(db, { name: 'desk', scope: 'webhooks', now: NOW })
  const { id: apiKeyId } = (await useApiKey(db, token, NOW))!
  hook = uuidv7()
  const wish = { url: 'https://example.com/', events: [...WEBHOOK_EVENTS], about: {}, secret: 's', challenge: 'c' }
  await createWebhook(db, { ...wish, id: hook, apiKeyId, createdAt: NOW, confirmedAt: NOW }, 9)
})

const told = async () =>
  (await readDeliveries(test.db, hook, 100))
    .toSorted((a, b) => a.sequence - b.sequence)
    .map(({ type, incident }) => ({ type, incident }))

it('holds what one judgement says of two incidents of a provider, and of another provider, in order', async () => {
  const { db } = test
  const judge = await aJudge(db)
  const [{ id: mail }, { id: bank }] = [await aProvider(db, { slug: 'mail' }), await aProvider(db, { slug: 'bank' })]
  const first = await judge.open(mail, at(1))
  const began = (providerId: number, minute: number): IncidentWrite => ({
    ...first,
    id: uuidv7({ msecs: at(minute) }),
    providerId,
    startedAt: at(minute),
    detectedAt: at(minute),
    confirmedAt: at(minute),
  })
  const [second, other] = [began(mail, 5), began(bank, 4)]
  const over = { ...first, isNew: false, state: 'ok', resolvedAt: at(3) }
  const event = (incident: IncidentWrite, type: string, minute: number) => {
    const { id: incidentId, providerId, state: to } = incident
    return { incidentId, providerId, at: at(minute), type, from: 'recovering', to, evidence: SEEN }
  }
  const { epoch } = (await takeLease(db, { role: 'detector', holder: 'test', now: 0, ttlMs: 1 }))!
  const lease = { role: 'detector', epoch, until: Date.UTC(2999) }
  const judgement = {
    states: [],
    baselines: [],
    parts: [],
    incidents: [second, over, other],
    events: [event(over, 'resolved', 3), event(second, 'confirmed', 5), event(other, 'confirmed', 4)],
  }
  expect(await commitJudgement(db, lease, judgement)).toMatchObject({ led: true, gaveWay: [] })
  expect(await told()).toEqual([
    { type: 'incident.opened', incident: first.id },
    { type: 'incident.resolved', incident: first.id },
    { type: 'incident.opened', incident: other.id },
    { type: 'incident.opened', incident: second.id },
  ])
  // Who leads no longer writes nothing, neither the change nor what is to be told of it.
  const late = { ...judgement, incidents: [], events: [event(second, 'heard', 6)] }
  expect(await commitJudgement(db, { ...lease, epoch: epoch - 1 }, late)).toMatchObject({ led: false })
  expect(await told()).toHaveLength(4)
})

it('numbers what detector and person say of an incident at the same instant as it became true, and loses none', async () => {
  const { db } = test
  const judge = await aJudge(db)
  const incidents: IncidentWrite[] = []
  for (let i = 0; i < 12; i++) incidents.push(await judge.open((await aProvider(db, { slug: `p-${i}` })).id, at(1)))
  const act = { at: at(9), reason: 'It began earlier.', evidence: SEEN }
  await Promise.all(
    incidents.flatMap((incident) => [
      judge.recover(incident, at(8)),
      correctIncident(db, incident, { startedAt: at(0) }, act),
      withdrawIncident(db, incident.id, act),
    ]),
  )
  const events = await db.sql<{ type: string; incident: string; id: number }[]>`
    select type, incident_id as incident, id::float8 as id from incident_events order by id`
  const sequences = (await readDeliveries(db, hook, 100)).map(({ sequence }) => sequence)
  expect(sequences.toSorted((a, b) => a - b)).toEqual(events.map(({ id }) => id))
  for (const { id } of incidents) {
    const course = events.filter(({ incident }) => incident === id).map(({ type }) => type)
    // After it was withdrawn there is nothing more to tell.
    expect([course[0], course.at(-1)]).toEqual(['confirmed', 'withdrawn'])
  }
})
