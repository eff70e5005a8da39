import { expect, it } from 'vitest'
import { aHub, aSocket, resume, settled, subscribe, unsubscribe } from '../test/live-hub.ts'
import type { Kept } from './kept-topic.ts'
import { LIVE_LIMITS, QUIET_MS, type LiveLimits } from './limits.ts'

/** Letters that are appended; a change is the letters that are new. */
const letters: Kept = {
  changes: (before, whole) => (whole === before ? undefined : String(whole).slice(String(before).length)),
  snapshot: (whole) => whole,
}

/** A hub with one topic whose messages matter, and its teller. */
function aTeller(limits: Partial<LiveLimits> = {}) {
  let whole = 'a'
  let away = false
  const made = aHub({
    kept: { incidents: letters },
    limits,
    read: (topic) =>
      away ? Promise.reject(new Error('away')) : Promise.resolve(topic === 'incidents' ? whole : { newest: topic }),
  })
  const { hub, passReal } = made
  /** A second with `more` written; nothing is said to nobody. */
  const tell = async (more = '') => {
    passReal(1_000)
    whole += more
    if (!away && hub.listened().includes('incidents')) hub.publish('incidents', whole)
    await hub.flush()
  }
  const listen = async (message = subscribe('incidents')) => {
    const socket = aSocket()
    const connection = hub.attach(socket.client)
    connection.receive(message)
    await settled()
    return { ...socket, connection }
  }
  return { ...made, tell, listen, lose: () => void (away = true), find: () => void (away = false) }
}

it('tells all there is, then what changes, without a gap in the numbers', async () => {
  const { tell, listen } = aTeller()
  const { brief } = await listen()
  await tell('b')
  await tell()
  await tell('cd')
  expect(brief()).toEqual(['snapshot 1 "a"', 'update 2 "b"', 'update 3 "cd"'])
})

it('says now and then that there was nothing, with the number after which', async () => {
  const { tell, listen } = aTeller()
  const { brief } = await listen()
  for (let ms = 0; ms < 2 * QUIET_MS; ms += 1_000) await tell()
  expect(brief()).toEqual(['snapshot 1 "a"', 'heartbeat 1', 'heartbeat 1'])
})

it('gives whoever comes back what it missed, in order, and then says that this was all', async () => {
  const { hub, tell, listen } = aTeller()
  const { connection } = await listen()
  await tell('b')
  connection.detach()
  await tell('c')
  await tell('d')
  const { brief } = await listen(resume(hub.run, { incidents: 2 }))
  expect(brief()).toEqual(['update 3 "c"', 'update 4 "d"', 'heartbeat 4'])
  await tell('e')
  expect(brief().at(-1)).toBe('update 5 "e"')
})

it('gives whoever missed nothing only a heartbeat', async () => {
  const { hub, tell, listen } = aTeller()
  await listen()
  await tell('b')
  expect((await listen(resume(hub.run, { incidents: 2 }))).brief()).toEqual(['heartbeat 2'])
})

it.each([
  ['of another run', 'other', 2],
  ['from the future', undefined, 4],
  ['from far in the future', undefined, Number.MAX_SAFE_INTEGER],
  ['from before the first', undefined, 0],
])('gives a snapshot to whoever is %s', async (_, run, seq) => {
  const { hub, tell, listen } = aTeller()
  await listen()
  await tell('b')
  await tell('c')
  const { brief } = await listen(resume(run ?? hub.run, { incidents: seq }))
  expect(brief()).toEqual(['snapshot 3 "abc"'])
})

it.each([
  ['messages', { keptMessages: 3 }],
  // An update of one letter takes a hundred and some bytes.
  ['bytes', { keptBytes: 400 }],
])('gives a snapshot to whoever missed more %s than are remembered', async (_, limits) => {
  const { hub, tell, listen } = aTeller(limits)
  await listen()
  for (const letter of 'bcdef') await tell(letter)
  expect((await listen(resume(hub.run, { incidents: 2 }))).brief()).toEqual(['snapshot 6 "abcdef"'])
  expect((await listen(resume(hub.run, { incidents: 3 }))).brief()).toEqual([
    'update 4 "d"',
    'update 5 "e"',
    'update 6 "f"',
    'heartbeat 6',
  ])
})

it('remembers nothing of a message that is too long to be remembered', async () => {
  const { hub, tell, listen } = aTeller({ keptBytes: 500 })
  await listen()
  await tell('b')
  await tell('c'.repeat(600))
  expect((await listen(resume(hub.run, { incidents: 2 }))).brief()[0]).toMatch(/^snapshot 3 /)
})

it('has a memory of two topics that fits into what may wait for one listener', () => {
  expect(2 * LIVE_LIMITS.keptBytes).toBeLessThan(LIVE_LIMITS.bufferedBytes)
})

it('goes on for a while when nobody listens, and after that begins again under another number', async () => {
  const { hub, tell, listen, passReal, reads } = aTeller({ keptMs: 60_000 })
  const { connection } = await listen()
  connection.detach()
  for (let second = 0; second < 30; second++) await tell(second === 10 ? 'b' : '')
  const back = await listen(resume(hub.run, { incidents: 1 }))
  expect(back.brief()).toEqual(['update 2 "b"', 'heartbeat 2'])
  expect(reads).toEqual(['incidents'])
  back.connection.receive(unsubscribe('incidents'))
  passReal(60_000)
  expect(hub.listened()).toEqual([])
  await tell('c')
  expect((await listen(resume(hub.run, { incidents: 2 }))).brief()).toEqual(['snapshot 3 "abc"'])
  expect(reads).toHaveLength(2)
})

it('gives nobody old data as present, and misses nothing of what happened while it could not be read', async () => {
  const { hub, tell, listen, lose, find } = aTeller()
  const early = await listen()
  lose()
  for (let second = 0; second < 20; second++) await tell(second === 5 ? 'b' : '')
  const late = await listen(resume(hub.run, { incidents: 1 }))
  expect(late.brief()).toEqual(['unavailable'])
  find()
  const later = await listen()
  expect(early.brief()).toEqual(['snapshot 1 "a"', 'update 2 "b"'])
  expect(late.brief()).toEqual(['unavailable', 'update 2 "b"', 'heartbeat 2'])
  expect(later.brief()).toEqual(['snapshot 2 "ab"'])
  await tell('c')
  for (const { brief } of [early, late, later]) expect(brief().at(-1)).toBe('update 3 "c"')
})

it('asks nothing of topics of which only the newest state counts', async () => {
  const { hub, listen } = aTeller()
  const { brief } = await listen(resume(hub.run, { overview: 1, incidents: 1 }))
  expect(brief()).toEqual(['snapshot 1 {"newest":"overview"}', 'heartbeat 1'])
})

it('takes no name of an object for a topic whose messages are kept', async () => {
  const { hub } = aHub({ kept: {}, read: () => Promise.resolve({}) })
  const { client, brief } = aSocket()
  hub.attach(client).subscribe(['constructor'])
  await settled()
  expect(brief()).toEqual(['snapshot 1 {}'])
})
