import { expect, it } from 'vitest'
import { gzipSync } from 'node:zlib'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBare } from './bare.ts'
import { compare, type Figures } from './limits.ts'
import { processorMs } from './processor.ts'
import { timeUncached } from './uncached.ts'
import { weigh } from './weight.ts'

async function served<T>(answer: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

const FILES: Record<string, string> = {
  '/': `<link rel="stylesheet" href="/a.css"><link rel="modulepreload" href="/shared.js"><script type="module" src="/page.js"></script>`,
  '/page.js': `import{a}from"./shared.js";import{b}from"./deep.js";a(b)`,
  '/shared.js': `export const a = ${'"a"'.repeat(50)}`,
  '/deep.js': `export const b = 1`,
  '/a.css': 'p{}',
}
const packed = (path: string) => gzipSync(FILES[path]!).length

it('weighs a page packed, with every script that it loads once, and no style', async () => {
  const weight = await served(
    ({ url = '' }, response) => response.writeHead(url in FILES ? 200 : 404).end(FILES[url]),
    (url) => weigh(`${url}/`),
  )
  expect(weight).toMatchObject({ htmlPlainBytes: FILES['/']!.length, htmlBytes: packed('/') })
  expect(weight.scriptBytes).toBe(packed('/page.js') + packed('/shared.js') + packed('/deep.js'))
})

it('times a page after the other on one connection, and refuses what is no page', async () => {
  const asked: (string | undefined)[] = []
  let [open, most] = [0, 0]
  const answer: RequestListener = ({ url, socket }, response) => {
    asked.push(`${url} ${socket.remotePort}`)
    most = Math.max(most, ++open)
    setTimeout(() => {
      open--
      response.writeHead(url === '/no' ? 500 : 200).end('page')
    }, 5)
  }
  await served(answer, async (url) => {
    const { medianMs, p95Ms, pages } = await timeUncached(url, ['/a', '/b', '/c'])
    expect(pages).toBe(3)
    expect(p95Ms).toBeGreaterThanOrEqual(medianMs)
    expect(medianMs).toBeGreaterThan(4)
    await expect(timeUncached(url, ['/no'])).rejects.toThrow('500')
  })
  expect(most).toBe(1)
  expect(new Set(asked.slice(0, 3).map((line) => line!.split(' ')[1])).size).toBe(1)
})

it('is compared with a page of as many bytes', async () => {
  const answer = await createBare(12_345).request('/anything')
  expect(answer.headers.get('content-type')).toContain('text/html')
  expect((await answer.arrayBuffer()).byteLength).toBe(12_345)
})

const all = <T>(value: T) => ({ home: value, provider: value, incident: value, report: value })
const GOOD: Figures = {
  bench: 'page',
  lighthouse: all([98, 100, 98, 100]),
  scriptKb: { ...all(9.9), provider: 75 },
  htmlKb: all(29.9),
  cls: all(0),
  inpMs: 96,
  serverRatio: 0.5,
  uncachedMs: 19.9,
}
const broken = (figures: Figures, perSecond = 10) =>
  compare(figures, perSecond)
    .filter(({ holds }) => !holds)
    .map(({ what }) => what)

it('says which limit does not hold', () => {
  expect(broken(GOOD)).toEqual([])
  expect(broken({ ...GOOD, serverRatio: 0.49 })).toEqual(['cached page, of a bare one'])
  expect(broken({ ...GOOD, serverRatio: 0.49 }, 3_001)).toEqual([])
  expect(broken({ ...GOOD, lighthouse: { ...all([100, 100, 100, 97]), home: [] } })).toHaveLength(4)
  expect(broken({ ...GOOD, scriptKb: all(10), htmlKb: all(30), cls: all(0.01), inpMs: 104, uncachedMs: 20 })).toEqual([
    'script, kB, home',
    'script, kB, incident',
    'script, kB, report',
    ...['HTML, kB', 'layout shift'].flatMap((what) =>
      ['home', 'provider', 'incident', 'report'].map((page) => `${what}, ${page}`),
    ),
    'slowest interaction, ms',
    'uncached provider page, ms',
  ])
})

it.runIf(process.platform === 'linux')(
  'counts the processor time of a process and of what it has started',
  async () => {
    const busy = 'const until = performance.now() + 300; while (performance.now() < until);'
    const script = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(`${busy} console.log('done'); setInterval(() => {}, 1000)`)}], { stdio: ['ignore', 'inherit', 'ignore'] })`
    const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'], detached: true })
    try {
      await once(parent.stdout, 'data')
      const used = processorMs(parent.pid!)!
      expect(used).toBeGreaterThan(50)
      expect(processorMs(process.pid)).toBeGreaterThan(used)
    } finally {
      process.kill(-parent.pid!)
    }
  },
)
