import { expect, it } from 'vitest'
import { useWebhook } from '../../test/webhook.ts'
import { MAX_ALERTS } from './in-alertmanager.ts'
import { MAX_ALERTMANAGER_BYTES } from './in-webhook.ts'

const NOW = Date.UTC(2023, 0, 23, 9)
const hook = useWebhook(NOW)
const PATH = 'alertmanager?provider=libero-mail&component=webmail'

const anAlert = (
  fields: { status?: string; labels?: Record<string, string>; startsAt?: string; endsAt?: string } = {},
) => ({
  status: 'firing',
  annotations: { summary: 'Blackbox probe failed', description: 'Probe failed\n  VALUE = 0' },
  startsAt: '2023-01-23T08:51:03.157076123Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus:9090/graph?g0.expr=probe_success+%3D%3D+0&g0.tab=1',
  fingerprint: 'c6eadffa33fcdf37',
  ...fields,
  labels: {
    alertname: 'BlackboxProbeFailed',
    instance: 'https://mail.libero.it',
    job: 'blackbox',
    severity: 'critical',
    ...fields.labels,
  },
})

/** Version 4, as 0.19 and later send it. */
const aMessage = (alerts: unknown[]) => ({
  receiver: 'brusio',
  status: 'firing',
  alerts,
  groupLabels: { alertname: 'BlackboxProbeFailed' },
  commonLabels: { alertname: 'BlackboxProbeFailed', job: 'blackbox' },
  commonAnnotations: {},
  externalURL: 'http://alertmanager:9093',
  version: '4',
  groupKey: '{}:{alertname="BlackboxProbeFailed"}',
  truncatedAlerts: 0,
})

it('stores each alert of a group, and its end', async () => {
  const over = { status: 'resolved', startsAt: '2023-01-23T08:40:00.5+00:00', endsAt: '2023-01-23T09:55:00.25+01:00' }
  const virgilio = {
    labels: { brusio_provider: 'virgilio-mail', instance: 'smtp-in.virgilio.it:25', brusio_outcome: 'protocol' },
  }
  const answer = await hook.send(PATH, aMessage([anAlert(), anAlert(over), anAlert(virgilio)]))
  expect(answer).toMatchObject({ status: 200, body: { received: 3, stored: 3, repeated: 0, ignored: 0 } })
  const libero = { provider: 'libero-mail', component: 'webmail', kind: 'external', status: null }
  const target = 'alertmanager:BlackboxProbeFailed https://mail.libero.it'
  const at = new Date('2023-01-23T08:51:03.157Z')
  expect(await hook.stored()).toEqual([
    { ...libero, target, at, outcome: 'unreachable' },
    {
      ...libero,
      provider: 'virgilio-mail',
      component: null,
      target: 'alertmanager:BlackboxProbeFailed smtp-in.virgilio.it:25',
      at,
      outcome: 'protocol',
    },
    { ...libero, target, at: new Date('2023-01-23T08:55:00.250Z'), outcome: 'up' },
  ])
})

it('takes what versions before 0.19 sent: no fingerprint, another number', async () => {
  const { fingerprint: _, ...alert } = anAlert()
  const { truncatedAlerts: __, ...message } = aMessage([alert])
  const old = { ...message, version: '3', groupKey: 5_206_633_798_846_341_000 }
  expect(await hook.send(PATH, old)).toMatchObject({ status: 200, body: { stored: 1 } })
})

it('stores an alert once, as often as its group is sent again and whoever joins it', async () => {
  await hook.send(PATH, aMessage([anAlert()]))
  const other = anAlert({ labels: { instance: 'https://login.libero.it' } })
  expect(await hook.send(PATH, aMessage([anAlert(), other]))).toMatchObject({ body: { stored: 1, repeated: 1 } })
  const moved = Object.fromEntries(Object.entries(anAlert().labels).toReversed())
  expect(await hook.send(PATH, aMessage([anAlert({ labels: moved })]))).toMatchObject({
    body: { stored: 0, repeated: 1 },
  })
  expect(await hook.stored()).toHaveLength(2)
})

it('leaves out what has been firing for days, and keeps the rest', async () => {
  const old = anAlert({ startsAt: '2023-01-19T08:00:00Z', labels: { instance: 'old' } })
  expect(await hook.send(PATH, aMessage([old, anAlert()]))).toMatchObject({
    body: { received: 2, stored: 1, ignored: 1 },
  })
})

it('believes no label that says an alert is no failure', async () => {
  await hook.send(PATH, aMessage([anAlert({ labels: { brusio_outcome: 'up' } })]))
  expect(await hook.stored()).toMatchObject([{ outcome: 'unreachable' }])
})

it.each<[what: string, path: string, body: unknown, status: number, field: string | undefined]>([
  ['an alert without provider', 'alertmanager', aMessage([anAlert()]), 400, 'alerts.0.provider'],
  [
    'a label with an unknown provider',
    PATH,
    aMessage([anAlert(), anAlert({ labels: { brusio_provider: 'x' } })]),
    404,
    'alerts.1.provider',
  ],
  [
    'a label with an unknown component',
    PATH,
    aMessage([anAlert({ labels: { brusio_component: 'fax' } })]),
    400,
    'alerts.0.component',
  ],
  ['too many alerts', PATH, aMessage(Array(MAX_ALERTS + 1).fill(anAlert())), 400, 'alerts'],
  ['a status nobody knows', PATH, aMessage([anAlert({ status: 'pending' })]), 400, 'alerts.0.status'],
  ['a time that is none', PATH, aMessage([anAlert({ startsAt: 'now' })]), 400, 'alerts.0.startsAt'],
  [
    'too many labels',
    PATH,
    aMessage([anAlert({ labels: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`l${i}`, ''])) })]),
    400,
    'alerts.0.labels',
  ],
  ['no alerts at all', PATH, { status: 'firing' }, 400, 'alerts'],
  ['too many bytes', PATH, { alerts: [], externalURL: 'x'.repeat(MAX_ALERTMANAGER_BYTES) }, 413, undefined],
])('refuses %s, wholly', async (_what, path, body, status, field) => {
  const answer = await hook.send(path, body)
  expect(answer).toMatchObject({ status, body: field === undefined ? {} : { field } })
  expect(await hook.stored()).toEqual([])
})
