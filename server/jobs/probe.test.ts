import { once } from 'node:events'
import http from 'node:http'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createDirectory } from '../catalogue/directory.ts'
import type { ProbeTarget } from '../../shared/probe.ts'
import type { Directory } from '../catalogue/directory.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { silentLog } from '../log.ts'
import { OutboundError, createOutbound } from '../outbound.ts'
import type { Outbound } from '../outbound.ts'
import { readProbeStandings } from '../store/probes.ts'
import { readProviders } from '../store/providers.ts'
import { useTestDb } from '../test/db.ts'
import { aProvider } from '../test/factories.ts'
import { startProbeJob } from './probe.ts'
import type { ProbeJobDeps } from './probe.ts'

const NOW = Date.UTC(2023, 0, 23, 9)
const clock = createManualClock(NOW)
const test = useTestDb()
let directory: Directory

beforeAll(async () => {
  for (const slug of ['libero-mail', 'virgilio-mail', 'gmail', 'whatsapp']) await aProvider(test.db, { slug })
  directory = createDirectory(await readProviders(test.db))
})

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
  await test.db.sql`truncate probe_results`
})

function start(deps: Partial<ProbeJobDeps> & Pick<ProbeJobDeps, 'targets'>) {
  const outbound = createOutbound({ allowPrivate: true })
  const job = startProbeJob({ db: test.db, clock, log: silentLog, directory, outbound, retryMs: 5, ...deps })
  closers.push(() => job.close())
  return job
}

async function serve(handler: http.RequestListener): Promise<string> {
  const server = http.createServer(handler).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return typeof address === 'object' ? `http://127.0.0.1:${address?.port}/` : ''
}

const target = (provider: string, url: string, more: Partial<ProbeTarget> = {}): ProbeTarget => ({
  provider,
  kind: 'http',
  target: url,
  every_ms: 15,
  ...more,
})
const standing = async (slug: string) =>
  (await readProbeStandings(test.db, directory.bySlug(slug)!.id, clock.now())).at(0)
const outcome = async (slug: string) => (await standing(slug))?.outcome
const outcomesOf = async () => {
  const rows = await test.db.sql<{ outcome: string }[]>`select distinct outcome from probe_results order by 1`
  return rows.map((row) => row.outcome)
}
async function stored(): Promise<number> {
  const [row] = await test.db.sql<[{ count: number }]>`select count(*) from probe_results`
  return row.count
}
const failing: Outbound = {
  ...createOutbound(),
  get: () => {
    const timings = { dns: null, connect: null, tls: null, first_byte: null }
    return Promise.reject(new OutboundError('dns', timings, 'getaddrinfo EAI_AGAIN'))
  },
}

it('sees a provider up, failing and up again', async () => {
  let status = 200
  const url = await serve((_req, res) => void res.writeHead(status).end())
  start({ targets: [target('libero-mail', url)] })
  await expect.poll(() => outcome('libero-mail')).toBe('up')
  expect(await standing('libero-mail')).toMatchObject({ at: NOW, status: 200, vantage: null, target: url })
  status = 503
  clock.set(NOW + 60_000)
  await expect.poll(() => outcome('libero-mail')).toBe('status')
  status = 200
  clock.set(NOW + 120_000)
  await expect.poll(() => outcome('libero-mail')).toBe('up')
})

describe('a machine without a network', () => {
  const slugs = ['libero-mail', 'virgilio-mail', 'gmail', 'whatsapp']
  const targets = slugs.map((slug) => target(slug, `https://${slug}.example/`))

  it('says so once, and holds nothing of it against anybody', async () => {
    const warn = vi.spyOn(silentLog, 'warn')
    const job = start({ targets, outbound: failing })
    await expect.poll(() => outcome('whatsapp')).toBe('internal')
    expect(job.offline()).toBe(true)
    expect(await outcomesOf()).toEqual(['internal'])
    expect(warn).toHaveBeenCalledTimes(1)
    warn.mockRestore()
  })

  it('is believed again when one probe gets through', async () => {
    const url = await serve((_req, res) => void res.end())
    const works = createOutbound({ allowPrivate: true })
    let online = false
    const outbound: Outbound = {
      ...works,
      get: (address, options) => (online && !address.includes('gmail') ? works : failing).get(url, options),
    }
    const job = start({ targets, outbound })
    await expect.poll(() => job.offline()).toBe(true)
    clock.set(clock.now() + 60_000)
    online = true
    await expect.poll(() => outcome('libero-mail')).toBe('up')
    clock.set(clock.now() + 60_000)
    await expect.poll(() => outcome('gmail')).toBe('dns')
    expect(job.offline()).toBe(false)
  })
})

it('loses nothing while the database is away', async () => {
  let asked = 0
  const url = await serve((_req, res) => {
    asked++
    res.end()
  })
  const error = vi.spyOn(silentLog, 'error')
  let isAway = true
  const real = test.db
  // The getter is asked once per statement.
  const db: typeof real = {
    ...real,
    get sql() {
      if (isAway) throw Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' })
      return real.sql
    },
  }
  const job = start({ targets: [target('libero-mail', url)], db })
  await expect.poll(() => asked).toBeGreaterThan(5)
  expect(await stored()).toBe(0)
  expect(error).toHaveBeenCalledTimes(1)
  isAway = false
  await expect.poll(() => stored()).toBeGreaterThan(5)
  await job.close()
  // The last one may have been under way when all ended.
  expect([asked, asked - 1]).toContain(await stored())
  expect(error).toHaveBeenCalledTimes(1)
  error.mockRestore()
})

it('closes in the middle of a probe, and writes nothing of it', async () => {
  let asked = 0
  const url = await serve(() => asked++)
  const job = start({ targets: [target('libero-mail', url)] })
  await expect.poll(() => asked).toBe(1)
  await job.close()
  expect(await outcomesOf()).toEqual([])
})

it('passes over a provider that is not listed', async () => {
  const url = await serve((_req, res) => void res.end())
  start({ targets: [target('nobody', url), target('gmail', url)] })
  await expect.poll(() => outcome('gmail')).toBe('up')
})

it('notes which part was tested', async () => {
  const url = await serve((_req, res) => void res.end())
  start({ targets: [target('libero-mail', url, { component: 'webmail' })] })
  await expect.poll(() => standing('libero-mail')).toMatchObject({ outcome: 'up', component: 'webmail' })
})
