import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { createDirectory } from '../../catalogue/directory.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { openApiDocument } from '../api/openapi.ts'
import { apiDocsRoutes } from './api-docs.ts'
import { sectionsOf } from './api-guides.ts'
import { kindOf } from './api-schemas.ts'
import { toReference, type Contract } from './api-reference.ts'
import { createPageServer, type PageDeps } from './serve.ts'

const deps = {
  clock: createManualClock(Date.UTC(2026, 0, 13)),
  config: { publicUrl: 'https://brusio.example', publisher: {} },
  directory: createDirectory([]),
  assets: {
    script: (entry: string) => ({ src: `/assets/${entry}`, preload: [] }),
    style: (entry: string) => `/assets/${entry}`,
    file: () => undefined,
  },
} as unknown as PageDeps
const DOCS = resolve(import.meta.dirname, '../../../docs')
const routes = apiDocsRoutes(createPageServer(deps))
const contract = openApiDocument() as unknown as Contract
const { groups } = toReference(contract)
const addresses = ['/docs/api', ...groups.map(({ name }) => `/docs/api/${name}`)]
const pages = new Map<string, string>()
for (const address of addresses) pages.set(address, await (await routes.request(`/en${address}`)).text())
const decode = (html: string) =>
  html
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
const all = decode([...pages.values()].join('\n'))

it('has every route of the contract, with its parameters and each of its answers', () => {
  const listed = groups.flatMap(({ operations }) => operations)
  for (const [path, methods] of Object.entries({ ...contract.paths, ...contract.webhooks })) {
    for (const [method, { parameters = [], responses = {} }] of Object.entries(methods)) {
      const found = listed.find(
        (one) => one.path === path && (one.method === method.toUpperCase() || one.method === ''),
      )
      expect([path, found?.parameters.map(({ name }) => name)]).toEqual([path, parameters.map(({ name }) => name)])
      expect(found?.answers.map(({ status }) => status)).toEqual(Object.keys(responses))
      expect(all).toContain(`id="${found!.id}"`)
    }
  }
  // Nothing has landed among the others for want of a place.
  expect(groups.map(({ name }) => name)).not.toContain('other')
})

it('has a table of every schema, once, with all its fields', () => {
  for (const [name, { properties = {} }] of Object.entries(contract.components.schemas)) {
    if (name.startsWith('Sparse')) continue
    expect([name, all.split(`id="${name}"`).length]).toEqual([name, 2])
    for (const field of Object.keys(properties)) expect(all).toContain(`<code>${field}</code>`)
  }
})

it('leads nowhere where nothing is', () => {
  const dead = []
  for (const [address, html] of pages) {
    for (const [, href] of html.matchAll(/href="((?:\/en\/docs\/api[^"#]*)?(?:#[^"]*)?)"/g)) {
      const [to, anchor] = href!.replace(/^\/en/, '').split('#')
      const page = pages.get(to === '' ? address : to!)
      if (page === undefined || (anchor !== undefined && !page.includes(`id="${anchor}"`)))
        dead.push(`${address}: ${href}`)
    }
  }
  expect(dead).toEqual([])
})

it('has no heading twice on a page', () => {
  for (const [address, html] of pages) {
    const headings = [...html.matchAll(/<h2[^>]*>(.*?)<\/h2>/g)].map(([, text]) => text)
    expect([address, headings]).toEqual([address, [...new Set(headings)]])
  }
})

it('names this instance in every example, and no other', async () => {
  const config = { ...deps.config, publicUrl: 'https://here.example:8443' }
  const own = apiDocsRoutes(createPageServer({ ...deps, config }))
  for (const part of ['live', 'webhooks', 'agents', 'embeds']) {
    const html = decode(await (await own.request(`/en/docs/api/${part}`)).text())
    expect([part, html.replaceAll(/<figure class="sample">.*?<\/figure>/gs, '')]).not.toEqual([
      part,
      expect.stringContaining('//brusio.example'),
    ])
    expect(html).toContain('//here.example:8443')
  }
})

it('shows for every route that answers with anything what a server answered', () => {
  const silent = groups
    .flatMap(({ operations }) => operations)
    .filter(
      ({ sample, answers, method }) =>
        !sample && method !== '' && answers.some(({ status, type }) => status.startsWith('2') && type.length > 0),
    )
  expect(silent.map(({ id }) => id)).toEqual(['get-live-sse'])
  expect(decode(pages.get('/docs/api/providers')!)).toContain('"slug": "libero-mail"')
})

it('names each thing of a page once', () => {
  for (const [address, html] of pages) {
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
    expect([address, ids]).toEqual([address, [...new Set(ids)]])
  }
})

it('begins with one call and its answer, and says who gives keys and where what is not below /api/v1 is', () => {
  const start = decode(pages.get('/docs/api')!)
  expect(start).toContain("curl 'https://brusio.example/api/v1/states?")
  expect(start).toContain('"judged_until"')
  for (const href of ['/en/about', '/api/v1/client.ts', '/en/archive', '/en/docs/api/embeds'])
    expect(start).toContain(`href="${href}"`)
  expect(start).not.toContain('<ul lang="en"></ul>')
})

it('says licence, limits as numbers and what becomes of old routes', () => {
  const start = pages.get('/docs/api')!
  for (const words of ['CC BY 4.0', 'reads_per_minute', '600,000', '180 days', 'https://brusio.example/api/v1'])
    expect(start).toContain(words)
})

it('says of every parameter what it means, and every value that it may have', () => {
  const listed = groups.flatMap(({ operations }) =>
    operations.flatMap(({ id, parameters }) => parameters.map((one) => [id, one.name, one.text])),
  )
  expect(listed.filter(([, , text]) => text === '')).toEqual([])
  for (const { schema } of Object.values(contract.paths).flatMap((methods) =>
    Object.values(methods).flatMap(({ parameters = [] }) => parameters),
  ))
    for (const value of schema?.enum ?? []) expect(all).toContain(String(value))
})

it('has the limits that the instance was given, and those that no setting changes', async () => {
  const config = { ...deps.config, readsPerMinute: 77, reportsPerMinute: 33 }
  const page = await apiDocsRoutes(createPageServer({ ...deps, config })).request('/en/docs/api')
  const rows = [...(await page.text()).matchAll(/<code>(\w+)<\/code><\/th><td[^>]*><div>([\d,]+)</g)].map(
    ([, name, value]) => [name, value],
  )
  expect(Object.fromEntries(rows)).toMatchObject({
    reads_per_minute: '77',
    reports_per_minute: '33',
    topics_per_socket: '50',
    webhooks_per_key: '100',
  })
})

it('has every section of docs/api.md that the contract does not say by itself', () => {
  for (const [title, text] of sectionsOf(readFileSync(join(DOCS, 'api.md'), 'utf8'))) {
    const there = [...pages.values()].filter((html) => decode(html).includes(`>${title}</h`))
    expect([title, there.length]).toEqual([title, 1])
    expect(text.length).toBeGreaterThan(title.length + 100)
  }
  expect(pages.get('/docs/api')).toContain('>How to read it</h2>')
  expect(pages.get('/docs/api/embeds')).toContain('>As a Statuspage</h2>')
  expect(pages.get('/docs/api/archive')).toContain('/archive/index.json')
  // What is served as something else is linked to as that.
  expect(pages.get('/docs/api/embeds')).toContain('href="/en/newsroom"')
  expect(pages.get('/docs/api/live')).toContain('href="/en/docs/api/webhooks"')
  expect(pages.get('/docs/api/series')).toContain('<code>final_before</code>')
  expect(pages.get('/docs/api/incidents')).toContain('>Clocks, notices, forecasts</h2>')
  expect(pages.get('/docs/api/reports')).toContain('brusio-receipt')
  expect(pages.get('/docs/api/agents')).toContain('max_alerts: 200')
})

it('has what is written of live and webhooks, and examples in three languages', () => {
  expect(pages.get('/docs/api/live')).toMatch(/<h2 id="topics">/)
  expect(decode(pages.get('/docs/api/webhooks')!)).toContain('class Receiver(BaseHTTPRequestHandler)')
  for (const part of ['states', 'providers', 'series', 'incidents', 'reports', 'live'])
    for (const language of ['curl', 'JavaScript', 'Python'])
      expect([part, pages.get(`/docs/api/${part}`)]).toEqual([part, expect.stringContaining(`<h3>${language}</h3>`)])
})

it.each(addresses)('is small, and has no script of its own: %s', (address) => {
  expect(gzipSync(pages.get(address)!).length).toBeLessThan(30_000)
  expect(pages.get(address)!.match(/<script type="module"/g)).toHaveLength(1)
})

it('calls its parts by names of the reader’s language', async () => {
  const html = await (await routes.request('/it/docs/api/incidents')).text()
  expect(html).toContain('<h1>Disservizi e citazioni</h1>')
  expect(html).toContain('href="/it/docs/api/archive">Archivio dei dati</a>')
})

it('says in Italian, and only there, that the contract is in English; and has no other parts', async () => {
  expect(await (await routes.request('/it/docs/api')).text()).toContain('Il contratto, qui sotto, è in inglese.')
  expect(pages.get('/docs/api')).not.toContain('<p class="note">')
  expect((await routes.request('/it/docs/api/nothing')).status).toBe(404)
})

it('says of a value what it may be, with its limits', () => {
  const say = (schema: Parameters<typeof kindOf>[0]) =>
    kindOf(schema, (name) => `#${name}`)
      .map((part) => (typeof part === 'string' ? part : part.href))
      .join('')
  expect(say({ type: 'integer', minimum: 1, maximum: 100, default: 20 })).toBe('integer, 1 to 100, otherwise 20')
  expect(say({ type: ['string', 'null'], enum: ['a', null] })).toBe('a | null')
  expect(say({ type: 'string', enum: ['a', 'b'], default: 'b' })).toBe('a | b, otherwise b')
  expect(say({ type: 'array', items: { $ref: '#/components/schemas/X' }, maxItems: 5 })).toBe(
    'array of #X, at most 5 of them',
  )
  expect(say({ anyOf: [{ $ref: '#/components/schemas/X' }, { type: 'null' }] })).toBe('#X or null')
  expect(say({ type: ['array', 'null'], prefixItems: [{ type: 'string' }, { type: 'string' }] })).toBe(
    '[string, string] or null',
  )
})
