import type { EmbedUpdate } from '../../shared/embed.ts'

/** `at`: server time, epoch milliseconds; `speed`: its pace. */
export type Heard = { data: EmbedUpdate; at: number; speed: number }
type Hearer = (heard: Heard) => void
/** Calls with what is told of a topic until the function that it returns is called. */
export type Listen = (topic: string, hearer: Hearer) => () => void

/** Limits of the server: what lies beyond them is polled. */
const MOST_TOPICS = 50
/** Two messages in so long are what a socket may say for ever. What is no longer seen is told on as long as anything is. */
const SAY_EVERY_MS = 1_000
/** The server speaks every 5 s at least. */
const SILENCE_MS = 15_000
const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 300_000

type Timer = ReturnType<typeof setTimeout> | 0

/** One socket for all elements of a page, open while any of them is seen. Whoever hears nothing polls. */
export function createLive(url: string): Listen {
  const hearers = new Set<[topic: string, hearer: Hearer]>()
  const told = new Set<string>()
  let socket: WebSocket | undefined
  let failures = 0
  let retry: Timer = 0
  let saying: Timer = 0
  let silence: Timer = 0

  const say = () => {
    saying = 0
    if (!hearers.size) return drop()
    if (socket?.readyState !== 1) return
    const topics = [...new Set([...hearers].map(([topic]) => topic))]
      .filter((topic) => !told.has(topic))
      .slice(0, MOST_TOPICS - told.size)
    for (const topic of topics) told.add(topic)
    if (topics.length) socket.send(JSON.stringify({ type: 'subscribe', topics }))
  }
  const saySoon = () => {
    saying ||= setTimeout(say, SAY_EVERY_MS)
  }

  function drop(): void {
    clearTimeout(retry)
    clearTimeout(silence)
    retry = 0
    told.clear()
    const old = socket
    socket = undefined
    old?.close()
  }

  function lose(): void {
    drop()
    retry = setTimeout(
      () => {
        retry = 0
        open()
      },
      // Spread, so that all who were listening do not come back in the same moment.
      Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures++) * (0.5 + Math.random()),
    )
  }

  const listen = () => {
    clearTimeout(silence)
    silence = setTimeout(lose, SILENCE_MS)
  }

  function open(): void {
    if (socket || retry || document.hidden || !hearers.size) return
    try {
      const mine = (socket = new WebSocket(url))
      mine.addEventListener('open', say)
      mine.addEventListener('close', () => mine === socket && lose())
      mine.addEventListener('message', ({ data }) => {
        if (mine !== socket) return
        listen()
        failures = 0
        const message: Heard & { topic: string } = JSON.parse(data)
        for (const [topic, hearer] of hearers) if (topic === message.topic) hearer(message)
      })
      listen()
    } catch {
      lose()
    }
  }

  addEventListener('visibilitychange', () => (document.hidden ? drop() : open()))
  // A page in the back-forward cache holds no socket.
  addEventListener('pagehide', drop)
  addEventListener('pageshow', open)

  return (topic, hearer) => {
    const one: [string, Hearer] = [topic, hearer]
    hearers.add(one)
    open()
    saySoon()
    return () => {
      hearers.delete(one)
      saySoon()
    }
  }
}
