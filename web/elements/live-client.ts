import type { ServerMessage } from '../../shared/live.ts'
import type { LiveData } from '../../shared/live-topics.ts'
import { SECOND_MS } from '../../shared/time.ts'
import type { ServerClock } from './server-clock.ts'

/** Those of which the newest state is all there is to know: after a break the next message makes good what was missed. */
export type LiveTopic = 'overview' | `${'provider' | 'category' | 'operator'}:${string}`
/** `lost`: what the page shows grows old; we try again by ourselves. */
export type LiveStatus = 'connecting' | 'live' | 'lost'

export type LiveClient = {
  /** Calls with the newest data now and whenever told anew, until the function that it returns is called. */
  listen<T extends LiveTopic>(topic: T, onData: (data: LiveData<T>) => void): () => void
  close(): void
}

/** The part of a browser's WebSocket that is used here. */
export type LiveSocket = Pick<WebSocket, 'send' | 'close' | 'readyState'> & {
  addEventListener(type: 'open' | 'close', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
}

/** `data` fits whoever listens to its topic; the server promises the schemas of shared/live.ts. */
type Told = Extract<ServerMessage, { data: unknown }> & { data: never }
type Heard = Told | Extract<ServerMessage, { type: 'error' }>

const OPEN = 1
/** The server speaks every 5 s at least; after so long the line is dead, whatever the browser thinks. */
const SILENCE_MS = 15 * SECOND_MS
const FIRST_RETRY_MS = 2 * SECOND_MS
const LONGEST_RETRY_MS = 60 * SECOND_MS

type Topic = { told?: Told; hearers: Set<(data: never) => void> }

/**
 * One socket for the page: opened with the first `listen`, subscribed anew after each loss, which is retried ever later and never
 * at the same moment as everybody else. A page in the back-forward cache holds no socket. Each message sets the clock.
 */
export function createLiveClient(options: {
  clock: ServerClock
  /** `heardAt`: when the server last spoke, epoch milliseconds of the reader's clock. */
  onStatus?: (status: LiveStatus, heardAt: number) => void
  url?: string
  connect?: (url: string) => LiveSocket
  page?: EventTarget
  random?: () => number
}): LiveClient {
  const { clock, onStatus, random = Math.random, page = window } = options
  const { url = liveUrl(), connect = openSocket } = options
  const topics = new Map<string, Topic>()
  let socket: LiveSocket | undefined
  let status: LiveStatus = 'connecting'
  let failures = 0
  // Not performance.now(): a laptop that slept was not fresh meanwhile.
  let heardAt = Date.now()
  let isAway = false
  let retry: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined

  function open(): void {
    clearTimeout(retry)
    retry = undefined
    if (socket || isAway || topics.size === 0) return
    const mine = connect(url)
    const whileMine =
      <A extends unknown[]>(act: (...args: A) => void) =>
      (...args: A) =>
        socket === mine ? act(...args) : undefined
    mine.addEventListener(
      'open',
      whileMine(() => say('subscribe', [...topics.keys()])),
    )
    mine.addEventListener(
      'message',
      whileMine(({ data }: { data: unknown }) => hear(String(data))),
    )
    mine.addEventListener('close', whileMine(lose))
    socket = mine
    listenForSilence()
  }

  function listenForSilence(): void {
    clearTimeout(silence)
    silence = setTimeout(lose, SILENCE_MS)
  }

  function drop(): void {
    clearTimeout(silence)
    clearTimeout(retry)
    retry = undefined
    const old = socket
    socket = undefined
    old?.close()
  }

  function lose(): void {
    drop()
    become('lost')
    const delay = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures)
    failures += 1
    retry = setTimeout(open, delay * (0.5 + random()))
  }

  function become(next: LiveStatus): void {
    if (next === status) return
    status = next
    onStatus?.(next, heardAt)
  }

  function say(type: 'subscribe' | 'unsubscribe', names: string[]): void {
    if (socket?.readyState === OPEN && names.length > 0) socket.send(JSON.stringify({ type, topics: names }))
  }

  function hear(text: string): void {
    const message: Heard = JSON.parse(text)
    // What cannot be told now is told later or never; silence makes the page say that it is old.
    if (message.type === 'error') return
    listenForSilence()
    heardAt = Date.now()
    clock.learn(message)
    failures = 0
    become('live')
    const topic = topics.get(message.topic)
    // A snapshot begins a new count: the server may have been started anew.
    if (!topic || (message.type === 'update' && message.seq <= (topic.told?.seq ?? 0))) return
    topic.told = message
    for (const hearer of topic.hearers) hearer(message.data)
  }

  const leave = () => {
    isAway = true
    drop()
  }
  const comeBack = () => {
    isAway = false
    failures = 0
    open()
  }
  const onPage = { pagehide: leave, pageshow: comeBack, online: comeBack }
  for (const [event, listener] of Object.entries(onPage)) page.addEventListener(event, listener)

  return {
    listen(name, onData) {
      let topic = topics.get(name)
      if (!topic) {
        topics.set(name, (topic = { hearers: new Set() }))
        say('subscribe', [name])
      } else if (topic.told) onData(topic.told.data)
      topic.hearers.add(onData)
      if (retry === undefined) open()
      return () => {
        topic.hearers.delete(onData)
        if (topic.hearers.size > 0 || topics.get(name) !== topic) return
        topics.delete(name)
        say('unsubscribe', [name])
        if (topics.size === 0) drop()
      }
    },
    close() {
      leave()
      topics.clear()
      for (const [event, listener] of Object.entries(onPage)) page.removeEventListener(event, listener)
    },
  }
}

const liveUrl = () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`
const openSocket = (url: string): LiveSocket => new WebSocket(url)
