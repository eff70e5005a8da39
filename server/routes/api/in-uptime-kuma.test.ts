import { expect, it } from 'vitest'
import { useWebhook } from '../../test/webhook.ts'
import { MAX_KUMA_BYTES } from './in-webhook.ts'

const NOW = Date.UTC(2023, 0, 23, 9)
const hook = useWebhook(NOW)
const PATH = 'uptime-kuma?provider=libero-mail&component=webmail'

/** As 1.11 sent it: times without milliseconds, no `ping` when down, hardly any settings. */
const OLD = {
  heartbeat: {
    monitorID: 10,
    status: 0,
    time: '2023-01-23 08:57:38',
    msg: 'connect ECONNREFUSED 213.209.1.129:443',
    important: true,
    duration: 0,
  },
  monitor: {
    id: 10,
    name: 'Libero',
    url: 'https://mail.libero.it',
    method: 'GET',
    body: null,
    headers: null,
    hostname: null,
    port: null,
    active: 1,
    type: 'http',
    interval: 60,
    keyword: null,
    tags: [],
    notificationIDList: { 1: true },
  },
  msg: '[Libero] [🔴 Down] connect ECONNREFUSED 213.209.1.129:443',
}

/** As 1.23 sends it: with the server's zone beside UTC. */
const NEW = {
  heartbeat: {
    monitorID: 3,
    status: 0,
    time: '2023-01-23 08:58:24.905',
    msg: 'Request failed with status code 503',
    ping: 91,
    important: true,
    duration: 60,
    timezone: 'Europe/Rome',
    timezoneOffset: '+01:00',
    localDateTime: '2023-01-23 09:58:24',
  },
  monitor: {
    id: 3,
    name: 'Libero Mail – webmail',
    description: null,
    pathName: 'Italiaonline / Libero Mail – webmail',
    parent: 1,
    childrenIDs: [],
    url: 'https://mail.libero.it',
    method: 'GET',
    hostname: null,
    port: null,
    maxretries: 2,
    weight: 2000,
    active: true,
    forceInactive: false,
    type: 'http',
    timeout: 48,
    interval: 60,
    retryInterval: 60,
    resendInterval: 0,
    keyword: null,
    invertKeyword: false,
    expiryNotification: false,
    ignoreTls: false,
    upsideDown: false,
    packetSize: 56,
    maxredirects: 10,
    accepted_statuscodes: ['200-299'],
    dns_resolve_type: 'A',
    dns_resolve_server: '1.1.1.1',
    docker_container: '',
    proxyId: null,
    notificationIDList: { 1: true },
    tags: [],
    maintenance: false,
    mqttTopic: '',
    jsonPath: null,
    kafkaProducerBrokers: [],
    screenshot: null,
    includeSensitiveData: true,
  },
  msg: '[Libero Mail – webmail] [🔴 Down] Request failed with status code 503',
}

/** As 2.x sends it: retries and the page it got beside the rest, and, when it is up again, since when it was down. */
const NEWEST = {
  heartbeat: {
    monitorID: 3,
    status: 1,
    time: '2023-01-23 08:59:30.111',
    msg: '200 - OK',
    ping: 120,
    important: true,
    retries: 0,
    response: null,
    duration: 66,
    timezone: 'Europe/Rome',
    timezoneOffset: '+01:00',
    localDateTime: '2023-01-23 09:59:30',
    lastDownTime: '2023-01-23 08:58:24.905',
  },
  monitor: {
    ...NEW.monitor,
    path: ['Italiaonline', 'Libero Mail – webmail'],
    conditions: [],
    ipFamily: null,
    ping_count: 3,
  },
  msg: '[Libero Mail – webmail] [✅ Up] 200 - OK',
}

it('stores what each version sends, by the time of the heartbeat', async () => {
  for (const message of [OLD, NEW, NEWEST]) {
    expect(await hook.send(PATH, message)).toMatchObject({ status: 200, body: { received: 1, stored: 1, ignored: 0 } })
  }
  const about = { provider: 'libero-mail', component: 'webmail', kind: 'external' }
  const webmail = { ...about, target: 'uptime-kuma:Libero Mail – webmail' }
  expect(await hook.stored()).toEqual([
    { ...about, target: 'uptime-kuma:Libero', at: new Date('2023-01-23T08:57:38Z'), outcome: 'refused', status: null },
    { ...webmail, at: new Date('2023-01-23T08:58:24.905Z'), outcome: 'status', status: 503 },
    { ...webmail, at: new Date('2023-01-23T08:59:30.111Z'), outcome: 'up', status: null },
  ])
})

it('stores a message once, however often it comes', async () => {
  await hook.send(PATH, NEW)
  expect(await hook.send(PATH, NEW)).toMatchObject({ status: 200, body: { stored: 0, repeated: 1 } })
  expect(await hook.stored()).toHaveLength(1)
})

it('is content with what is no result: a test, word of a certificate, a state in between', async () => {
  const [test, certificate] = [
    'My Webhook Testing',
    '[Libero][https://mail.libero.it] Certificate will be expired in 7 days',
  ]
  const between = [2, 3].map((status) => ({ ...NEW, heartbeat: { ...NEW.heartbeat, status } }))
  for (const message of [...[test, certificate].map((msg) => ({ heartbeat: null, monitor: null, msg })), ...between]) {
    expect(await hook.send(PATH, message)).toMatchObject({ status: 200, body: { received: 1, stored: 0, ignored: 1 } })
  }
  expect(await hook.stored()).toEqual([])
})

it('says to a test already that its address is wrong', async () => {
  const test = { heartbeat: null, monitor: null, msg: 'My Webhook Testing' }
  expect(await hook.send('uptime-kuma?provider=libero-mial', test)).toMatchObject({ status: 404 })
  expect(await hook.send('uptime-kuma?provider=libero-mail&component=gone', test)).toMatchObject({ status: 400 })
})

it('shows a name on one line, without what hides, and not longer than a name', async () => {
  const named = (name: string) => ({ ...NEW, monitor: { ...NEW.monitor, name } })
  await hook.send(PATH, named(' <b>Libero</b>\n\u202eevil\u0000 \u200b'))
  await hook.send(PATH, named('📮'.repeat(300)))
  await hook.send(PATH, named('\n'))
  const names = (await hook.stored()).map(({ target }) => target)
  expect(names.toSorted((a, b) => a.length - b.length)).toEqual([
    'uptime-kuma:unnamed',
    'uptime-kuma:<b>Libero</b> evil',
    `uptime-kuma:${'📮'.repeat(200)}`,
  ])
})

it.each<[what: string, path: string, body: unknown, status: number, field: string | undefined]>([
  ['no provider', 'uptime-kuma', NEW, 400, 'provider'],
  ['a provider nobody knows', 'uptime-kuma?provider=nobody', NEW, 404, 'provider'],
  ['a component of nobody', 'uptime-kuma?provider=libero-mail&component=fax', NEW, 400, 'component'],
  ['a status that is none', PATH, { ...NEW, heartbeat: { ...NEW.heartbeat, status: 'down' } }, 400, 'heartbeat.status'],
  [
    'a time nobody can read',
    PATH,
    { ...NEW, heartbeat: { ...NEW.heartbeat, time: 'yesterday' } },
    400,
    'heartbeat.time',
  ],
  [
    'a clock of last year',
    PATH,
    { ...NEW, heartbeat: { ...NEW.heartbeat, time: '2022-01-23 08:58:24.905' } },
    400,
    'heartbeat.time',
  ],
  [
    'a clock ahead',
    PATH,
    { ...NEW, heartbeat: { ...NEW.heartbeat, time: '2023-01-23 10:58:24.905' } },
    400,
    'heartbeat.time',
  ],
  ['no JSON', PATH, '{"heartbeat":', 400, undefined],
  ['too many bytes', PATH, { ...NEW, msg: 'x'.repeat(MAX_KUMA_BYTES) }, 413, undefined],
])('refuses %s', async (_what, path, body, status, field) => {
  const answer = await hook.send(path, body)
  expect(answer).toMatchObject({ status, body: field === undefined ? {} : { field } })
  expect(await hook.stored()).toEqual([])
})

it('refuses forms, and who has no key', async () => {
  expect(await hook.send(PATH, 'data=x', { 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject({
    status: 415,
  })
  expect(await hook.send(PATH, NEW, { authorization: '' })).toMatchObject({ status: 401 })
  expect(await hook.send(PATH, NEW, { authorization: 'Basic YTpi' })).toMatchObject({ status: 401 })
})
