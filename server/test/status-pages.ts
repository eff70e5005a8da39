import { MINUTE_MS } from '../../shared/time.ts'
import { withdrawIncident } from '../store/corrections.ts'
import type { Database } from '../store/db.ts'
import { incidentEvents, incidents } from '../store/schema.ts'
import { anIncident, aProvider } from './factories.ts'

// What a Statuspage can have to say. Minutes from the start:
//   posta  confirmed 4 (verified)   crowd    confirmed 4 (people)     wide   confirmed 4, all its parts   after  follows posta
//   easing confirmed 4, recov. 10   rumour   suspected                quiet  ok                           past   4 to 20
//   wrong  4 to 20, withdrawn 29    hasty    confirmed 4, withdrawn 29 while it was open

export const START = Date.UTC(2023, 0, 23, 8, 2)
export const NOW = START + 30 * MINUTE_MS
const PARTS = [
  { slug: 'webmail', name: { it: 'Webmail', en: 'Webmail' } },
  { slug: 'receiving', name: { it: 'Ricezione', en: 'Receiving' } },
]
const EVIDENCE = {
  rule: 'test-7',
  window_ms: 29 * MINUTE_MS,
  observed: 57,
  expected: 3.2,
  dispersion: 1.3,
  score: 21.5,
  threshold: 18.4,
  reporters: 31,
  networks: 14,
}

/** By slug. */
export type Told = Record<string, { provider: number; incident?: string }>

export async function tellStatusPages(db: Database): Promise<Told> {
  const ids: Told = {}
  const at = (minute: number) => new Date(START + minute * MINUTE_MS)
  const iso = (minute: number) => at(minute).toISOString()
  await db.sql`insert into leases (role, epoch, holder, until, at) values ('detector', 1, 'me', ${iso(30)}, ${iso(30)})`
  async function tell(slug: string, state: string, more: Partial<typeof incidents.$inferInsert> = {}) {
    const { id: providerId } = await aProvider(db, { slug, name: slug.toUpperCase(), components: PARTS })
    ids[slug] = { provider: providerId }
    await db.sql`insert into detector_states (provider_id, at, state, since, snapshot)
      values (${providerId}, ${iso(30)}, ${state}, ${state === 'ok' ? null : iso(0)}, '{}'::jsonb)`
    if (!['confirmed', 'recovering'].includes(state) && more.resolvedAt === undefined) return
    const incident = await anIncident(db, { providerId, startedAt: at(0), confirmedAt: at(4), ...more })
    ids[slug].incident = incident.id
    const event = (minute: number, type: string, to: string) => ({
      incidentId: incident.id,
      providerId,
      at: at(minute),
      type,
      fromState: 'ok',
      toState: to,
      evidence: EVIDENCE,
    })
    await db.orm
      .insert(incidentEvents)
      .values([
        event(4, 'confirmed', 'confirmed'),
        ...(more.resolvedAt || state === 'recovering' ? [event(10, 'recovering', 'recovering')] : []),
        ...(more.resolvedAt ? [event(20, 'resolved', 'ok')] : []),
      ])
  }
  const withdraw = (slug: string) =>
    withdrawIncident(db, ids[slug]!.incident!, {
      at: NOW - MINUTE_MS,
      reason: 'It was a test.',
      evidence: EVIDENCE,
    })
  const cell = { facet: 'component', observed: 40, expected: 1 } as const
  const scope: (typeof incidents.$inferInsert)['scope'] = [
    { ...cell, value: 'webmail', verdict: 'affected' },
    { ...cell, value: 'receiving', verdict: 'not_affected' },
  ]
  await tell('posta', 'confirmed', { verified: true, scope })
  await tell('crowd', 'confirmed', { scope })
  await tell('wide', 'confirmed', { scope: scope.map((one) => ({ ...one, verdict: 'affected' as const })) })
  await tell('after', 'confirmed', { cause: { kind: 'collateral', of: ['posta'], share: 0.1 }, scope })
  await tell('easing', 'recovering', { state: 'recovering', scope })
  await tell('rumour', 'suspected')
  await tell('quiet', 'ok')
  await tell('past', 'ok', { resolvedAt: at(20) })
  await tell('wrong', 'ok', { resolvedAt: at(20) })
  await withdraw('wrong')
  await tell('hasty', 'confirmed', { scope })
  await withdraw('hasty')
  // The detector lets go of it on its next turn.
  await db.sql`update detector_states set state = 'ok', since = null where provider_id = ${ids['hasty']!.provider}`
  return ids
}
