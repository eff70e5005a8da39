import type { Hono } from 'hono'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time.ts'
import { createApiKey, useApiKey } from '../../store/api-keys.ts'
import { writeProbeResults, type ProbeResultRow } from '../../store/probes.ts'
import { anApi, fetchJson } from '../../test/api.ts'
import { useTestDb } from '../../test/db.ts'
import { aProvider } from '../../test/factories.ts'
import { createManualClock } from '../../test/manual-clock.ts'

const NOW = Date.UTC(2023, 0, 23, 9)
const test = useTestDb()
let app: Hono

beforeAll(async () => {
  const { id: providerId } = await aProvider(test.db, { slug: 'libero-mail' })
  const { id: other } = await aProvider(test.db, { slug: 'gmail' })
  const { token } = await createApiKey(test.db, { name: 'milan-1', scope: 'probe-results', now: NOW })
  const key = await useApiKey(test.db, token, NOW)
  const result = (at: number, more: Partial<ProbeResultRow> = {}): ProbeResultRow => ({
    id: uuidv7({ msecs: at }),
    providerId,
    component: null,
    kind: 'http',
    target: 'https://mail.libero.it/',
    apiKeyId: null,
    at,
    outcome: 'up',
    status: 200,
    timings: { dns: 1, connect: 2, tls: 3, first_byte: 4 },
    certificateExpiresAt: null,
    ...more,
  })
  // Two of each minute, from two places: pages end between results of one instant.
  const minutes = Array.from({ length: 5 }, (_, i) => NOW - i * MINUTE_MS)
  await writeProbeResults(test.db, [
    ...minutes.flatMap((at) => [result(at), result(at, { apiKeyId: key!.id, outcome: 'timeout', status: null })]),
    result(NOW - 2 * DAY_MS),
    result(NOW, { providerId: other }),
  ])
  app = await anApi(test.db, createManualClock(NOW))
})

type Page = { results: { at: string; vantage: string | null; outcome: string }[]; next: string | null }
async function read(query: string): Promise<Page & { standings: { outcome: string }[] }> {
  const { status, body } = await fetchJson(app, `/api/v1/providers/libero-mail/probes${query}`)
  expect([query, status]).toEqual([query, 200])
  return body as Page & { standings: { outcome: string }[] }
}

it('shows where each place stands, and every result of the last day once, page by page', async () => {
  const seen: string[] = []
  let next: string | null = ''
  while (next !== null) {
    const page: Page = await read(`?limit=3${next && `&cursor=${next}`}`)
    seen.push(...page.results.map(({ at, vantage, outcome }) => `${at} ${vantage} ${outcome}`))
    next = page.next
  }
  expect(seen).toHaveLength(10)
  expect(new Set(seen).size).toBe(10)
  expect(seen.map((line) => line.slice(0, 24))).toEqual(
    seen
      .map((line) => line.slice(0, 24))
      .toSorted()
      .toReversed(),
  )
  expect(seen).toContain('2023-01-23T09:00:00.000Z milan-1 timeout')
  expect((await read('')).standings.map(({ outcome }) => outcome)).toEqual(['up', 'timeout'])
})

it('shows an older time where it is asked for', async () => {
  const from = new Date(NOW - 3 * DAY_MS).toISOString()
  const { results } = await read(`?from=${from}&to=${new Date(NOW - HOUR_MS).toISOString()}`)
  expect(results).toHaveLength(1)
})

it('has nothing of a time before there was any', async () => {
  expect((await read('?to=1970-01-01T00:00:00Z')).results).toEqual([])
})

it.each([
  ['?from=2022-01-01T00:00:00Z', 'from'],
  ['?from=2023-01-24T00:00:00Z', 'from'],
  ['?cursor=1', 'cursor'],
  ['?cursor=999999999999999_0185dc1e-0000-7000-8000-000000000000', 'cursor'],
  ['?limit=501', 'limit'],
])('refuses %s', async (query, field) => {
  const { status, body } = await fetchJson(app, `/api/v1/providers/libero-mail/probes${query}`)
  expect([status, body]).toMatchObject([400, { field }])
})
