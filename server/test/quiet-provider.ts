import { beforeAll, beforeEach } from 'vitest'
import { DAY_MS, HOUR_MS, SECOND_MS, bucketStart } from '../../shared/time.ts'
import { createDirectory, type Directory } from '../catalogue/directory.ts'
import { createManualClock } from './manual-clock.ts'
import { createJudge } from '../jobs/detect.ts'
import { silentLog } from '../log.ts'
import { importMinutes } from '../store/import.ts'
import { readIncidentEvents, readIncidents } from '../store/incidents.ts'
import { readProviders } from '../store/providers.ts'
import { useTestDb } from './db.ts'
import { aProvider, aVoice, somePartitions } from './factories.ts'
import { turnUntil } from './turns.ts'

export const NOON = Date.UTC(2024, 4, 20, 12)
const QUIET_MS = 20 * DAY_MS

/** One provider with twenty quiet days before NOON, a voice every other hour; what comes after is the test's. Each test begins there. */
export function useQuietProvider() {
  const test = useTestDb()
  let directory: Directory
  let providerId: number

  beforeAll(async () => {
    ;({ id: providerId } = await aProvider(test.db, { slug: 'someone', at: NOON }))
    directory = createDirectory(await readProviders(test.db))
  })
  const begin = async () => {
    for (const at of [NOON, NOON + 4 * DAY_MS]) await somePartitions(test.db, at)
    await test.db
      .sql`truncate leases, incidents, incident_events, deliveries, dossiers, dossier_parts, detector_states, baselines, voices, heartbeats,
      report_counts_minute, probe_results, probes`
    const hours = Array.from({ length: QUIET_MS / HOUR_MS / 2 }, (_, i) => NOON - QUIET_MS + i * 2 * HOUR_MS)
    await importMinutes(test.db, rows(hours, 1), NOON - QUIET_MS, NOON)
  }
  beforeEach(begin)
  const rows = (minutes: number[], problems: number) => minutes.map((minute) => ({ providerId, minute, problems }))

  return {
    get db() {
      return test.db
    },
    get directory() {
      return directory
    },
    get providerId() {
      return providerId
    },
    rows,
    /** As it was when the test began. */
    begin,
    /** A judge that begins at `at`, as a process does that starts then; the lease of the one before has run out. */
    async judge(at: number, more: { trustHistory?: boolean; directory?: Directory } = {}) {
      await test.db.sql`update leases set until = '-infinity'`
      const one = createJudge({ db: test.db, clock: createManualClock(at), log: silentLog, directory, ...more })
      await turnUntil(one, at)
      await one.close()
    },
    /** As the server does: voices and their minutes, a heartbeat a minute up to `until`. */
    async speak(from: number, voices: number, networks: number, until: number) {
      const counts = new Map<number, number>()
      for (let n = 0; n < voices; n += 1) {
        const observedAt = from + n * 5 * SECOND_MS
        counts.set(bucketStart(observedAt), (counts.get(bucketStart(observedAt)) ?? 0) + 1)
        await aVoice(test.db, { providerId, observedAt: new Date(observedAt), networkKey: Buffer.of(n % networks) })
      }
      const minutes = [...counts].map(([minute, problems]) => ({ providerId, minute, problems }))
      await importMinutes(test.db, minutes, bucketStart(from), until)
    },
    async state() {
      const [row] = await test.db.sql<
        [{ state: string }]
      >`select state from detector_states where provider_id = ${providerId}`
      return row.state
    },
    incidents: () => readIncidents(test.db, { limit: 9 }),
    types: async () => (await readIncidentEvents(test.db, { providerId, since: 0 })).map((e) => e.type),
  }
}
