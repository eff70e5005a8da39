import type { Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Mode } from '../../../shared/live.ts'
import { MINUTE_MS } from '../../../shared/time.ts'
import { createApp } from '../../app.ts'
import { createDirectory } from '../../catalogue/directory.ts'
import { closeServer, createHttpServer, listen } from '../../http-server.ts'
import { silentLog } from '../../log.ts'
import { readProviders } from '../../store/providers.ts'
import { useTestDb } from '../../test/db.ts'
import { createManualClock } from '../../test/manual-clock.ts'
import { NOW, START, tellStatusPages, type Told } from '../../test/status-pages.ts'
import { readByAero, readByStatuspageJs, type ReadPage } from '../../test/status-readers.ts'
import { statuspageRoutes } from './statuspage.ts'

// Two programs that others wrote for the pages of Statuspage read ours, over HTTP, in every state.

const test = useTestDb()
let ids: Told
const servers: Server[] = []
const origins = new Map<Mode, string>()

async function open(mode: Mode): Promise<void> {
  const directory = createDirectory(await readProviders(test.db))
  const clock = createManualClock(NOW, mode)
  const app = createApp({
    clock,
    log: silentLog,
    errorPage: () => new Response(null, { status: 500 }),
    routes: (mounted) => mounted.route('/', statuspageRoutes({ db: test.db, clock, directory })),
  })
  const server = createHttpServer(getRequestListener(app.fetch), mode)
  servers.push(server)
  origins.set(mode, await listen(server, { host: '127.0.0.1', port: 0 }))
}

beforeAll(async () => {
  ids = await tellStatusPages(test.db)
  for (const mode of ['live', 'replay', 'simulation'] as const) await open(mode)
})
afterAll(() => Promise.all(servers.map(closeServer)))

const pageOf = (slug: string, mode: Mode = 'live') => `${origins.get(mode)}/p/${slug}`
const minutes = (at: number) => (at - START) / MINUTE_MS
const OPERATIONAL = ['operational', 'operational', 'operational']

describe.each([
  ['@aero/statuspage', readByAero],
  ['statuspage.js', readByStatuspageJs],
])('%s', (_, read) => {
  it.each([
    ['quiet', 'none', OPERATIONAL],
    ['rumour', 'none', OPERATIONAL],
    ['crowd', 'minor', ['degraded_performance', 'degraded_performance', 'operational']],
    ['wide', 'minor', ['degraded_performance', 'degraded_performance', 'degraded_performance']],
    ['posta', 'major', ['partial_outage', 'partial_outage', 'operational']],
    ['easing', 'minor', ['degraded_performance', 'degraded_performance', 'operational']],
    ['after', 'none', OPERATIONAL],
    ['past', 'none', OPERATIONAL],
    ['wrong', 'none', OPERATIONAL],
    ['hasty', 'none', OPERATIONAL],
  ])('reads of %s: %s', async (slug, indicator, statuses) => {
    const page = await read(pageOf(slug))
    expect(page).toMatchObject({ name: `${slug.toUpperCase()} · Brusio`, url: pageOf(slug), indicator, planned: 0 })
    expect(page.description.length).toBeGreaterThan(10)
    expect(page.components).toEqual([slug.toUpperCase(), 'Webmail', 'Receiving'].map((name, i) => [name, statuses[i]!]))
    expect(Number.isInteger(page.changedAt) && page.changedAt <= NOW).toBe(true)
    expect(page.open.map(({ id }) => id)).toEqual(indicator === 'none' ? [] : [ids[slug]!.incident])
    expect(page.all.map(({ id }) => id)).toEqual(ids[slug]!.incident === undefined ? [] : [ids[slug]!.incident])
  })

  it('reads an incident from its beginning to its end', async () => {
    const [posta] = (await read(pageOf('posta'))).open
    expect(posta).toMatchObject({ impact: 'major', status: 'investigating' })
    expect(posta!.url).toBe(`${origins.get('live')}/i/${posta!.id}`)
    const [easing] = (await read(pageOf('easing'))).open
    expect(told(easing!)).toEqual(['monitoring 10', 'investigating 4'])
    expect([easing!.status, minutes(easing!.changedAt)]).toEqual(['monitoring', 10])
    const [past] = (await read(pageOf('past'))).all
    expect(told(past!)).toEqual(['resolved 20', 'monitoring 10', 'investigating 4'])
    expect(past).toMatchObject({ impact: 'minor', status: 'resolved' })
  })

  it('reads that what was withdrawn is over, was nothing, and why', async () => {
    for (const slug of ['wrong', 'hasty']) {
      const [incident] = (await read(pageOf(slug))).all
      expect(incident).toMatchObject({ impact: 'none', status: 'resolved', name: expect.stringMatching(/^Withdrawn/) })
      expect(told(incident!)[0]).toBe('resolved 29')
      expect(incident!.updates[0]!.text).toContain('It was a test.')
    }
  })

  it.each(['replay', 'simulation'] as const)('reads in every name that it is a %s', async (mode) => {
    const page = await read(pageOf('posta', mode))
    const told = [page.name, page.open[0]!.name, page.description, ...page.open[0]!.updates.map(({ text }) => text)]
    for (const text of told) expect(text.toUpperCase()).toContain(mode.toUpperCase())
  })

  it('is told that there is no such page', async () => {
    await expect(read(pageOf('nobody'))).rejects.toThrow(/404|undefined/)
  })
})

it('is the same page for both', async () => {
  for (const slug of Object.keys(ids))
    expect(await readByAero(pageOf(slug))).toEqual(await readByStatuspageJs(pageOf(slug)))
})

const told = ({ updates }: ReadPage['all'][number]) => updates.map(({ status, at }) => `${status} ${minutes(at)}`)
