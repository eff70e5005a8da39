import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { anApi, fetchJson } from '../../test/api.ts'
import { useTestDb } from '../../test/db.ts'
import { aProvider, somePartitions } from '../../test/factories.ts'
import { createManualClock } from '../../test/manual-clock.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const NOW = Date.UTC(2023, 0, 23, 9)
const PATIENCE_MS = 120_000
const run = promisify(execFile)
const test = useTestDb()
const folder = mkdtempSync(path.join(tmpdir(), 'brusio-client-'))
/** As it stands in our documentation. */
const readExample = () =>
  /\n```ts\n(\/\/ With client\.ts.*?)```/s.exec(readFileSync(path.join(ROOT, 'docs/api.md'), 'utf8'))![1]!
let app: Hono
let server: ReturnType<typeof serve>

beforeAll(async () => {
  await somePartitions(test.db, NOW)
  await aProvider(test.db, { slug: 'libero-mail', name: 'Libero Mail' })
  app = await anApi(test.db, createManualClock(NOW))
  server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

it('says where everything is to whoever asks at the door', async () => {
  const { status, headers, body } = await fetchJson(app, '/api/v1')
  expect([status, headers.get('access-control-allow-origin')]).toEqual([200, '*'])
  expect(body).toMatchObject({ mode: 'live', docs: '/docs/api', openapi: '/api/v1/openapi.json' })
  const { openapi, client, states } = body as Record<string, string>
  for (const address of [openapi, client, states]) expect((await app.request(address!)).status).toBe(200)
  const again = await app.request('/api/v1', { headers: { 'if-none-match': headers.get('etag') ?? '' } })
  expect(again.status).toBe(304)
  expect((await app.request('/api/v1', { method: 'POST' })).status).toBe(405)
})

it('gives the client with its own address, and not twice', async () => {
  const response = await app.request('https://here.example/api/v1/client.ts')
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(await response.text()).toContain("createBrusio('https://here.example')")
  const headers = { 'if-none-match': response.headers.get('etag') ?? '' }
  expect((await app.request('https://here.example/api/v1/client.ts', { headers })).status).toBe(304)
})

it(
  'is a client for whoever has nothing of ours: typed, and running as it stands',
  { timeout: PATIENCE_MS },
  async () => {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const client = await (await fetch(`${origin}/api/v1/client.ts`)).text()
    expect(client).not.toMatch(/^import /m)
    const right = readExample().replaceAll('https://brusio.example', origin)
    const wrong = right
      .replace("category: 'mail'", "category: 'post'")
      .replace('verdict.state', 'verdict.status')
      .replace("path: { slug: 'nobody' }", 'query: {}')
    expect(wrong.split('\n').filter((line, i) => line !== right.split('\n')[i])).toHaveLength(3)
    const config = {
      compilerOptions: {
        strict: true,
        target: 'es2022',
        lib: ['es2022', 'dom', 'dom.iterable'],
        module: 'nodenext',
        types: [],
        rewriteRelativeImportExtensions: true,
        outDir: 'out',
        skipLibCheck: false,
      },
      files: ['right.ts', 'wrong.ts'],
    }
    const files = { 'client.ts': client, 'right.ts': right, 'wrong.ts': wrong, 'package.json': '{"type":"module"}' }
    for (const [name, text] of Object.entries({ ...files, 'tsconfig.json': JSON.stringify(config) }))
      writeFileSync(path.join(folder, name), text)
    const said = await run(path.join(ROOT, 'node_modules/.bin/tsc'), ['-p', folder], { cwd: folder }).then(
      ({ stdout }) => stdout,
      ({ stdout }: { stdout: string }) => stdout,
    )
    const faults = said.match(/^\w+\.ts\(\d+/gm)
    expect(faults).toEqual(['wrong.ts(8', 'wrong.ts(13', 'wrong.ts(16'])
    const { stdout } = await run(process.execPath, [path.join(folder, 'out/right.js')])
    expect(stdout).toBe('nobody knows how it is now\nLibero Mail unknown 0\n404 There is no provider "nobody".\n')
  },
)
