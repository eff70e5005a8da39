import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY_MS, MINUTE_MS } from '../../shared/time.ts'
import { sha256, type ArchiveIndex } from '../archive/manifest.ts'
import { checkArchive } from '../commands/archive.ts'
import { SETTLED_AFTER_MS } from '../jobs/archive.ts'
import type { RunningServer } from '../main.ts'
import { importMinutes } from '../store/import.ts'
import { useTestDb } from './db.ts'
import { createManualClock } from './manual-clock.ts'
import { aRunningServer } from './running-server.ts'
import { until } from './until.ts'

// A server wakes up on the last of January with a week behind it, and writes what is settled: up to the 28th.
const NOW = Date.UTC(2026, 0, 31, 4)
const START = NOW - 7 * DAY_MS

const test = useTestDb()
const dir = mkdtempSync(path.join(tmpdir(), 'brusio-archive-'))
let server: RunningServer
let index: ArchiveIndex
const COUNTS = 'counts/2026-01/libero-mail-2026-01.csv.gz'

beforeAll(async () => {
  server = await aRunningServer(test.connection, {
    clock: createManualClock(NOW),
    config: { archive: true, archiveDir: dir },
    async prepare(db, directory) {
      const providerId = directory.bySlug('libero-mail')!.id
      const minutes = Array.from({ length: 7 * 24 }, (_, i) => ({
        providerId,
        minute: START + i * 60 * MINUTE_MS,
        problems: 1 + (i % 3),
      }))
      await importMinutes(db, minutes, START, NOW)
    },
  })
  await until(async () => (await fetch(`${server.url}/archive/index.json`)).status === 200)
  await until(
    async () =>
      (index = (await (await fetch(`${server.url}/archive/index.json`)).json()) as ArchiveIndex).last_day ===
      '2026-01-28',
  )
})
afterAll(async () => {
  await server?.close()
  rmSync(dir, { recursive: true })
})

const get = (name: string, init?: RequestInit) => fetch(`${server.url}/archive/${name}`, init)

it('writes what is settled while it serves', () => {
  expect(Date.parse(`${index.last_day}T24:00:00Z`)).toBeLessThanOrEqual(NOW - SETTLED_AFTER_MS)
  expect(index).toMatchObject({ first_day: '2026-01-24', mode: 'live', licence: 'CC-BY-4.0' })
  expect(index.manifests).toHaveLength(5)
})

describe('a file', () => {
  it('is given as it was signed, to be kept, to anybody', async () => {
    const entry = index.files.find(({ name }) => name === COUNTS)!
    const response = await get(COUNTS)
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect(sha256(bytes)).toBe(entry.sha256)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      etag: `"${entry.sha256}"`,
      'content-type': 'application/gzip',
      'content-length': String(entry.bytes),
      'content-disposition': 'attachment; filename="libero-mail-2026-01.csv.gz"',
      'cache-control': 'public, max-age=300',
      'access-control-allow-origin': '*',
    })
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(gunzipSync(bytes).toString('utf8')).toMatch(/^bucket_start,width,facet,/)
  })

  it('is not sent again to whoever has it, and goes on where it was cut short', async () => {
    const { sha256: hash, bytes } = index.files.find(({ name }) => name === COUNTS)!
    expect((await get(COUNTS, { headers: { 'if-none-match': `"${hash}"` } })).status).toBe(304)
    const whole = Buffer.from(await (await get(COUNTS)).arrayBuffer())
    const range = (asked: string, more = {}) => get(COUNTS, { headers: { range: asked, ...more } })
    const rest = await range('bytes=100-')
    expect([rest.status, rest.headers.get('content-range')]).toEqual([206, `bytes 100-${bytes - 1}/${bytes}`])
    expect(Buffer.from(await rest.arrayBuffer())).toEqual(whole.subarray(100))
    expect(Buffer.from(await (await range('bytes=-10')).arrayBuffer())).toEqual(whole.subarray(-10))
    expect((await range(`bytes=${bytes}-`)).status).toBe(416)
    for (const asked of ['bytes=9-2', 'bytes=0-1,4-5', 'lines=1-2', 'bytes=-'])
      expect((await range(asked)).status).toBe(200)
    expect((await range('bytes=100-', { 'if-range': '"another"' })).status).toBe(200)
    const head = await get(COUNTS, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, String(bytes), ''])
  })

  it('may be asked for by any page, in parts too, and read by its script', async () => {
    const asks = { origin: 'https://giornale.example', 'access-control-request-method': 'GET' }
    const preflight = await get(COUNTS, { method: 'OPTIONS', headers: asks })
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      allow: 'GET, HEAD, OPTIONS',
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'If-None-Match,If-Range,Range',
    })
    expect(preflight.status).toBe(204)
    for (const name of [COUNTS, 'index.json', 'nothing.csv']) {
      const { headers } = await get(name, { headers: { range: 'bytes=0-1' } })
      expect([name, headers.get('access-control-allow-origin')]).toEqual([name, '*'])
      expect(headers.get('access-control-expose-headers')).toContain('Content-Range')
    }
    const posted = await get(COUNTS, { method: 'POST', body: 'x' })
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
    expect(posted.headers.get('content-type')).toBe('application/problem+json')
  })

  it('is kept for a day where it can never change', async () => {
    const manifest = await get('manifests/2026-01-28.jws')
    expect(manifest.headers.get('cache-control')).toBe('public, max-age=86400, immutable')
    expect(manifest.headers.get('content-type')).toBe('application/jose')
  })

  it('is only what a manifest names, whatever lies in the folder or is asked for', async () => {
    writeFileSync(path.join(dir, 'secret.txt'), 'secret')
    writeFileSync(path.join(dir, '../brusio-archive-secret'), 'secret')
    const paths = [
      'secret.txt',
      '../brusio-archive-secret',
      '%2e%2e/brusio-archive-secret',
      '..%2fbrusio-archive-secret',
      'counts',
      'counts/',
      '.index.json',
    ]
    for (const name of [...paths, `${COUNTS}%00`, COUNTS.toUpperCase()]) {
      expect([name, await statusOf(`/archive/${name}`)]).toEqual([name, 404])
    }
    rmSync(path.join(dir, '../brusio-archive-secret'))
    rmSync(path.join(dir, 'secret.txt'))
  })

  it('is not given once it is no longer as it was signed', async () => {
    const file = path.join(dir, COUNTS)
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.with(60, bytes[60]! ^ 1))
    const response = await get(COUNTS)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    writeFileSync(file, bytes)
    expect((await get(COUNTS)).status).toBe(200)
  })
})

describe('the whole of it', () => {
  const copy = mkdtempSync(path.join(tmpdir(), 'brusio-copy-'))
  afterAll(() => rmSync(copy, { recursive: true }))

  it('can be taken away, and checked against the keys of the instance', async () => {
    for (const { name } of [
      ...index.files,
      ...index.manifests.map(({ day }) => ({ name: `manifests/${day}.jws` })),
      { name: 'index.json' },
    ]) {
      mkdirSync(path.dirname(path.join(copy, name)), { recursive: true })
      writeFileSync(path.join(copy, name), Buffer.from(await (await get(name)).arrayBuffer()))
    }
    const jwks = path.join(copy, 'jwks.json')
    writeFileSync(jwks, await (await fetch(`${server.url}/.well-known/jwks.json`)).text())
    expect(await checkArchive(copy, jwks)).toMatchObject({ days: 5, faults: [] })
    writeFileSync(path.join(copy, 'SHA256SUMS'), await (await get('SHA256SUMS')).text())
  })

  it('and by sha256sum and openssl, as docs/archive.md says', () => {
    const doc = readFileSync(path.join(import.meta.dirname, '../../docs/archive.md'), 'utf8')
    const script = /```sh verify\n(.*?)```/s.exec(doc)![1]!
    const run = () =>
      spawnSync('bash', ['-eu', '-c', script], {
        cwd: copy,
        env: { PATH: process.env['PATH'], DAY: '2026-01-28' },
        encoding: 'utf8',
      })
    const { status, stdout, stderr } = run()
    expect([status, stdout], stderr).toEqual([0, expect.stringContaining('Signature Verified Successfully')])
    expect(stdout).toContain(`${COUNTS}: OK`)
    const manifest = path.join(copy, 'manifests/2026-01-28.jws')
    const good = readFileSync(manifest, 'utf8')
    writeFileSync(
      manifest,
      good.replace(/\.(.)/, (_, first: string) => `.${first === 'a' ? 'b' : 'a'}`),
    )
    expect(run().status).not.toBe(0)
    writeFileSync(manifest, good)
  })
})

describe('the page', () => {
  it('says in both languages what there is, and lists a month and a service', async () => {
    for (const [lang, words] of [
      ['it', 'Dal 24 gennaio 2026 al 28 gennaio 2026'],
      ['en', 'From 24 January 2026 to 28 January 2026'],
    ]) {
      const page = async (query = '') => (await fetch(`${server.url}/${lang}/archive${query}`)).text()
      expect(await page()).toContain(words)
      expect(await page('?month=2026-01')).toContain(`/archive/${COUNTS}`)
      expect(await page('?provider=libero-mail')).toContain(`/archive/${COUNTS}`)
    }
    for (const query of ['?month=2031-01', '?month=x', '?provider=nobody'])
      expect(await statusOf(`/en/archive${query}`)).toBe(404)
  })
})

it('leaves nothing behind in the folder but the archive', () => {
  expect(readdirSync(dir).toSorted()).toEqual(['counts', 'index.json', 'manifests', 'providers.csv', 'uptime'])
})

/** Without a client that tidies the address up. */
function statusOf(address: string): Promise<number | undefined> {
  const { hostname, port } = new URL(server.url)
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path: address }, (response) => resolve(response.resume().statusCode))
    asked.on('error', reject).end()
  })
}
