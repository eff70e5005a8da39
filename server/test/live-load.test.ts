import { once } from 'node:events'
import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { ServerMessage } from '../../shared/live.ts'
import { aLiveSite } from './live-site.ts'
import { readEvents } from './live-streams.ts'
import { until } from './until.ts'

const LISTENERS = 1_000
const TURNS = 5
const TOPICS = ['overview', 'states', 'provider:a', 'category:mail', 'operator:b']
const ADDRESSES = 50

const states = (n: number) => ({
  states: [{ slug: 'a', state: 'ok', verified: false, since: String(n), cause: null }],
})

it('tells a thousand sockets and streams of mixed topics everything, in order, and nobody else', async () => {
  const site = await aLiveSite({ snapshot: (topic) => Promise.resolve(topic === 'states' ? states(0) : { n: 0 }) })
  const heard: ServerMessage[][] = []
  const cuts: (() => void)[] = []

  async function listen(i: number): Promise<void> {
    const topic = TOPICS[i % TOPICS.length]!
    const headers = { 'x-forwarded-for': `192.0.2.${i % ADDRESSES}` }
    if (i % 2 === 0) {
      const reader = await readEvents(site.eventsUrl(topic), { headers })
      heard[i] = reader.messages
      cuts.push(() => reader.cut())
      return
    }
    const messages: ServerMessage[] = (heard[i] = [])
    const ws = new WebSocket(site.socketUrl, { headers })
    ws.on('message', (data: Buffer) => messages.push(ServerMessage.parse(JSON.parse(data.toString()))))
    await once(ws, 'open')
    ws.send(JSON.stringify({ type: 'subscribe', topics: [topic] }))
    cuts.push(() => ws.terminate())
  }
  for (let i = 0; i < LISTENERS; i += 100) await Promise.all(Array.from({ length: 100 }, (_, j) => listen(i + j)))
  const allHave = (messages: number) => until(() => heard.every((one) => one.length >= messages), 60_000)
  await allHave(1)
  expect(site.hub.sockets).toBe(LISTENERS)

  for (let n = 1; n <= TURNS; n++) {
    for (const topic of TOPICS) site.hub.publish(topic, topic === 'states' ? states(n) : { n })
    await site.hub.flush()
    await allHave(n + 1)
  }
  for (const [i, messages] of heard.entries()) {
    const topic = TOPICS[i % TOPICS.length]!
    const numbers = messages.map((message) => ('seq' in message && message.topic === topic ? message.seq : NaN))
    expect(numbers).toEqual(Array.from({ length: TURNS + 1 }, (_, n) => n + 1))
  }
  for (const cut of cuts) cut()
  await until(() => site.hub.sockets === 0)
  await site.close()
})
