import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeLine } from '../../server/test/fake-line.ts'
import type { State } from '../../shared/incident.ts'
import type { StateLive } from '../../shared/live-topics.ts'
import { createLiveClient } from './live-client.ts'
import { createKept } from './live-kept.ts'

const NOON = Date.UTC(2019, 6, 3, 12)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const one = (slug: string): StateLive => ({ slug, state: 'ok', verified: false, since: null, cause: null })
const states = (...slugs: string[]) => ({ states: slugs.map(one) })

/** Listens to `states`; what it is handed is kept as `type slug,slug`. */
function aFollower() {
  const lines: FakeLine[] = []
  const errors: string[] = []
  const client = createLiveClient({
    kept: createKept(({ code }) => errors.push(code)),
    url: 'ws://here',
    random: () => 0.5,
    connect() {
      const line = new FakeLine(NOON)
      lines.push(line)
      return line
    },
  })
  const line = () => lines.at(-1)!
  const follow = (heard: string[]) =>
    client.listen('states', (data, { type }) => heard.push(`${type} ${data.states.map(({ slug }) => slug).join()}`))
  const heartbeat = (seq: number, run = 'run') =>
    line().raw({ type: 'heartbeat', topic: 'states', run, seq, at: NOON, speed: 1, mode: 'live' })
  const comeBack = () => {
    line().close()
    vi.advanceTimersByTime(2_000)
    line().accept()
  }
  return { client, lines, line, errors, follow, heartbeat, comeBack }
}

it('says after a break how far it has heard, and is handed only what it missed', () => {
  const { line, follow, heartbeat, comeBack } = aFollower()
  const heard: string[] = []
  follow(heard)
  line().accept()
  expect(line().heard).toEqual([{ type: 'subscribe', topics: ['states'] }])
  line().tell('snapshot', 'states', 4, states('a', 'b'))
  line().tell('update', 'states', 5, states('a'))
  comeBack()
  expect(line().heard).toEqual([{ type: 'subscribe', topics: ['states'], since: { run: 'run', seq: { states: 5 } } }])
  line().tell('update', 'states', 5, states('a'))
  line().tell('update', 'states', 6, states('b'))
  heartbeat(6)
  expect(heard).toEqual(['snapshot a,b', 'update a', 'update b'])
  expect(line().heard).toHaveLength(1)
})

it('asks once for a number that is missing, and hands on nothing that came after it', () => {
  const { line, follow, heartbeat } = aFollower()
  const heard: string[] = []
  follow(heard)
  line().accept()
  line().tell('snapshot', 'states', 1, states('a'))
  line().tell('update', 'states', 3, states('c'))
  line().tell('update', 'states', 4, states('d'))
  const again = { type: 'subscribe', topics: ['states'], since: { run: 'run', seq: { states: 1 } } }
  expect(line().heard.slice(1)).toEqual([again])
  expect(heard).toEqual(['snapshot a'])
  for (const [i, slug] of ['b', 'c', 'd'].entries()) line().tell('update', 'states', i + 2, states(slug))
  heartbeat(4)
  expect(heard).toEqual(['snapshot a', 'update b', 'update c', 'update d'])
  // A heartbeat says what the last number is, so the loss of the last message is noticed as well.
  heartbeat(5)
  expect(line().heard.slice(2)).toEqual([{ ...again, since: { run: 'run', seq: { states: 4 } } }])
})

it('takes what another life of the server says for nothing but a snapshot', () => {
  const { line, follow, heartbeat, comeBack } = aFollower()
  const heard: string[] = []
  follow(heard)
  line().accept()
  line().tell('snapshot', 'states', 7, states('a'))
  comeBack()
  line().raw({
    type: 'snapshot',
    topic: 'states',
    run: 'next',
    seq: 1,
    at: NOON,
    speed: 1,
    mode: 'live',
    data: states('b'),
  })
  heartbeat(8)
  expect(heard).toEqual(['snapshot a', 'snapshot b'])
  expect(line().heard.slice(1)).toHaveLength(1)
})

it('gives whoever listens later a snapshot, and nobody an update before it', () => {
  const { line, follow } = aFollower()
  const [first, second]: string[][] = [[], []]
  follow(first!)
  line().accept()
  line().tell('snapshot', 'states', 1, states('a'))
  follow(second!)
  expect(line().heard.at(-1)).toEqual({ type: 'subscribe', topics: ['states'] })
  line().tell('update', 'states', 2, states('b'))
  line().tell('snapshot', 'states', 2, states('a', 'b'))
  line().tell('update', 'states', 3, states('a'))
  expect(first).toEqual(['snapshot a', 'snapshot a,b', 'update a'])
  expect(second).toEqual(['snapshot a,b', 'update a'])
})

it('begins with a snapshot again after nobody listened', () => {
  const { client, line, follow } = aFollower()
  client.listen('overview', () => {})
  const stop = follow([])
  line().accept()
  line().tell('snapshot', 'states', 1, states('a'))
  stop()
  line().tell('snapshot', 'states', 2, states('late'))
  const heard: string[] = []
  follow(heard)
  expect(line().heard.slice(1)).toEqual([
    { type: 'unsubscribe', topics: ['states'] },
    { type: 'subscribe', topics: ['states'] },
  ])
})

it('tells what the server does not understand, and what it cannot tell', () => {
  const { line, follow, errors } = aFollower()
  follow([])
  line().accept()
  line().raw({ type: 'error', code: 'unavailable', detail: 'states cannot be read now.' })
  expect(errors).toEqual(['unavailable'])
})

it('knows the data of each topic by its name, and kept topics only with what they need', () => {
  const { client, line } = aFollower()
  const heard: unknown[] = []
  client.listen('overview', ({ judged }) => heard.push(judged satisfies number))
  client.listen('category:mail', ({ providers }) => heard.push(providers[0]?.state satisfies State | undefined))
  client.listen('provider:gmail', ({ verdict, incident }) => heard.push(verdict.state, incident?.id))
  client.listen('incidents', ({ events }, { type }) =>
    heard.push(type, events[0]?.sequence satisfies number | undefined),
  )
  // @ts-expect-error there is no such topic
  client.listen('state', () => {})
  // @ts-expect-error a provider has no such data
  client.listen('provider:gmail', ({ judged }) => heard.push(judged))
  const plain = createLiveClient({ url: 'ws://here', connect: () => new FakeLine(NOON) })
  // @ts-expect-error it would not know what it missed
  plain.listen('states', () => {})
  line().accept()
  line().tell('snapshot', 'overview', 1, { judged: 7 })
  line().tell('snapshot', 'category:mail', 1, { providers: [{ state: 'ok' }] })
  line().tell('snapshot', 'incidents', 1, { events: [{ sequence: 3 }] })
  expect(heard).toEqual([7, 'ok', 'snapshot', 3])
})
