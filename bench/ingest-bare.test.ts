import { expect, it } from 'vitest'
import { NewReport, ReportReceipt } from '../shared/report.ts'
import { bare } from './ingest-bare.ts'
import { aPress } from './ingest-load.ts'

const providers = [
  { slug: 'tim', components: ['app'], problems: ['no-signal'] },
  { slug: 'libero-mail', components: [], problems: ['cannot-open', 'bounced'] },
]

it('is compared with a handler that reads the same report and answers in the same shape', async () => {
  const press = aPress(providers)
  const response = await bare.request('/api/v1/reports', { method: 'POST', ...press })
  expect(response.status).toBe(200)
  expect(ReportReceipt.parse(await response.json())).toMatchObject({ outcome: 'counted' })
})

it('presses as another reporter each time, with reports that are taken', () => {
  const presses = Array.from({ length: 5_000 }, () => aPress(providers))
  for (const { body } of presses) NewReport.parse(JSON.parse(body))
  const addresses = new Set(presses.map(({ headers }) => headers['x-forwarded-for']))
  expect(addresses.size).toBeGreaterThan(4_950)
  expect(new Set(presses.map(({ headers }) => headers['user-agent'])).size).toBe(200)
})
