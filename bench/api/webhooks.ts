import { setTimeout as sleep } from 'node:timers/promises'
import { Webhook } from 'standardwebhooks'
import { createApiKey } from '../../server/store/api-keys.ts'
import type { Database } from '../../server/store/db.ts'
import { FIRST } from '../seed/plan.ts'
import { openJudge } from './judge.ts'
import { idOf } from './live.ts'
import { openReceivers, placesOf, type Kind, type Receivers } from './receivers.ts'

/** As many confirmations as a key has in a minute. */
const HOOKS_PER_KEY = 20
const MADE_AT_ONCE = 8
const LONGEST_WAIT_MS = 30_000
const POLL_MS = 10
/** What comes twice comes within it. */
const SETTLE_MS = 500

export type Told = { what: string; seconds: number; p50Ms: number; came: number; twice: number; wrong: number }
export type WebhooksRead = { receivers: Record<Kind, number>; makingMs: number; told: Told[] }

/**
 * Receivers of one incident that live, and others that died after they had confirmed: how long after its opening, and then its end, was begun to be
 * written the last one that lives has been told of it, in words that are signed.
 */
export async function timeWebhooks(
  url: string,
  db: Database,
  { alive, dead }: { alive: number; dead: number },
): Promise<WebhooksRead> {
  const counts: Record<Kind, number> = { lives: alive, hangs: dead, fails: dead, refuses: dead }
  const receivers = await openReceivers()
  try {
    const began = performance.now()
    const secrets = await makeHooks(url, db, receivers, counts)
    const makingMs = performance.now() - began
    receivers.die()
    const judge = await openJudge(db, await idOf(db))
    const told = [
      await timeTold(receivers, secrets, 'incident.opened', () => judge.open(Date.now())),
      await timeTold(receivers, secrets, 'incident.resolved', () => judge.resolve(Date.now())),
    ]
    return { receivers: counts, makingMs, told }
  } finally {
    await receivers.close()
  }
}

/** Over the API, as their owners make them, and confirmed. Answers with the secrets of those who live. */
async function makeHooks(url: string, db: Database, receivers: Receivers, counts: Record<Kind, number>) {
  const secrets = new Map<number, string>()
  const wanted = placesOf(counts)
  const keys: string[] = []
  for (let i = 0; i < wanted.length; i += HOOKS_PER_KEY)
    keys.push((await createApiKey(db, { name: `bench ${i}`, scope: 'webhooks', now: Date.now() })).token)
  let next = 0
  const worker = async () => {
    while (next < wanted.length) {
      const i = next++
      const { kind, number } = wanted[i]!
      const secret = await makeHook(url, keys[Math.floor(i / HOOKS_PER_KEY)]!, receivers.urlOf(kind, number))
      if (kind === 'lives') secrets.set(number, secret)
    }
  }
  await Promise.all(Array.from({ length: MADE_AT_ONCE }, worker))
  return secrets
}

async function makeHook(url: string, token: string, address: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/webhooks`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ url: address, about: { provider: FIRST } }),
  })
  const { secret, failure, detail } = (await answer.json()) as {
    secret: string
    failure: string | null
    detail?: string
  }
  if (answer.status !== 201 || failure !== null)
    throw new Error(`no webhook was made: ${answer.status} ${detail ?? failure}`)
  return secret
}

async function timeTold(
  { came }: Receivers,
  secrets: ReadonlyMap<number, string>,
  type: string,
  change: () => Promise<number>,
): Promise<Told> {
  came.clear()
  const began = performance.now()
  await change()
  while (came.size < secrets.size && performance.now() - began < LONGEST_WAIT_MS) await sleep(POLL_MS)
  await sleep(SETTLE_MS)
  const firsts = [...came].flatMap(([number, messages]) => messages.slice(0, 1).map((first) => ({ number, first })))
  const times = firsts.map(({ first }) => first.atMs - began).toSorted((a, b) => a - b)
  const isRight = ({ number, first }: (typeof firsts)[number]) => {
    const message = new Webhook(secrets.get(number)!).verify(first.body, first.headers as Record<string, string>)
    return (message as { type: string }).type === type
  }
  return {
    what: type,
    seconds: (times.at(-1) ?? Infinity) / 1_000,
    p50Ms: times[Math.floor(times.length / 2)] ?? Number.NaN,
    came: firsts.length,
    twice: [...came.values()].filter((messages) => messages.length > 1).length,
    wrong: firsts.filter((one) => !isRight(one)).length,
  }
}
