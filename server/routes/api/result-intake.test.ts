import { Hono } from 'hono'
import { expect, it, vi } from 'vitest'
import { errorHandler } from '../../errors.ts'
import { silentLog } from '../../log.ts'
import type { KeyEnv } from './agent-key.ts'
import { createIntake } from './result-intake.ts'
import type { IntakeLimits } from './result-intake.ts'

/** An intake whose batches end when they are let go, in the order in which they got their turn. */
function anIntake(limits?: IntakeLimits) {
  const inside: { name: string; letGo: () => void }[] = []
  const app = new Hono<KeyEnv>()
  app.onError(errorHandler(silentLog))
  app.use(async (c, next) => {
    c.set('key', { id: Number(c.req.query('key') ?? 1), name: '', scope: '', perMinute: null })
    await next()
  })
  app.use(createIntake(limits))
  app.post('/', async (c) => {
    const name = await c.req.text()
    await new Promise<void>((letGo) => inside.push({ name, letGo }))
    if (name === 'bad') throw new Error('bad')
    return c.text(name)
  })
  const send = (name: string, key = 1) => Promise.resolve(app.request(`/?key=${key}`, { method: 'POST', body: name }))
  const entered = (count: number) => vi.waitFor(() => expect(inside).toHaveLength(count))
  return { inside, send, entered }
}

it('lets in one batch after the other, in their order, also after one that failed', async () => {
  const { inside, send, entered } = anIntake()
  const sent = ['bad', 'b', 'c'].map((name) => send(name))
  for (let turn = 1; turn <= 3; turn++) {
    await entered(turn)
    inside[turn - 1]!.letGo()
  }
  expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([500, 200, 200])
  expect(inside.map(({ name }) => name)).toEqual(['bad', 'b', 'c'])
})

it('tells who finds no place to come back, and has one again when somebody leaves', async () => {
  const { inside, send, entered } = anIntake({ maxBatches: 2 })
  const sent = [send('a'), send('b', 2)]
  await entered(1)
  const refused = await send('c', 3)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
  inside[0]!.letGo()
  await entered(2)
  inside[1]!.letGo()
  await Promise.all(sent)
  const again = send('c', 3)
  await entered(3)
  inside[2]!.letGo()
  expect((await again).status).toBe(200)
})

it('lets one key take a few places only', async () => {
  const { inside, send, entered } = anIntake({ maxPerKey: 1 })
  const first = send('a')
  await entered(1)
  expect((await send('b')).status).toBe(503)
  const other = send('c', 2)
  inside[0]!.letGo()
  await entered(2)
  inside[1]!.letGo()
  expect([(await first).status, (await other).status]).toEqual([200, 200])
})

it('lets nobody wait for ever', async () => {
  const { inside, send, entered } = anIntake({ patienceMs: 1 })
  const first = send('a')
  await entered(1)
  const late = await send('b')
  expect([late.status, late.headers.get('retry-after')]).toEqual([503, '5'])
  inside[0]!.letGo()
  expect((await first).status).toBe(200)
  const next = send('c')
  await entered(2)
  inside[1]!.letGo()
  expect((await next).status).toBe(200)
})
