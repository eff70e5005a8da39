import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeLine } from '../../server/test/fake-line.ts'
import { createLiveClient, type LiveStatus } from './live-client.ts'
import { createServerClock } from './server-clock.ts'

const NOON = Date.UTC(2019, 6, 3, 12)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function aClient(random = () => 0.5) {
  const lines: FakeLine[] = []
  const statuses: LiveStatus[] = []
  const page = new EventTarget()
  const clock = createServerClock({ at: NOON, speed: 1 }, () => performance.now())
  const client = createLiveClient({
    clock,
    page,
    random,
    url: 'ws://here',
    onStatus: (status) => statuses.push(status),
    connect() {
      const line = new FakeLine(NOON)
      lines.push(line)
      return line
    },
  })
  const line = () => {
    const last = lines.at(-1)
    if (!last) throw new Error('no line yet')
    return last
  }
  return { client, clock, page, lines, line, statuses }
}

it('opens no socket before somebody listens, and subscribes when it is open', () => {
  const { client, lines, line } = aClient()
  expect(lines).toHaveLength(0)
  client.listen('overview', () => {})
  client.listen('provider:libero-mail', () => {})
  expect(line().heard).toEqual([])
  line().accept()
  expect(line().heard).toEqual([{ type: 'subscribe', topics: ['overview', 'provider:libero-mail'] }])
  client.listen('provider:gmail', () => {})
  expect(line().heard.at(-1)).toEqual({ type: 'subscribe', topics: ['provider:gmail'] })
  expect(lines).toHaveLength(1)
})

it('hands on snapshots and newer updates, each to those who listen, and drops what is older', () => {
  const { client, line } = aClient()
  const [overview, gmail, late]: unknown[][] = [[], [], []]
  client.listen('overview', (data) => overview?.push(data))
  client.listen('provider:gmail', (data) => gmail?.push(data))
  line().accept()
  line().tell('snapshot', 'overview', 7, 'a')
  line().tell('update', 'overview', 7, 'told twice')
  line().tell('update', 'overview', 8, 'b')
  line().tell('update', 'provider:gmail', 1, 'g')
  line().tell('update', 'provider:unasked', 1, 'u')
  client.listen('overview', (data) => late?.push(data))
  line().tell('snapshot', 'overview', 1, 'after a restart')
  expect(overview).toEqual(['a', 'b', 'after a restart'])
  expect(gmail).toEqual(['g'])
  expect(late).toEqual(['b', 'after a restart'])
})

it('unsubscribes with the last who listened, and closes with the last topic', () => {
  const { client, line } = aClient()
  const stops = [1, 2].map(() => client.listen('overview', () => {}))
  const stop = client.listen('provider:gmail', () => {})
  line().accept()
  stops[0]?.()
  expect(line().heard).toHaveLength(1)
  stops[1]?.()
  stops[1]?.()
  expect(line().heard.slice(1)).toEqual([{ type: 'unsubscribe', topics: ['overview'] }])
  stop()
  expect(line().readyState).toBe(3)
})

it('comes back by itself, ever later, and subscribes anew', () => {
  const { client, lines, line, statuses } = aClient()
  client.listen('overview', () => {})
  line().accept()
  line().tell('snapshot', 'overview', 1, {})
  const waits: number[] = []
  for (let attempt = 0; attempt < 7; attempt++) {
    line().close()
    const before = Date.now()
    vi.advanceTimersToNextTimer()
    waits.push(Date.now() - before)
  }
  expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
  expect(lines).toHaveLength(8)
  line().accept()
  expect(line().heard).toEqual([{ type: 'subscribe', topics: ['overview'] }])
  line().tell('snapshot', 'overview', 1, {})
  line().tell('update', 'overview', 2, {})
  expect(statuses).toEqual(['live', 'lost', 'live'])
  line().close()
  const before = Date.now()
  vi.advanceTimersToNextTimer()
  expect(Date.now() - before).toBe(2_000)
})

it('does not come back at the same moment as everybody else', () => {
  const waits = [0, 0.999].map((random) => {
    const { client, line } = aClient(() => random)
    client.listen('overview', () => {})
    line().close()
    const before = Date.now()
    vi.advanceTimersToNextTimer()
    return Date.now() - before
  })
  expect(waits).toEqual([1_000, 2_998])
})

it('takes silence for a loss, whether the line opened or not', () => {
  const { client, lines, line, statuses } = aClient()
  client.listen('overview', () => {})
  line().accept()
  line().tell('snapshot', 'overview', 1, {})
  vi.advanceTimersByTime(14_000)
  line().tell('update', 'overview', 2, {})
  vi.advanceTimersByTime(14_000)
  expect(statuses).toEqual(['live'])
  vi.advanceTimersByTime(1_000)
  expect(statuses).toEqual(['live', 'lost'])
  expect(line().readyState).toBe(3)
  vi.advanceTimersByTime(2_000 + 15_000 + 4_000)
  expect(lines).toHaveLength(3)
})

it('does not take an error for news', () => {
  const { client, line, statuses } = aClient()
  client.listen('overview', () => {})
  line().accept()
  line().raw({ type: 'error', code: 'unavailable', detail: 'overview cannot be read now.' })
  expect(statuses).toEqual([])
  vi.advanceTimersByTime(15_000)
  expect(statuses).toEqual(['lost'])
})

it('waits ever longer for a server that answers and has nothing to tell', () => {
  const { client, line, lines, statuses } = aClient()
  client.listen('overview', () => {})
  const waits: number[] = []
  for (let attempt = 0; attempt < 4; attempt++) {
    line().accept()
    line().raw({ type: 'error', code: 'unavailable', detail: 'overview cannot be read now.' })
    vi.advanceTimersByTime(15_000)
    const before = Date.now()
    vi.advanceTimersToNextTimer()
    waits.push(Date.now() - before)
  }
  expect(waits).toEqual([2_000, 4_000, 8_000, 16_000])
  expect(lines).toHaveLength(5)
  expect(statuses).toEqual(['lost'])
})

it('waits ever longer for a server that sends it away after every beginning', () => {
  const { client, line } = aClient()
  client.listen('overview', () => {})
  const waits: number[] = []
  for (let attempt = 0; attempt < 4; attempt++) {
    line().accept()
    line().tell('snapshot', 'overview', 1, {})
    line().close()
    const before = Date.now()
    vi.advanceTimersToNextTimer()
    waits.push(Date.now() - before)
  }
  expect(waits).toEqual([2_000, 4_000, 8_000, 16_000])
})

it('sets the clock by each message', () => {
  const { client, clock, line } = aClient()
  client.listen('overview', () => {})
  line().accept()
  line().tell('snapshot', 'overview', 1, {}, NOON + 3_000)
  expect(clock.now()).toBe(NOON + 3_000)
})

it('holds no socket while the page is put away, and one again when it is back', () => {
  const { client, page, lines, line } = aClient()
  client.listen('overview', () => {})
  line().accept()
  page.dispatchEvent(new Event('pagehide'))
  expect(line().readyState).toBe(3)
  vi.advanceTimersByTime(600_000)
  expect(lines).toHaveLength(1)
  page.dispatchEvent(new Event('pageshow'))
  expect(lines).toHaveLength(2)
  page.dispatchEvent(new Event('pageshow'))
  expect(lines).toHaveLength(2)
})

it('comes back at once when the network does', () => {
  const { client, page, lines, line } = aClient()
  client.listen('overview', () => {})
  line().close()
  page.dispatchEvent(new Event('online'))
  expect(lines).toHaveLength(2)
})

it('stays closed once closed', () => {
  const { client, page, lines, line } = aClient()
  client.listen('overview', () => {})
  line().accept()
  client.close()
  page.dispatchEvent(new Event('online'))
  vi.advanceTimersByTime(600_000)
  expect(line().readyState).toBe(3)
  expect(lines).toHaveLength(1)
})
