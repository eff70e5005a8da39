import { EventSource } from 'undici'
import { WebSocket } from 'ws'
import { ServerMessage } from '../../shared/live.ts'
import type { IncidentsLive, StatesLive } from '../../shared/live-topics.ts'
import { createKept } from '../../web/elements/live-kept.ts'
import { createLiveClient, type Told } from '../../web/elements/live-client.ts'
import { newestIncidents, wholeStates } from '../../web/elements/live-whole.ts'

export type Follower = {
  /** All that it knows, and the number up to which it knows it. */
  state(): unknown
  /** What it was told, as `topic type seq`, without the heartbeats. */
  readonly told: readonly string[]
  /** Numbers of each topic in the order in which they came, of the newest run. */
  numbers(topic: string): readonly number[]
  readonly run: string
  close(): void
}

/** Follows states and incidents with the client that the site uses, over a socket. */
export function followSockets(host: string): Follower {
  const { follower, states, incidents } = aFollower(() => client.close())
  const client = createLiveClient({
    kept: createKept(),
    url: `ws://${host}/api/v1/live`,
    connect: (url) => new WebSocket(url),
  })
  client.listen('states', states)
  client.listen('incidents', incidents)
  return follower
}

/** The same with an EventSource that is not ours, which comes back by itself and knows nothing of topics. */
export function followEvents(host: string): Follower {
  const { follower, states, incidents } = aFollower(() => source.close())
  const source = new EventSource(`http://${host}/api/v1/live.sse?topics=states,incidents`)
  source.addEventListener('message', ({ data }) => {
    const message = ServerMessage.parse(JSON.parse(String(data)))
    if (message.type !== 'snapshot' && message.type !== 'update') return
    if (message.topic === 'states') states(message.data as StatesLive, message)
    else incidents(message.data as IncidentsLive, message)
  })
  return follower
}

function aFollower(close: () => void) {
  const told: string[] = []
  const numbers = new Map<string, number[]>()
  const known: Record<string, unknown> = {}
  let run = ''
  const note = (message: Told) => {
    told.push(`${message.topic} ${message.type} ${message.seq}`)
    if (message.run !== run) numbers.clear()
    run = message.run
    numbers.set(message.topic, [...(numbers.get(message.topic) ?? []), message.seq])
  }
  const hearStates = wholeStates((all) => (known['states'] = [...all.values()]))
  const hearIncidents = newestIncidents((all) => (known['incidents'] = [...all.values()]))
  const follower: Follower = {
    told,
    close,
    state: () => ({ ...known, at: Object.fromEntries([...numbers].map(([topic, of]) => [topic, of.at(-1)])) }),
    numbers: (topic) => numbers.get(topic) ?? [],
    get run() {
      return run
    },
  }
  return {
    follower,
    states: (data: StatesLive, message: Told) => {
      note(message)
      hearStates(data, message)
    },
    incidents: (data: IncidentsLive, message: Told) => {
      note(message)
      hearIncidents(data, message)
    },
  }
}
