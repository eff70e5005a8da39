import type http from 'node:http'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { OutboundError, createOutbound } from '../outbound.ts'
import { aStatuspage, useStatusServer } from '../test/status-server.ts'
import { ReadError, readSource } from './reader.ts'
import type { Reading } from './reader.ts'

const server = useStatusServer()
const outbound = createOutbound({ allowPrivate: true })
const SUMMARY = '/api/v2/summary.json'
const INCIDENTS = '/api/v2/incidents.json'
const FEED = '/feed.rss'
const rss = (title: string) => `<rss version="2.0"><channel><item><title>${title}</title></item></channel></rss>`

const look = (kind: 'statuspage' | 'feed', mark: string | null = null, timeoutMs = 5_000) =>
  readSource(
    { source: { kind, url: kind === 'feed' ? server.url + FEED : `${server.url}/` }, mark },
    { outbound, timeoutMs },
  )
const markIn = (reading: Reading) => (reading.isNew ? reading.mark : null)
const textsIn = (reading: Reading) => (reading.isNew ? reading.sayings.map(({ text }) => text) : [])
const update = (id: string, status: string, minute: number) => ({
  id,
  status,
  body: `${id}.`,
  at: `2023-01-25T11:${minute}:00.000Z`,
})

describe('a status page', () => {
  const open = { id: 'open', name: 'A', updates: [update('a2', 'identified', 30), update('a1', 'investigating', 20)] }
  const over = {
    id: 'over',
    name: 'B',
    resolvedAt: '2023-01-25T11:15:00Z',
    updates: [update('b2', 'resolved', 15), update('b1', 'investigating', 10)],
  }

  it('is read from both its files, each saying once, in their order', async () => {
    server.serve(SUMMARY, aStatuspage([open]))
    server.serve(INCIDENTS, aStatuspage([open, over]))
    expect(textsIn(await look('statuspage'))).toEqual(['B\n\nb1.', 'B\n\nb2.', 'A\n\na1.', 'A\n\na2.'])
  })

  it('is asked for its summary only, as long as nothing changes', async () => {
    server.serve(SUMMARY, aStatuspage([]))
    server.serve(INCIDENTS, aStatuspage([over]))
    const mark = markIn(await look('statuspage'))
    expect(await look('statuspage', mark)).toEqual({ isNew: false })
    expect(server.asked.map(({ path }) => path)).toEqual([SUMMARY, INCIDENTS, SUMMARY])
    expect(server.asked.at(-1)?.ifNoneMatch).toBe(mark)
    server.serve(SUMMARY, aStatuspage([open]))
    expect((await look('statuspage', mark)).isNew).toBe(true)
  })

  it('is looked at again where one file is older than the other', async () => {
    server.serve(SUMMARY, aStatuspage([], { updatedAt: '2023-01-25T12:00:00Z' }))
    server.serve(INCIDENTS, aStatuspage([open], { updatedAt: '2023-01-25T11:59:00Z' }))
    expect(markIn(await look('statuspage'))).toBeNull()
    server.serve(INCIDENTS, aStatuspage([over], { updatedAt: '2023-01-25T12:00:00Z' }))
    expect(markIn(await look('statuspage'))).not.toBeNull()
  })

  it('is not read by half', async () => {
    server.serve(SUMMARY, aStatuspage([open]))
    await expect(look('statuspage')).rejects.toThrow('it answers 404')
  })
})

describe('a feed', () => {
  it('is read, and not again while its server says that it has not changed', async () => {
    server.serve(FEED, rss('Outage'))
    const first = await look('feed')
    expect(textsIn(first)).toEqual(['Outage'])
    expect(await look('feed', markIn(first))).toEqual({ isNew: false })
  })

  it('is compared by us where its server says nothing', async () => {
    server.serve(FEED, (_request, response) => void response.end(rss('Outage')))
    const mark = markIn(await look('feed'))
    expect(await look('feed', mark)).toEqual({ isNew: false })
    expect(server.asked.at(-1)?.ifNoneMatch).toBeUndefined()
  })

  it('may say what it wants in its ETag: only a small and plain one is sent back', async () => {
    const odd = (etag: string) => (_request: unknown, response: http.ServerResponse) =>
      void response.writeHead(200, { etag }).end(rss('Outage'))
    for (const etag of ['plain', `"${'x'.repeat(5000)}"`, '"a" "b"']) {
      server.serve(FEED, odd(etag))
      expect(markIn(await look('feed'))).toMatch(/^sha256:/)
    }
  })
})

describe('a source that does not answer as it should', () => {
  const endless: http.RequestListener = (_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, ' ')));
    }
    response.on('drain', more)
    more()
  }
  it.each<[string, http.RequestListener, RegExp]>([
    ['is broken', (_, res) => void res.writeHead(500).end('no'), /answers 500/],
    ['is not there', (_, res) => void res.writeHead(404).end(), /answers 404/],
    ['has a wall', (_, res) => void res.writeHead(403).end(), /answers 403/],
    ['sends us elsewhere', (_, res) => void res.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), /moved/],
    ['never ends', endless, /longer than 1 MB/],
    ['never begins', () => {}, /no answer \(timeout\)/],
    ['hangs up', (_, res) => void res.destroy(), /no answer \(reset\)/],
    [
      'is packed though nobody asked',
      (_, res) => void res.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(rss('Outage'))),
      /cannot be read/,
    ],
    ['is a page', (_, res) => void res.end('<!doctype html><p>Hello'), /document type/],
    [
      'is a bomb',
      (_, res) => void res.end(`<!DOCTYPE a [<!ENTITY b "${'c'.repeat(1000)}">]>${rss('&b;'.repeat(10_000))}`),
      /document type/,
    ],
  ])('%s', async (_, answer, message) => {
    server.serve(FEED, answer)
    const failed = look('feed', null, 700)
    await expect(failed).rejects.toThrow(ReadError)
    await expect(failed).rejects.toThrow(message)
  })

  it('says when to come back', async () => {
    server.serve(FEED, (_, res) => void res.writeHead(429, { 'retry-after': '120' }).end())
    await expect(look('feed')).rejects.toMatchObject({ retryAfterMs: 120_000 })
  })

  it('is no status page', async () => {
    for (const [body, message] of [
      ['{}', /as we know/],
      ['<html>', /no JSON/],
      ['['.repeat(100_000), /no JSON/],
    ] as const) {
      server.serve(SUMMARY, body)
      await expect(look('statuspage')).rejects.toThrow(message)
    }
  })

  it('is not asked where it is inside our own walls', async () => {
    server.serve(FEED, rss('Outage'))
    const source = { kind: 'feed', url: server.url + FEED } as const
    await expect(readSource({ source, mark: null }, { outbound: createOutbound() })).rejects.toThrow(
      'no answer (address)',
    )
    expect(server.asked).toEqual([])
  })

  it('is left when we are told to end', async () => {
    const stop = new AbortController()
    server.serve(FEED, () => stop.abort())
    const source = { kind: 'feed', url: server.url + FEED } as const
    const left = readSource({ source, mark: null }, { outbound, signal: stop.signal })
    await expect(left).rejects.toThrow(OutboundError)
    await expect(left).rejects.toMatchObject({ failure: 'stopped' })
  })
})
