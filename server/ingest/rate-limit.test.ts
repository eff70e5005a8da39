import { expect, it } from 'vitest'
import { silentLog as log } from '../log.ts'
import { createRateLimit } from './rate-limit.ts'

it('lets an address press so often a minute, then says when to come back', async () => {
  const limit = createRateLimit({ perMinute: 2, log })
  expect([await limit('a'), await limit('a')]).toEqual([undefined, undefined])
  const seconds = await limit('a')
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThanOrEqual(60)
  expect(await limit('b')).toBeUndefined()
})

it('lets everybody in when it fails', async () => {
  const limiter = { consume: () => Promise.reject(new Error('broken')), get: () => Promise.resolve(null) }
  const limit = createRateLimit({ perMinute: 1, log, limiter })
  expect([await limit('a'), await limit('a')]).toEqual([undefined, undefined])
})

it('remembers only so many addresses, and goes on limiting those', async () => {
  const limit = createRateLimit({ perMinute: 1, log, maxTracked: 2 })
  const press = async (...hosts: string[]) => {
    const answers: boolean[] = []
    for (const host of hosts) answers.push((await limit(host)) === undefined)
    return answers
  }
  expect(await press('a', 'b', 'c', 'c', 'a', 'b')).toEqual([true, true, true, true, false, false])
})
