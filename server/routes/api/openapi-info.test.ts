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
