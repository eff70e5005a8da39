import http from 'node:http'
import { describe, expect, it, vi } from 'vitest'
import type { ProbeTarget } from '../../shared/probe.ts'
import { silentLog } from '../log.ts'
import { createOutbound } from '../outbound.ts'
import { aTarget } from '../test/probe-servers/look.ts'
import { closeAfterEach, listen, whenDone } from '../test/probe-servers/sockets.ts'
import { startProber } from './prober.ts'
import type { ProbeReading, ProberDeps } from './prober.ts'

closeAfterEach()

function start(deps: Partial<ProberDeps> & Pick<ProberDeps, 'targets'>) {
  const readings: ProbeReading[] = []
  const prober = startProber({
    outbound: createOutbound({ allowPrivate: true }),
    now: () => 42,
    log: silentLog,
    onResult: (settled) => void readings.push(...settled),
    ...deps,
  })
  whenDone(() => prober.close())
  return { ...prober, readings, said: () => new Set(readings.map((one) => one.target.component)) }
}

/** A page that counts who asks for it, by path, and how many at once. */
async function startPage(answer: (res: http.ServerResponse) => unknown = (res) => res.end()) {
  const asked = new Map<string, number>()
  const open = new Map<string, number>()
  const page = { answer, most: 0, asked: (path: string) => asked.get(path) ?? 0, url: '' }
  const add = (counts: Map<string, number>, path: string, n: number) => {
    const now = (counts.get(path) ?? 0) + n
    counts.set(path, now)
    return now
  }
  const server = http.createServer((req, res) => {
    const path = req.url!
    add(asked, path, 1)
    page.most = Math.max(page.most, add(open, path, 1))
    res.once('close', () => add(open, path, -1))
    page.answer(res)
  })
  page.url = `http://127.0.0.1:${(await listen(server)).port}`
  return page
}

const on = (url: string, component?: string, more: Partial<ProbeTarget> = {}) =>
  aTarget('http', url, { component, every_ms: 10, ...more })

it('asks each target again and again, and says what of, when and what came', async () => {
  const page = await startPage()
  const targets = [on(`${page.url}/a`, 'a'), on(`${page.url}/b`, 'b')]
  const { readings } = start({ targets })
  await expect.poll(() => Math.min(page.asked('/a'), page.asked('/b'))).toBeGreaterThan(3)
  expect(readings[0]).toMatchObject({ at: 42, answer: { outcome: 'up', status: 200 } })
  expect(targets).toContain(readings[0]!.target)
})

it('says once that a private address may not be asked', async () => {
  const page = await startPage()
  const warn = vi.spyOn(silentLog, 'warn')
  const { readings } = start({ targets: [on(`${page.url}/`)], outbound: createOutbound() })
  await expect.poll(() => readings.length).toBeGreaterThan(2)
  expect(new Set(readings.map(({ answer }) => answer.outcome))).toEqual(new Set(['internal']))
  expect(warn).toHaveBeenCalledTimes(1)
  expect(warn).toHaveBeenCalledWith({ target: `${page.url}/` }, expect.stringContaining('private address'))
  expect(page.asked('/')).toBe(0)
  warn.mockRestore()
})

it('asks a slow target again only when it has answered', async () => {
  const page = await startPage((res) => setTimeout(() => res.end(), 40))
  start({ targets: [on(`${page.url}/`, undefined, { every_ms: 1 })] })
  await expect.poll(() => page.asked('/')).toBeGreaterThan(4)
  expect(page.most).toBe(1)
})

it('asks so many at once and no more, all in their turn', async () => {
  const page = await startPage((res) => setTimeout(() => res.end(), 10))
  let open = 0
  let most = 0
  const count = page.answer
  page.answer = (res) => {
    most = Math.max(most, ++open)
    res.once('close', () => open--)
    count(res)
  }
  const paths = ['/a', '/b', '/c', '/d', '/e']
  start({ targets: paths.map((path) => on(page.url + path, undefined, { every_ms: 1 })), atOnce: 2 })
  await expect.poll(() => Math.min(...paths.map(page.asked))).toBeGreaterThan(3)
  expect(most).toBe(2)
})

it('takes the same address for two parts of a provider as two targets, and twice the same as one', async () => {
  const page = await startPage()
  const job = start({ targets: [] })
  job.setTargets([on(page.url, 'webmail'), on(page.url, 'app'), on(page.url, 'app')])
  await expect.poll(() => job.said().size).toBe(2)
  expect(job.said()).toEqual(new Set(['app', 'webmail']))
  expect(job.readings.length).toBeGreaterThan(1)
})

describe('a new list of targets', () => {
  it('ends who is gone, begins who is new, and leaves who stays alone', async () => {
    const page = await startPage()
    const job = start({ targets: [on(`${page.url}/gone`), on(`${page.url}/stays`)] })
    await expect.poll(() => Math.min(page.asked('/gone'), page.asked('/stays'))).toBeGreaterThan(1)
    job.setTargets([on(`${page.url}/stays`), on(`${page.url}/new`)])
    const before = job.readings.filter((one) => one.target.target.endsWith('/gone')).length
    const asked = page.asked('/gone')
    await expect.poll(() => page.asked('/new')).toBeGreaterThan(3)
    expect(page.asked('/stays')).toBeGreaterThan(3)
    // One may have been on its way.
    expect(page.asked('/gone')).toBeLessThanOrEqual(asked + 1)
    expect(job.readings.filter((one) => one.target.target.endsWith('/gone'))).toHaveLength(before)
  })

  it('never leads to asking twice at once, however often it comes', async () => {
    const page = await startPage((res) => setTimeout(() => res.end(), 5))
    const target = on(`${page.url}/`, undefined, { every_ms: 1 })
    const job = start({ targets: [target] })
    let turns = 0
    const flip = setInterval(
      () => job.setTargets(turns++ % 3 === 0 ? [] : [{ ...target, every_ms: 1 + (turns % 2) }]),
      3,
    )
    whenDone(() => clearInterval(flip))
    await expect.poll(() => page.asked('/')).toBeGreaterThan(20)
    expect(page.most).toBe(1)
  })

  it('says nothing more of a target that is gone in the middle of a look', async () => {
    const page = await startPage(() => {})
    const job = start({ targets: [on(`${page.url}/`)] })
    await expect.poll(() => page.asked('/')).toBe(1)
    job.setTargets([on(`${page.url}/new`)])
    page.answer = (res) => res.end()
    await expect.poll(() => job.readings.length).toBeGreaterThan(2)
    expect(new Set(job.readings.map((one) => one.target.target))).toEqual(new Set([`${page.url}/new`]))
  })

  it('changes what is expected of a target from its next turn on', async () => {
    const page = await startPage()
    const job = start({ targets: [on(page.url)] })
    await expect.poll(() => job.readings.at(-1)?.answer.outcome).toBe('up')
    job.setTargets([on(page.url, undefined, { keyword: 'Libero' })])
    await expect.poll(() => job.readings.at(-1)?.answer.outcome).toBe('content')
  })

  it('asks sooner whom it wants asked more often', async () => {
    const page = await startPage()
    const job = start({ targets: [on(`${page.url}/`, undefined, { every_ms: 3_600_000 })] })
    job.setTargets([on(`${page.url}/`)])
    await expect.poll(() => page.asked('/')).toBeGreaterThan(1)
  })
})

describe('what goes wrong here', () => {
  it('is a target that cannot be asked: it is said, and the others are asked', async () => {
    const warn = vi.spyOn(silentLog, 'warn')
    const page = await startPage()
    const { readings } = start({ targets: [on('tcp://127.0.0.1:1'), on(page.url)] })
    await expect.poll(() => readings.length).toBeGreaterThan(1)
    expect(new Set(readings.map((one) => one.target.target))).toEqual(new Set([page.url]))
    expect(warn).toHaveBeenCalledTimes(1)
    warn.mockRestore()
  })

  it('is a reading that nobody takes: it is said, and the next one comes', async () => {
    const error = vi.spyOn(silentLog, 'error')
    const page = await startPage()
    let calls = 0
    const onResult = async () => {
      if (++calls < 3) throw new Error('the database is away')
    }
    start({ targets: [on(page.url)], onResult })
    await expect.poll(() => calls).toBeGreaterThan(4)
    expect(error).toHaveBeenCalledTimes(2)
    error.mockRestore()
  })

  it('is our own line: nobody is blamed, and it is said once', async () => {
    const warn = vi.spyOn(silentLog, 'warn')
    const resolve = () => Promise.reject(Object.assign(new Error('getaddrinfo EAI_AGAIN'), { code: 'EAI_AGAIN' }))
    const targets = ['a', 'b', 'c'].map((name) => on(`http://${name}.example/`, undefined, { provider: name }))
    const job = start({ targets, outbound: createOutbound({ resolve }) })
    await expect.poll(() => job.readings.length).toBeGreaterThan(6)
    expect(job.offline()).toBe(true)
    expect(new Set(job.readings.map((one) => one.answer.outcome))).toEqual(new Set(['internal']))
    expect(warn).toHaveBeenCalledTimes(1)
    warn.mockRestore()
  })
})

it('closes in the middle of a look, and says nothing of it', async () => {
  const page = await startPage(() => {})
  const job = start({ targets: [on(`${page.url}/`), on(`${page.url}/other`)], atOnce: 1 })
  await expect.poll(() => page.asked('/') + page.asked('/other')).toBe(1)
  await job.close()
  job.setTargets([on(`${page.url}/later`)])
  page.answer = (res) => res.end()
  start({ targets: [on(`${page.url}/else`)] })
  await expect.poll(() => page.asked('/else')).toBeGreaterThan(3)
  expect(job.readings).toEqual([])
  expect(page.asked('/later')).toBe(0)
})
