import { expect, it } from 'vitest'
import type { z } from 'zod'
import { WebhookChallenge, WebhookMessage } from '../../../shared/webhook.ts'
import { compactJson } from '../../../web/compact-json.ts'
import { ROUTES, openApiDocument } from './openapi.ts'
import { SAMPLES, withSamples } from './samples.ts'

type Content = Record<string, { schema: z.ZodType }>
type Route = {
  method: string
  path: string
  request?: { body?: { content: Content } }
  responses: Record<string, { content?: Content } | undefined>
}
const routes = ROUTES as unknown as Route[]
const nameOf = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`
const sampleOf = (of: string) => SAMPLES.find((sample) => sample.of === of)
/** Its answer does not end; what it looks like is in docs/live.md. */
const own = routes.filter(({ path }) => path !== '/live.sse')
const goodOf = ({ responses }: Route) => responses[Object.keys(responses).find((status) => status.startsWith('2'))!]

const schemaOf = (route: Route) => goodOf(route)?.content?.['application/json']?.schema
const bodyOf = ({ request }: Route) => Object.values(request?.body?.content ?? {})[0]?.schema
const named = (some: Route[]) => some.map((route) => [nameOf(route), route] as const)

it.each(named(own.filter(schemaOf)))('has an answer of %s that is as the contract says', (of, route) => {
  const { answer } = sampleOf(of)!
  // What a schema does not know it leaves out: so the two are equal only where all is described.
  expect(schemaOf(route)!.parse(answer)).toEqual(answer)
})

it.each(named(own.filter(({ path }) => path.endsWith('.csv'))))('has a table of %s', (of) => {
  expect(String(sampleOf(of)!.answer).split('\r\n')[0]).toMatch(/^\w+(,\w+)+,mode$/)
})

it.each(named(own))('asks %s where it is, with a body where it takes one', (of, route) => {
  const { address, sent } = sampleOf(of)!
  const pattern = new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '[^/?]+').replaceAll('.', '\\.')}(\\?|$)`)
  expect(address).toMatch(pattern)
  expect(sent !== undefined).toBe(bodyOf(route) !== undefined)
  expect(() => bodyOf(route)?.parse(sent)).not.toThrow()
})

it('has messages as the contract says', () => {
  const [change, question] = [sampleOf('incident.corrected')!.sent, sampleOf('webhook.confirm')!.sent]
  expect(WebhookMessage.parse(change)).toEqual(change)
  expect(WebhookChallenge.parse(question)).toEqual(question)
})

it('has none of what there is no more', () => {
  const known = [...routes.map(nameOf), 'incident.corrected', 'webhook.confirm']
  expect(SAMPLES.map(({ of }) => of).toSorted()).toEqual(known.filter((of) => of !== 'GET /live.sse').toSorted())
})

it('holds no secret and no address of the machine that it was made on', () => {
  const text = JSON.stringify(SAMPLES)
  expect(text).not.toMatch(/brusio_[0-9a-f]{8}_|whsec_[A-Za-z0-9]|127\.0\.0\.1|localhost/)
})

it('tells what is usual with no more digits than anybody knows', () => {
  const told = [...JSON.stringify(SAMPLES).matchAll(/"(?:expected_15m|upper)":(-?[\d.]+)/g)].map(([, value]) => value!)
  expect(told.length).toBeGreaterThan(5)
  expect(told.filter((value) => value.replace(/^0\.0*|\./g, '').length > 4)).toEqual([])
})

it('stands in the document', () => {
  const { paths, webhooks } = openApiDocument() as unknown as Record<string, Record<string, Record<string, unknown>>>
  const states = sampleOf('GET /states')!
  expect(paths?.['/states']?.['get']).toMatchObject({
    'x-sample': states.address,
    responses: { 200: { content: { 'application/json': { example: states.answer } } } },
  })
  expect(webhooks?.['incident.corrected']?.['post']).toMatchObject({
    requestBody: { content: { 'application/json': { example: { type: 'incident.corrected' } } } },
  })
  expect(withSamples({ paths: {} }, [states])).toEqual({ paths: {} })
})

it('writes JSON so that what fits in a line stands in one, and reads as before', () => {
  const value = { a: [], b: {}, c: [1, null, 'x'], d: { long: 'y'.repeat(90), e: true } }
  expect(JSON.parse(compactJson(value))).toEqual(value)
  expect(compactJson(value).split('\n')[3]).toBe('  "c": [1, null, "x"],')
})
