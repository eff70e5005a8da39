import http from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Webhook } from 'standardwebhooks'
import type { WebhookMessage } from '../../shared/webhook.ts'
import { listen } from './probe-servers/sockets.ts'

export type Received = { headers: Record<string, string>; body: string }
export type Receiver = {
  url: string
  /** All that came, the challenges too. */
  requests: Received[]
  /** Events only, as they came, each verified by `standardwebhooks` with what `secret` is then. */
  messages(): WebhookMessage[]
  secret: string
  /** In place of taking an event; challenges are always echoed unless `echoes` is false. */
  answer: (request: IncomingMessage, response: ServerResponse) => void
  echoes: boolean
}

/** A receiver on a free port, gone after the test (`closeAfterEach`). */
export async function aReceiver(): Promise<Receiver> {
  const receiver: Receiver = {
    url: '',
    requests: [],
    secret: '',
    echoes: true,
    answer: (_request, response) => void response.end('{}'),
    messages: () =>
      receiver.requests
        .filter(({ body }) => !body.includes('"type":"webhook.'))
        .map(({ headers, body }) => new Webhook(receiver.secret).verify(body, headers) as WebhookMessage),
  }
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      receiver.requests.push({ headers: request.headers as Record<string, string>, body })
      const { type, data } = JSON.parse(body) as { type: string; data: { challenge?: string } }
      if (type === 'webhook.confirm' && receiver.echoes) response.end(JSON.stringify({ challenge: data.challenge }))
      else receiver.answer(request, response)
    })
  })
  const { port } = await listen(server)
  receiver.url = `http://127.0.0.1:${port}/hook`
  return receiver
}
