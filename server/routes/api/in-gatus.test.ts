import { expect, it } from 'vitest'
import { MINUTE_MS } from '../../../shared/time.ts'
import { useWebhook } from '../../test/webhook.ts'
import { GATUS_BODY } from './in-gatus.ts'
import { MAX_GATUS_BYTES } from './in-webhook.ts'

const NOW = Date.UTC(2023, 0, 23, 9, 0, 12)
const MINUTE = new Date(Date.UTC(2023, 0, 23, 9))
const hook = useWebhook(NOW)
const send = (body: string, query = '?provider=libero-mail&component=imap') =>
  hook.send(`gatus${query}`, body, { 'content-type': 'text/plain; charset=utf-8' })

/** The body that Gatus makes of the published one: it escapes the quotes of the errors, and leaves the conditions' placeholder where it has none. */
function filled(given: {
  state?: string
  group?: string
  name?: string
  errors?: string
  conditions?: string
}): string {
  const { state = 'TRIGGERED', group = 'mail', name = 'libero-imap', errors = '', conditions } = given
  const body = GATUS_BODY.replace('[ALERT_TRIGGERED_OR_RESOLVED]', state)
    .replace('[ENDPOINT_GROUP]', group)
    .replace('[ENDPOINT_NAME]', name)
    .replace('[RESULT_ERRORS]', () => errors.replaceAll('"', '\\"'))
  return conditions === undefined ? body : body.replace('[RESULT_CONDITIONS]', () => conditions)
}

it('stores what failed and what is over, by the minute in which it came', async () => {
  const broken = filled({
    errors: 'Get "https://mail.libero.it": net/http: malformed HTTP response "\\x15\\x03\\x01"',
    conditions: '❌ - `[STATUS] (0) == 200`, ❌ - `[RESPONSE_TIME] < 3000`',
  })
  expect(await send(broken)).toMatchObject({ status: 200, body: { received: 1, stored: 1, ignored: 0 } })
  await send(filled({ group: '', name: 'webmail', conditions: '❌ - `[STATUS] (503) == 200`' }))
  hook.clock.set(NOW + 3 * MINUTE_MS)
  await send(filled({ state: 'RESOLVED', conditions: '✅ - `[STATUS] == 200`' }))
  hook.clock.set(NOW)
  const about = { provider: 'libero-mail', component: 'imap', kind: 'external' }
  expect(await hook.stored()).toEqual([
    { ...about, target: 'gatus:mail/libero-imap', at: MINUTE, outcome: 'protocol', status: null },
    { ...about, target: 'gatus:webmail', at: MINUTE, outcome: 'status', status: 503 },
    {
      ...about,
      target: 'gatus:mail/libero-imap',
      at: new Date(MINUTE.getTime() + 3 * MINUTE_MS),
      outcome: 'up',
      status: null,
    },
  ])
})

it('stores an alert once a minute, however often it comes, and a reminder anew', async () => {
  const body = filled({ errors: 'dial tcp 213.209.1.129:993: connect: connection refused' })
  await send(body)
  expect(await send(body)).toMatchObject({ body: { stored: 0, repeated: 1 } })
  hook.clock.set(NOW + MINUTE_MS)
  expect(await send(body)).toMatchObject({ body: { stored: 1 } })
  hook.clock.set(NOW)
})

it.each([
  ['a state that was given another name', filled({ state: 'kaputt' }), 400],
  ['JSON', '{"state":"TRIGGERED"}', 400],
  ['no name', filled({ name: '' }), 400],
  ['nothing', '\n', 400],
  ['too many bytes', 'x'.repeat(MAX_GATUS_BYTES + 1), 413],
])('refuses %s', async (_what, body, status) => {
  expect(await send(body)).toMatchObject({ status })
  expect(await hook.stored()).toEqual([])
})

it('refuses another type, no provider, and one nobody knows', async () => {
  expect(await hook.send('gatus?provider=libero-mail', filled({}))).toMatchObject({ status: 415 })
  expect(await send(filled({}), '')).toMatchObject({ status: 400, body: { field: 'provider' } })
  expect(await send(filled({}), '?provider=nobody')).toMatchObject({ status: 404, body: { field: 'provider' } })
})
