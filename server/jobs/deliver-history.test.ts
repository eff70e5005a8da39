import { beforeEach, expect, it } from 'vitest'
import { MINUTE_MS } from '../../shared/time.ts'
import { MAX_ATTEMPTS_KEPT } from '../../shared/webhook.ts'
import { silentLog } from '../log.ts'
import { createOutbound } from '../outbound.ts'
import { anApi } from '../test/api.ts'
import { useTestDb } from '../test/db.ts'
import { aProvider } from '../test/factories.ts'
import { createManualClock } from '../test/manual-clock.ts'
import { closeAfterEach, whenDone } from '../test/probe-servers/sockets.ts'
import { aReceiver } from '../test/webhook-receiver.ts'
import { aJudge, anOwner } from '../test/webhook-site.ts'
import { startDeliverJob } from './deliver.ts'

const BEGAN = Date.now() - 60 * MINUTE_MS
/** Machines are busy. */
const SOON = { timeout: 20_000 }
const test = useTestDb()
let mail: number
let owner: Awaited<ReturnType<typeof anOwner>>
/** How far real time is put ahead, so that no test waits for a retry. */
let ahead = 0

closeAfterEach()
beforeEach(async () => {
  ahead = 0
  ;({ id: mail } = await aProvider(test.db, { slug: 'libero-mail' }))
  owner = await anOwner(test.db, await anApi(test.db, createManualClock(Date.now())), Date.now())
})

it('keeps what came of each attempt, also when its owner has it sent again', async () => {
  const receiver = await aReceiver()
  const { body } = await owner.create({ url: receiver.url })
  receiver.secret = body.secret
  const { id } = body.webhook
  let status = 500
  receiver.answer = (_request, response) => void response.writeHead(status).end()
  await (await aJudge(test.db)).open(mail, BEGAN)
  const job = startDeliverJob({
    db: test.db,
    log: silentLog,
    outbound: createOutbound({ contact: undefined, allowPrivate: true }),
    mode: 'live',
    tickMs: 5,
    timeoutMs: 2_000,
    now: () => Date.now() + ahead,
  })
  whenDone(() => job.close())
  const newest = async () => (await owner.deliveries(id))[0]!
  const settled = async () => {
    await expect.poll(async () => (await newest()).state, SOON).toBe('delivered')
  }
  await expect.poll(async () => (await newest()).history.length, SOON).toBe(1)
  status = 503
  ahead += MINUTE_MS
  await expect.poll(async () => (await newest()).history.length, SOON).toBe(2)
  status = 200
  expect((await owner.ask('POST', `/${id}/confirm`)).body).toMatchObject({ failure: null })
  await settled()
  const delivery = await newest()
  expect(delivery).toMatchObject({ state: 'delivered', attempts: 3, status: 200, failure: null })
  const failed = { failure: 'status' }
  const made = [
    { ...failed, status: 500 },
    { ...failed, status: 503 },
    { failure: null, status: 200 },
  ]
  expect(delivery.history).toMatchObject(made.map((one, i) => ({ ...one, attempt: i + 1 })))
  const [first, second] = delivery.history.map((one) => Date.parse(one.at))
  expect(second! - first!).toBeGreaterThanOrEqual(MINUTE_MS)
  expect(delivery.history.every(({ ms }) => Number.isInteger(ms) && ms >= 0)).toBe(true)

  for (let more = 0; more < MAX_ATTEMPTS_KEPT; more++) {
    expect((await owner.ask('POST', `/${id}/deliveries/${delivery.id}/redeliver`)).status).toBe(202)
    await settled()
  }
  const { attempts, history } = await newest()
  expect([attempts, history.length]).toEqual([3 + MAX_ATTEMPTS_KEPT, MAX_ATTEMPTS_KEPT])
  expect([history[0]!.attempt, history.at(-1)!.attempt]).toEqual([4, attempts])
})
