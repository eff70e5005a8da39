import { v7 as uuidv7 } from 'uuid'
import { beforeAll, expect, it } from 'vitest'
import { DAY_MS, MINUTE_MS } from '../../../shared/time.ts'
import { createDirectory } from '../../catalogue/directory.ts'
import { noteLook } from '../../store/notice-sources.ts'
import { writeNotices } from '../../store/notices.ts'
import { writeProbeResults } from '../../store/probes.ts'
import { readProviders } from '../../store/providers.ts'
import { useTestDb } from '../../test/db.ts'
import { aNotice, aProvider, anIncident, somePartitions } from '../../test/factories.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { readIncidentView } from './incident-view.ts'
import { readProviderView } from './provider-view.ts'
import type { ViewDeps } from './serve.ts'

// People since 10:00, a probe fails from 10:31 to 10:40, an announcement at 11:00 for 14:00. It is 11:30.
const START = Date.UTC(2023, 0, 23, 10)
const NOW = START + 90 * MINUTE_MS
const minute = (n: number) => START + n * MINUTE_MS
const test = useTestDb()
let deps: ViewDeps
let incidentId: string

beforeAll(async () => {
  await somePartitions(test.db, NOW)
  const { id: providerId } = await aProvider(test.db, { slug: 'libero-mail', category: 'mail' })
  incidentId = (await anIncident(test.db, { providerId, startedAt: new Date(START) })).id
  await writeProbeResults(
    test.db,
    [30, 31, 32, 40].map((n) => ({
      id: uuidv7({ msecs: minute(n) }),
      providerId,
      component: null,
      kind: 'smtp',
      target: 'smtp://mail.example:25',
      apiKeyId: null,
      at: minute(n),
      outcome: n === 30 || n === 40 ? 'up' : 'protocol',
      status: null,
      timings: { dns: null, connect: null, tls: null, first_byte: null },
      certificateExpiresAt: n === 40 ? NOW + DAY_MS : null,
    })),
  )
  const due = { dueFrom: minute(240), dueTo: minute(240), zone: 'Europe/Rome', component: null, device: null }
  await writeNotices(test.db, [aNotice({ providerId, at: minute(60), topics: ['forecast'], forecasts: [due] })])
  const source = { url: 'https://status.example', kind: 'feed', etag: null, failure: null }
  await noteLook(test.db, { ...source, providerId, at: minute(80) })
  deps = { db: test.db, clock: createManualClock(NOW), directory: createDirectory(await readProviders(test.db)) }
})

const MARKS = [
  { kind: 'notice', at: minute(60), number: 1 },
  { kind: 'forecast', at: minute(240), outcome: 'pending' },
  { kind: 'probe', at: minute(31), to: minute(40), targets: ['smtp://mail.example:25'] },
]
const COMMUNICATION = { looked_at: '2023-01-23T11:20:00.000Z', sources: ['https://status.example'] }

it('gives the page of an incident its clocks, what was said, and marks for its chart', async () => {
  const view = await readIncidentView(deps, incidentId, NOW)
  expect(view).toMatchObject({
    clocks: {
      start: {
        crowd: { between: null },
        probe: { between: ['2023-01-23T10:31:00.000Z', '2023-01-23T10:31:00.000Z'] },
        official: { between: ['2023-01-23T11:00:00.000Z', '2023-01-23T11:00:00.000Z'] },
      },
      leads: { start: { probe_before_official: [29, 29], crowd_before_probe: null } },
    },
    notices: [{ topics: ['forecast'] }],
    forecasts: [{ outcome: 'pending' }],
    communication: COMMUNICATION,
    mailExpiresFrom: '2023-01-28T10:00:00.000Z',
    chart: { marks: MARKS },
  })
})

it('gives the page of a provider the same, and when a certificate expires', async () => {
  const entry = deps.directory.bySlug('libero-mail')!
  const view = await readProviderView(deps, { entry, range: '24h', receipt: null, reporting: false }, NOW)
  expect(view).toMatchObject({
    notices: [{ topics: ['forecast'] }],
    forecasts: [{ outcome: 'pending' }],
    communication: COMMUNICATION,
    chart: { marks: MARKS },
    probes: [{ certificateExpiresAt: NOW + DAY_MS }],
  })
})
