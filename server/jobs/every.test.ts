import { setTimeout as sleep } from 'node:timers/promises'
import { Writable } from 'node:stream'
import pino from 'pino'
import { expect, it } from 'vitest'
import { silentLog } from '../log.ts'
import { every } from './every.ts'

it('takes its first turn at once and goes on until closed', async () => {
  let turns = 0
  const loop = every({ ms: 1, log: silentLog, name: 'test', run: async () => void turns++ })
  expect(turns).toBe(1)
  await expect.poll(() => turns).toBeGreaterThan(3)
  await loop.close()
  const atClose = turns
  await sleep(20)
  expect(turns).toBe(atClose)
})

it('never runs two turns at once, and close waits for the one that runs', async () => {
  let [running, most, finished] = [0, 0, 0]
  const run = async () => {
    most = Math.max(most, ++running)
    await sleep(10)
    running--
    finished++
  }
  const loop = every({ ms: 1, log: silentLog, name: 'test', run })
  await expect.poll(() => finished).toBeGreaterThan(2)
  await loop.close()
  expect({ running, most }).toEqual({ running: 0, most: 1 })
})

it('logs the first of a row of failures and the recovery, and goes on', async () => {
  const messages: string[] = []
  const into = new Writable({
    write(chunk: Buffer, _encoding, done) {
      messages.push(JSON.parse(chunk.toString()).msg)
      done()
    },
  })
  let turns = 0
  const run = async () => {
    if (++turns <= 3) throw new Error('not yet')
  }
  const loop = every({ ms: 1, log: pino({ level: 'info' }, into), name: 'test', run })
  await expect.poll(() => turns).toBeGreaterThan(5)
  await loop.close()
  expect(messages).toEqual(['job failed, and will be tried again', 'job works again'])
})

it('does not wait out a long rest when closed', async () => {
  const loop = every({ ms: 3_600_000, log: silentLog, name: 'test', run: async () => {} })
  await loop.close()
  expect(await Promise.race([loop.close().then(() => 'closed'), sleep(0, 'waiting')])).toBe('closed')
})
