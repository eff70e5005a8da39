import { validate } from '@readme/openapi-parser'
import { expect, it } from 'vitest'
import { openApiDocument } from './openapi.ts'

const publisher = { name: 'Esempio APS', contact: 'scrivi@brusio.example', address: undefined }

it('is a document that an independent reader finds valid', async () => {
  const document = JSON.parse(JSON.stringify(openApiDocument({ publisher }))) as Parameters<typeof validate>[0]
  expect(await validate(document)).toMatchObject({ valid: true, warnings: [] })
})

it('says who is asked, under which licence, and how much', () => {
  const { info } = openApiDocument({ publisher, readsPerMinute: 1_000 })
  expect(info).toMatchObject({
    contact: { name: 'Esempio APS', email: 'scrivi@brusio.example' },
    license: { identifier: 'CC-BY-4.0' },
    'x-limits': { reads_per_minute: 1_000 },
  })
  const https = { ...publisher, contact: 'https://brusio.example/scrivi' }
  expect(openApiDocument({ publisher: https }).info.contact).toMatchObject({ url: 'https://brusio.example/scrivi' })
  expect(openApiDocument().info).not.toHaveProperty('contact')
})

it('names as numbers what a program may run into', () => {
  const limits = openApiDocument({ reportsPerMinute: 30 }).info['x-limits'] as Record<string, number>
  expect(Object.entries(limits).filter(([, value]) => !(Number.isInteger(value) && value > 0))).toEqual([])
  // As docs/api.md, docs/live.md and docs/webhooks.md say them.
  expect(limits).toMatchObject({
    reports_per_minute: 30,
    citation_days: 7,
    minutes_kept_days: 400,
    series_10s_back_s: 3_600,
    series_facet_values: 50,
    series_long_at_once: 4,
    topic_kept_messages: 500,
    sockets: 20_000,
    webhook_confirmations_per_minute: 20,
    push_changes_per_minute: 30,
    push_endpoints_per_service: 50_000,
  })
})

it('describes for every reading what is left of the minute', () => {
  const reads = Object.entries(openApiDocument().paths ?? {}).flatMap(([path, { get }]) =>
    get ? [[path, get] as const] : [],
  )
  const own = reads.filter(([path]) => !path.startsWith('/webhooks') && path !== '/live.sse')
  expect(own.length).toBeGreaterThan(15)
  for (const [path, { responses }] of own) {
    expect([path, Object.keys(responses as object)]).toEqual([path, expect.arrayContaining(['200', '304', '429'])])
    expect(JSON.stringify(responses)).toContain('"RateLimit-Policy"')
  }
})
