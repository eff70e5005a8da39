import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { ServerMessage } from '../../shared/live.ts'
import { until } from './until.ts'

/** What a client of server-sent events makes of a stream, event by event, as the HTML standard says. */
export type EventReader = {
  readonly response: IncomingMessage
  readonly messages: ServerMessage[]
  readonly comments: number
  readonly lastId: string
  readonly retryMs: number
  /** Until so many messages have come. */
  count(messages: number): Promise<void>
  cut(): void
}

export type Asked = { headers?: Record<string, string>; method?: string; localAddress?: string }

/** Asks for a stream; the answer may be a refusal. */
export async function ask(url: string, asked: Asked = {}): Promise<IncomingMessage> {
  const sent = request(url, { agent: false, ...asked }).end()
  const [response]: IncomingMessage[] = await once(sent, 'response')
  if (!response) throw new Error('no answer')
  // Whoever cuts hears of it as an error.
  response.on('error', () => {})
  return response
}

export async function readEvents(url: string, asked: Asked = {}): Promise<EventReader> {
  const response = await ask(url, asked)
  if (response.statusCode !== 200) throw new Error(`answered ${response.statusCode}`)
  const messages: ServerMessage[] = []
  let [rest, comments, id, lastId, retryMs] = ['', 0, '', '', NaN]
  response.setEncoding('utf8')
  response.on('data', (text: string) => {
    const events = (rest + text).split('\n\n')
    rest = events.pop() ?? ''
    for (const line of events.flatMap((event) => [...event.split('\n'), ''])) {
      const [, field, value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? []
      if (line.startsWith(':')) comments += 1
      else if (field === 'id') id = value
      else if (field === 'retry') retryMs = Number(value)
      else if (field === 'data') messages.push(ServerMessage.parse(JSON.parse(value)))
      else if (line === '') lastId = id
      else throw new Error(`no field of ours: ${line}`)
    }
  })
  return {
    response,
    messages,
    get comments() {
      return comments
    },
    get lastId() {
      return lastId
    },
    get retryMs() {
      return retryMs
    },
    count: (wanted) => until(() => messages.length >= wanted),
    cut: () => void response.destroy(),
  }
}
