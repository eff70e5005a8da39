import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'
import { v7 } from 'uuid'
import { PROBE_RESULTS_PER_POST } from '../../shared/probe.ts'
import type { Posted, PostOrder } from './messages.ts'

// Agents that post, in a process of their own.

const TARGETS_PER_PROVIDER = 5
const AGAIN_MS = 200

let made = 0

/** As an agent would send it now: each target once before any comes again. */
function aResult(providers: readonly string[]) {
  made += 1
  const provider = providers[made % providers.length]!
  const at = Date.now()
  const ms = (most: number) => Math.round(Math.random() * most * 10) / 10
  return {
    id: v7({ msecs: at }),
    provider,
    kind: 'http',
    target: `https://${provider}.example/login/${Math.floor(made / providers.length) % TARGETS_PER_PROVIDER}`,
    at: new Date(at).toISOString(),
    outcome: 'up',
    status: 200,
    timings: { dns: ms(5), connect: ms(40), tls: ms(60), first_byte: ms(300) },
    certificate_expires_at: '2099-01-01T00:00:00.000Z',
  }
}

async function post({ url, keys, providers, resultsPerMinute, seconds }: PostOrder): Promise<Posted> {
  const pool = new Pool(url, { connections: keys.length, pipelining: 1 })
  const posted: Posted = { stored: 0, away: 0, failed: 0, ms: 0, delays: [] }
  async function send(key: string): Promise<void> {
    const body = JSON.stringify({
      results: Array.from({ length: PROBE_RESULTS_PER_POST }, () => aResult(providers)),
      resolvers: ['9.9.9.9'],
    })
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const sentAt = performance.now()
    for (;;) {
      const answer = await pool.request({ method: 'POST', path: '/api/v1/probe-results', headers, body })
      const said = (await answer.body.json()) as { stored?: number }
      if (answer.statusCode === 503) {
        posted.away += 1
        await sleep(AGAIN_MS)
        continue
      }
      if (answer.statusCode === 200) posted.stored += said.stored ?? 0
      else posted.failed += 1
      posted.delays.push(performance.now() - sentAt)
      return
    }
  }
  const everyMs = (PROBE_RESULTS_PER_POST * 60_000) / resultsPerMinute
  const batches = Math.round((seconds * 1_000) / everyMs)
  const startedAt = performance.now()
  const sent: Promise<void>[] = []
  for (let i = 0; i < batches; i++) {
    await sleep(Math.max(0, startedAt + i * everyMs - performance.now()))
    sent.push(send(keys[i % keys.length]!))
  }
  await Promise.all(sent)
  await sleep(Math.max(0, startedAt + batches * everyMs - performance.now()))
  posted.ms = performance.now() - startedAt
  await pool.close()
  return posted
}

process.on('message', (order: PostOrder) => void post(order).then((posted) => process.send?.(posted)))
process.on('disconnect', () => process.exit(0))
