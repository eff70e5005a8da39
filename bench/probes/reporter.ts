import { Pool } from 'undici'
import { aPress } from '../ingest-load.ts'
import type { Pressed, PressOrder } from './messages.ts'

// People who press, in a process of their own: they come when they come, so a report that had to wait for its turn has waited.

const CONNECTIONS = 100
const TICK_MS = 2

async function press({ url, providers, perSecond, seconds }: PressOrder): Promise<Pressed> {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 })
  const delays: number[] = []
  let errors = 0
  async function one(dueAt: number): Promise<void> {
    try {
      const answer = await pool.request({ method: 'POST', path: '/api/v1/reports', ...aPress(providers) })
      await answer.body.dump()
      if (answer.statusCode === 200) delays.push(performance.now() - dueAt)
      else errors += 1
    } catch {
      errors += 1
    }
  }
  const total = Math.round(perSecond * seconds)
  const sent: Promise<void>[] = []
  const startedAt = performance.now()
  await new Promise<void>((done) => {
    const ticker = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - startedAt) * perSecond) / 1_000))
      while (sent.length < due) sent.push(one(startedAt + (sent.length * 1_000) / perSecond))
      if (due < total) return
      clearInterval(ticker)
      done()
    }, TICK_MS)
  })
  await Promise.all(sent)
  await pool.close()
  return { delays, errors }
}

process.on('message', (order: PressOrder) => void press(order).then((pressed) => process.send?.(pressed)))
process.on('disconnect', () => process.exit(0))
