import type { ServerMessage, Since } from '../../shared/live.ts'
import type { LiveData } from '../../shared/live-topics.ts'
import { SECOND_MS } from '../../shared/time.ts'
import type { ServerClock } from './server-clock.ts'

/** Those of which the newest state is all there is to know: after a break the next message makes good what was missed. */
export type NewestTopic = 'overview' | `${'provider' | 'category' | 'operator'}:${string}`
/** Those of which every message matters: whoever listens to them brings `createKept()` along. */
export type KeptTopic = 'states' | 'incidents'
/** `lost`: what the page shows grows old; we try again by ourselves. */
export type LiveStatus = 'connecting' | 'live' | 'lost'

export type LiveError = Extract<ServerMessage, { type: 'error' }>
type Numbered = Extract<ServerMessage, { seq: number }>
/** Of a kept topic a snapshot replaces all that was known, and an update adds to it. */
export type Told = Extract<Numbered, { data: unknown }>

export type LiveClient<Name extends string = NewestTopic> = {
  /** Calls with the newest data now and whenever told anew, until the function that it returns is called. */
  listen<T extends Name>(topic: T, onData: (data: LiveData<T>, told: Told) => void): () => void
  close(): void
}

/** What is to be known of topics whose every message matters; in `live-kept.ts`, because most pages have none. */
export type Kept = {
  /** How far they have been heard. */
  since(): Since | undefined
  /** Whether a message is to be handed on, or tells that one before it was missed; undefined: its topic is none of these. */
  take(message: Numbered): boolean | 'missed' | undefined
  /** Its next message shall be a snapshot. False: it is so anyway. */
  forget(topic: string): boolean
  /** What the server did not understand, or cannot tell. */
  fail(error: LiveError): void
}

type SocketEvent = { data: unknown }

/** The part of a browser's WebSocket that is used here. */
export type LiveSocket = Pick<WebSocket, 'send' | 'close' | 'readyState'> & {
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void
  addEventListener(type: 'message', listener: (event: SocketEvent) => void): void
}

/** `data` fits whoever listens to its topic; the server promises the schemas of shared/live.ts. */
type Fitting = Told & { data: never }
type Heard = Fitting | Extract<Numbered, { type: 'heartbeat' }> | LiveError

const OPEN = 1
/** The server speaks every 5 s at least; after so long the line is dead, whatever the browser thinks. */
const SILENCE_MS = 15 * SECOND_MS
const FIRST_RETRY_MS = 2 * SECOND_MS
const LONGEST_RETRY_MS = 60 * SECOND_MS
type Topic = { told?: Fitting; hearers: Set<(data: never, told: Told) => void> }

type Options = {
  clock?: Pick<ServerClock, 'learn'>
  /** `heardAt`: when the server last spoke, epoch milliseconds of the reader's clock. */
  onStatus?: (status: LiveStatus, heardAt: number) => void
  url?: string
  connect?: (url: string) => LiveSocket
  /** Tells of going and coming back; a program has none. */
  page?: EventTarget
  random?: () => number
}

/**
 * One socket for the page: opened with the first `listen`, subscribed anew after each loss, which is retried ever later and never
 * at the same moment as everybody else. A page in the back-forward cache holds no socket. Each message sets the clock.
 */
export function createLiveClient(options: Options): LiveClient
export function createLiveClient(options: Options & { kept: Kept }): LiveClient<NewestTopic | KeptTopic>
export function createLiveClient(options: Options & { kept?: Kept }): LiveClient<NewestTopic | KeptTopic> {
  const { clock, kept, onStatus, random = Math.random, page = globalThis.window } = options
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
      (...args: A) => {
        if (socket === mine) act(...args)
      }
    mine.addEventListener(
      'open',
      whileMine(() => say('subscribe', [...topics.keys()])),
    )
    mine.addEventListener('message', whileMine(hear))
    mine.addEventListener('close', whileMine(lose))
    // A browser tells the close as well; elsewhere an error that nobody hears may end the program.
    mine.addEventListener('error', whileMine(lose))
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
    if (socket?.readyState === OPEN)
      socket.send(JSON.stringify({ type, topics: names, since: type === 'subscribe' ? kept?.since() : undefined }))
  }

  function hear({ data }: SocketEvent): void {
    const message: Heard = JSON.parse(String(data))
    // What cannot be told now is told later or never; silence makes the page say that it is old.
    if (message.type === 'error') return kept?.fail(message)
    listenForSilence()
    heardAt = Date.now()
    clock?.learn(message)
    // Whoever is sent away soon after every beginning (too slow, too many messages) comes back ever later.
    if (message.type !== 'snapshot') failures = 0
    become('live')
    const topic = topics.get(message.topic)
    const taken = topic && kept?.take(message)
    if (taken === 'missed') return say('subscribe', [message.topic])
    if (!topic || message.type === 'heartbeat') return
    // A snapshot begins a new count: the server may have been started anew.
    if (!(taken ?? (message.type === 'snapshot' || message.seq > (topic.told?.seq ?? 0)))) return
    if (taken === undefined) topic.told = message
    for (const hearer of topic.hearers) hearer(message.data, message)
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
  for (const [event, listener] of Object.entries(onPage)) page?.addEventListener(event, listener)

  return {
    listen(name, onData) {
      let topic = topics.get(name)
      if (!topic) {
        topics.set(name, (topic = { hearers: new Set() }))
        say('subscribe', [name])
      } else if (topic.told) onData(topic.told.data, topic.told)
      else if (kept?.forget(name)) say('subscribe', [name])
      topic.hearers.add(onData)
      if (retry === undefined) open()
      return () => {
        topic.hearers.delete(onData)
        if (topic.hearers.size > 0 || topics.get(name) !== topic) return
        topics.delete(name)
        kept?.forget(name)
        say('unsubscribe', [name])
        if (topics.size === 0) drop()
      }
    },
    close() {
      leave()
      topics.clear()
      for (const [event, listener] of Object.entries(onPage)) page?.removeEventListener(event, listener)
    },
  }
}

const liveUrl = () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`
const openSocket = (url: string): LiveSocket => new WebSocket(url)
