import { beforeAll, expect, it } from 'vitest'
import { useTestDb } from '../test/db.ts'
import { aProvider } from '../test/factories.ts'
import { countWaiting } from './outbox.ts'

const test = useTestDb()
const ID = (n: number) => `0185e0a7-0000-7000-8000-${String(n).padStart(12, '0')}`

beforeAll(async () => {
  const { sql } = test.db
  const { id: provider } = await aProvider(test.db)
  const [key] = await sql<{ id: number }[]>`
    insert into api_keys (name, prefix, hash, scope, created_at) values ('a', 'a', 'a', 'webhooks', now()) returning id`
  const [event] = await sql<{ id: number }[]>`
    insert into incident_events (provider_id, at, type, from_state, to_state, evidence)
    values (${provider}, now(), 'suspected', 'ok', 'suspected', '{}'::jsonb) returning id`
  // Receivers: on, turned off, not confirmed.
  for (const [n, confirmed, off] of [
    [1, 'now', null],
    [2, 'now', 'now'],
    [3, null, null],
  ] as const)
    await sql`insert into webhooks (id, api_key_id, url, events, about, secret, challenge, created_at, confirmed_at, off_at)
      values (${ID(n)}, ${key!.id}, 'https://receiver.example/', '{incident.opened}', '{}'::jsonb, 's', 'c', now(), ${confirmed}, ${off})`
  // Of each: one that is due, one that is for later, one that is made.
  for (const n of [1, 2, 3])
    await sql`insert into deliveries (id, webhook_id, event_id, created_at, next_at)
      select gen_random_uuid(), ${ID(n)}::uuid, ${event!.id}, now(), t.at from (values (now()), (now() + interval '1 hour'), (null)) t(at)`
})

it('counts what is to be sent, now or later, to receivers that are on', async () => {
  expect(await countWaiting(test.db)).toBe(2)
})
