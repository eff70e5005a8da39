import { createECDH, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { v7 as uuidv7 } from 'uuid'
import { MINUTE_MS } from '../../shared/time.ts'
import type { Mode } from '../../shared/live.ts'
import type { Clock } from '../clock.ts'
import type { RunningServer } from '../main.ts'
import { GATUS_BODY } from '../routes/api/in-gatus.ts'
import type { Sample } from '../routes/api/samples.ts'
import { createApiKey } from '../store/api-keys.ts'
import { readSitePages } from '../test/site-pages.ts'
import { OVER } from '../test/story-catalogue.ts'
import { correct } from './correct.ts'

const PATIENCE_MS = 60_000
const LINES = 3
const ENTRIES = 2
/** In place of the receiver on this machine, and of what nobody is shown. */
const RECEIVER = 'https://you.example/brusio'
const HIDDEN = { secret: 'whsec_…' }

/** Long lists and tables are cut short; what is left stands as it came. */
function shorten(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, ENTRIES).map(shorten)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries({ ...value, ...('secret' in value ? HIDDEN : {}) }).map(([name, one]) => [name, shorten(one)]),
  )
}

/** Takes what is sent to it, and confirms what asks for that. */
async function openReceiver() {
  const heard: { type: string; data: Record<string, unknown> }[] = []
  const answer = async (request: IncomingMessage) => {
    const message = JSON.parse(Buffer.concat(await request.toArray()).toString()) as (typeof heard)[number]
    heard.push(message)
    return JSON.stringify({ challenge: message.data['challenge'] })
  }
  const server = createServer((request, response) => void answer(request).then((text) => response.end(text)))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return { url, heard, close: () => server.close() }
}

/** Everything that needs no more than to be asked for; then what is written, and what a webhook is told. */
export async function takeSamples(
  { url, db }: RunningServer,
  clock: Clock,
  become: (mode: Mode) => void,
): Promise<Sample[]> {
  const samples: Sample[] = []
  const receiver = await openReceiver()
  const hide = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll(receiver.url, RECEIVER)) as unknown
  const keep = (sample: Sample) => void samples.push(hide(sample) as Sample)

  async function ask<T>(of: string, address = of.split(' ')[1]!, sent?: unknown, token?: string): Promise<T> {
    const [method = ''] = of.split(' ')
    const type = typeof sent === 'string' ? 'text/plain' : 'application/json'
    const response = await fetch(`${url}/api/v1${address}`, {
      method,
      headers: {
        ...(sent !== undefined && { 'Content-Type': type }),
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      ...(sent !== undefined && { body: typeof sent === 'string' ? sent : JSON.stringify(sent) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${of}: ${response.status} ${text}`)
    const isJson = response.headers.get('content-type') === 'application/json'
    const answer: unknown = isJson ? JSON.parse(text) : text
    const told = isJson ? shorten(answer) : text.split('\r\n').slice(0, LINES).join('\r\n')
    keep({ of, address, ...(sent !== undefined && { sent }), ...(text !== '' && { answer: told }) })
    return answer as T
  }
  const read = async <T>(address: string) => (await (await fetch(`${url}/api/v1${address}`)).json()) as T
  const key = async (scope: 'probe-results' | 'webhooks') =>
    (await createApiKey(db, { name: 'sample', scope, now: clock.now() })).token

  become('simulation')
  const pages = await readSitePages(db)
  const incident = pages
    .find(({ route }) => route === '/i/:id')!
    .path.split('/')
    .at(-1)!
  const provider = '/providers/libero-mail'
  for (const form of ['', '.csv']) {
    await ask(`GET /states${form}`, `/states${form}?operator=italiaonline`)
    await ask(`GET /providers/{slug}/series${form}`, `${provider}/series${form}?interval=1h`)
    await ask(`GET /providers/{slug}/incidents${form}`, `${provider}/incidents${form}?limit=1`)
    await ask(`GET /incidents${form}`, `/incidents${form}?open=false&limit=1`)
  }
  await ask('GET /providers', '/providers?q=libero&limit=1')
  await ask('GET /providers/{slug}', provider)
  await ask('GET /providers/{slug}/notices', `${provider}/notices?limit=1`)
  await ask('GET /providers/{slug}/probes', `${provider}/probes?limit=1`)
  await ask('GET /providers/{slug}/citation', `${provider}/citation`)
  await ask('GET /incidents/{id}', `/incidents/${incident}`)
  await ask('GET /incidents/{id}/citation', `/incidents/${incident}/citation`)

  become('live')
  const { id } = await ask<{ id: string }>('POST /reports', '/reports', {
    provider: OVER,
    problem: 'no-signal',
  })
  await ask('GET /reports/{id}/receipt', `/reports/${id}/receipt`)

  const agent = await key('probe-results')
  const at = clock.now() - MINUTE_MS
  const timings = { dns: 2, connect: 31, tls: null, first_byte: null }
  const result = { kind: 'imap', target: 'imaps://imapmail.libero.it', outcome: 'timeout', timings }
  const own = { id: uuidv7({ msecs: at }), provider: 'libero-mail', component: 'imap', at: new Date(at).toISOString() }
  await ask('POST /probe-results', undefined, { results: [{ ...own, ...result }] }, agent)
  await ask('GET /probe-targets', undefined, undefined, agent)
  const about = '?provider=libero-mail&component=webmail'
  const time = new Date(at).toISOString().replace('T', ' ').replace('Z', '')
  const heartbeat = { status: 0, time, msg: 'timeout of 48000ms exceeded' }
  await ask(
    'POST /in/uptime-kuma',
    `/in/uptime-kuma${about}`,
    { heartbeat, monitor: { name: 'webmail', id: 7 } },
    agent,
  )
  const filled = ['TRIGGERED', 'mail', 'webmail', 'context deadline exceeded', '❌ [STATUS] == 200']
  const lines = GATUS_BODY.trimEnd()
    .split('\n')
    .map((_, i) => filled[i])
  await ask('POST /in/gatus', `/in/gatus${about}`, `${lines.join('\n')}\n`, agent)
  const labels = { alertname: 'WebmailDown', brusio_outcome: 'timeout' }
  const alerts = [{ status: 'firing', labels, startsAt: own.at }]
  await ask('POST /in/alertmanager', `/in/alertmanager${about}`, { alerts }, agent)

  await ask('GET /push')
  const endpoint = `${receiver.url}push`
  const p256dh = createECDH('prime256v1').generateKeys('base64url')
  const browser = { endpoint, p256dh, auth: randomBytes(16).toString('base64url') }
  await ask('POST /push', undefined, { ...browser, provider: 'libero-mail', lang: 'it' })
  await ask('DELETE /push', undefined, { endpoint, provider: 'libero-mail' })

  const owner = await key('webhooks')
  const wish = { url: receiver.url, about: { provider: OVER } }
  const made = await ask<{ webhook: { id: string } }>('POST /webhooks', undefined, wish, owner)
  const hook = `/webhooks/${made.webhook.id}`
  await ask('POST /webhooks/{id}/confirm', `${hook}/confirm`, undefined, owner)
  const ended = pages
    .find(({ name }) => name === 'incident-over')!
    .path.split('/')
    .at(-1)!
  const { incident: over } = await read<{ incident: { started_at: string } }>(`/incidents/${ended}`)
  const startedAt = new Date(Date.parse(over.started_at) - 10 * MINUTE_MS).toISOString()
  const fact = [ended, '--reason', 'It began earlier than we said.', '--started-at', startedAt]
  await correct(fact, { db, now: clock.now(), print: () => undefined })
  const until = performance.now() + PATIENCE_MS
  while (!receiver.heard.some(({ type }) => type === 'incident.corrected') && performance.now() < until)
    await new Promise((done) => setTimeout(done, 100))
  for (const type of ['webhook.confirm', 'incident.corrected'])
    keep({ of: type, address: '', sent: shorten(receiver.heard.find((message) => message.type === type)) })
  const { deliveries } = await ask<{ deliveries: { id: string }[] }>(
    'GET /webhooks/{id}/deliveries',
    `${hook}/deliveries`,
    undefined,
    owner,
  )
  const delivery = deliveries[0]!.id
  await ask(
    'POST /webhooks/{id}/deliveries/{delivery}/redeliver',
    `${hook}/deliveries/${delivery}/redeliver`,
    undefined,
    owner,
  )
  await ask('GET /webhooks', undefined, undefined, owner)
  await ask('GET /webhooks/{id}', hook, undefined, owner)
  await ask('PATCH /webhooks/{id}', hook, { events: ['incident.opened', 'incident.resolved'] }, owner)
  await ask('POST /webhooks/{id}/rotate', `${hook}/rotate`, undefined, owner)
  await ask('DELETE /webhooks/{id}', hook, undefined, owner)
  receiver.close()
  return samples
}
