import type { Hono } from 'hono'
import { beforeEach, expect } from 'vitest'
import { MINUTE_MS } from '../../shared/time.ts'
import { startDeliverJob } from '../jobs/deliver.ts'
import { silentLog } from '../log.ts'
import { createOutbound } from '../outbound.ts'
import type { Database } from '../store/db.ts'
import { anApi } from './api.ts'
import { useTestDb } from './db.ts'
import { aProvider } from './factories.ts'
import { createManualClock } from './manual-clock.ts'
import { closeAfterEach, whenDone } from './probe-servers/sockets.ts'
import { aReceiver } from './webhook-receiver.ts'
import { aJudge, anOwner } from './webhook-site.ts'

type Owner = Awaited<ReturnType<typeof anOwner>>
type Hook = { receiver: Awaited<ReturnType<typeof aReceiver>>; id: string }

const BEGAN = Date.now() - 60 * MINUTE_MS
/** So many minutes into the hour before this one. */
export const at = (minute: number) => BEGAN + minute * MINUTE_MS
/** Machines are busy. */
export const SOON = { timeout: 20_000 }

export type DeliverySite = {
  readonly db: Database
  app: Hono
  mail: number
  bank: number
  judge: Awaited<ReturnType<typeof aJudge>>
  owner: Owner
  /** How far real time is put ahead, so that no test waits for a retry. */
  ahead: number
  deliver(timeoutMs?: number): ReturnType<typeof startDeliverJob>
  settled(id: string): Promise<void>
  aHook(wish?: Record<string, unknown>, by?: Owner): Promise<Hook>
}

/** Two providers, somebody who judges them, somebody who wants to be told, and what tells him. */
export function useDeliverySite(): DeliverySite {
  const test = useTestDb()
  const site: DeliverySite = {
    get db() {
      return test.db
    },
    app: undefined!,
    mail: 0,
    bank: 0,
    judge: undefined!,
    owner: undefined!,
    ahead: 0,
    deliver(timeoutMs = 2_000) {
      site.ahead = 0
      const job = startDeliverJob({
        db: test.db,
        log: silentLog,
        outbound: createOutbound({ allowPrivate: true }),
        mode: 'live',
        tickMs: 5,
        timeoutMs,
        now: () => Date.now() + site.ahead,
        random: () => 0.5,
      })
      whenDone(() => job.close())
      return job
    },
    async settled(id) {
      const isOver = async () => (await site.owner.deliveries(id)).every(({ state }) => state !== 'waiting')
      await expect.poll(isOver, SOON).toBe(true)
    },
    async aHook(wish = {}, by = site.owner) {
      const receiver = await aReceiver()
      const { status, body } = await by.create({ url: receiver.url, ...wish })
      expect([status, body.failure]).toEqual([201, null])
      receiver.secret = body.secret
      return { receiver, id: body.webhook.id }
    },
  }

  closeAfterEach()
  beforeEach(async () => {
    await test.db
      .sql`truncate deliveries, webhooks, api_keys, agents, incident_events, incidents, dossiers, dossier_parts, providers, operators cascade`
    const [operator] = await test.db.sql<
      [{ id: number }]
    >`insert into operators (slug, name) values ('italiaonline', 'Italiaonline') returning id`
    ;({ id: site.mail } = await aProvider(test.db, { slug: 'libero-mail', operatorId: operator.id }))
    ;({ id: site.bank } = await aProvider(test.db, { slug: 'a-bank', category: 'bank' }))
    site.app = await anApi(test.db, createManualClock(Date.now()))
    site.judge = await aJudge(test.db)
    site.owner = await anOwner(test.db, site.app, Date.now())
  })
  return site
}
