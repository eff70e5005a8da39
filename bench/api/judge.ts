import { v7 as uuidv7 } from 'uuid'
import type { Evidence, State } from '../../shared/incident.ts'
import type { Database } from '../../server/store/db.ts'
import { commitJudgement, type DetectorRow, type IncidentWrite } from '../../server/store/judgements.ts'
import { takeLease } from '../../server/store/leases.ts'

const RULE = 'bench'
const EVIDENCE: Evidence = {
  rule: RULE,
  window_ms: 60_000,
  observed: 30,
  expected: 1,
  dispersion: 1.2,
  score: 40,
  threshold: 18,
  reporters: 28,
  networks: 9,
}

/**
 * Changes the state of a provider as a detector does: state, verdict, incident, event and what receivers are to be told, in the one statement of a
 * judgement. It leads in a role of its own, beside the detector of the server.
 */
export async function openJudge(db: Database, providerId: number) {
  const role = `bench-${uuidv7()}`
  const { epoch } = (await takeLease(db, { role, holder: RULE, now: 0, ttlMs: 1 }))!
  let open: IncidentWrite | undefined

  async function write(incident: IncidentWrite, type: string, [from, to]: [State, State], at: number) {
    const isOver = incident.resolvedAt !== null
    const row: Omit<DetectorRow, 'snapshot'> = {
      providerId,
      at,
      state: to,
      since: isOver ? null : incident.startedAt,
      startedBetween: isOver ? null : incident.startedBetween,
      verified: false,
      cause: isOver ? null : incident.cause,
      testimony: { crowd: isOver ? 'quiet' : 'problem', probes: 'none', official: 'none', disputed: false },
      places: null,
    }
    const events = [{ incidentId: incident.id, providerId, at, type, from, to, evidence: EVIDENCE }]
    const judgement = { baselines: [], parts: [], incidents: [incident], events }
    const [before] = await db.sql<
      { snapshot: unknown }[]
    >`select snapshot from detector_states where provider_id = ${providerId}`
    const beganAt = Date.now()
    const states = [{ ...row, snapshot: before?.snapshot ?? {} }]
    const { led, gaveWay } = await commitJudgement(
      db,
      { role, epoch, until: Date.now() + 60_000 },
      { ...judgement, states },
    )
    if (!led || gaveWay.length > 0) throw new Error('the change was not written')
    return beganAt
  }

  return {
    /** Confirms trouble since `at` (epoch milliseconds). Answers when it began to write. */
    async open(at: number): Promise<number> {
      open = {
        id: uuidv7({ msecs: at }),
        providerId,
        isNew: true,
        state: 'confirmed',
        verified: false,
        startedAt: at,
        startedBetween: [at - 60_000, at],
        detectedAt: at,
        confirmedAt: at,
        resolvedAt: null,
        peak: 30,
        rule: RULE,
        cause: { kind: 'own', of: [], share: null },
        scope: [],
      }
      return await write(open, 'confirmed', ['ok', 'confirmed'], at)
    },
    async resolve(at: number): Promise<number> {
      if (open === undefined) throw new Error('nothing is open')
      const over: IncidentWrite = { ...open, isNew: false, state: 'ok', resolvedAt: at }
      open = undefined
      return await write(over, 'resolved', ['confirmed', 'ok'], at)
    },
  }
}
