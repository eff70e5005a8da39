import { expect, it } from 'vitest'
import { createThrift } from './thrift.ts'

function aThrift() {
  let now = 0
  let reads = 0
  const thrift = createThrift<number>(() => now)
  const ask = (costMs: number, key = 'a') =>
    thrift(key, async () => {
      now += costMs
      return ++reads
    })
  return { ask, pass: (ms: number) => (now += ms), thrift }
}

it('keeps a reading for twenty times as long as it took', async () => {
  const { ask, pass } = aThrift()
  expect(await ask(100)).toBe(1)
  pass(1_999)
  expect(await ask(100)).toBe(1)
  pass(2)
  expect(await ask(100)).toBe(2)
})

it('reads what costs next to nothing anew each time, and what is dear three times a minute', async () => {
  const { ask, pass } = aThrift()
  expect([await ask(9), await ask(9)]).toEqual([1, 2])
  expect(await ask(60_000, 'dear')).toBe(3)
  pass(20_001)
  expect(await ask(60_000, 'dear')).toBe(4)
})

it('reads once for all who come meanwhile, and keeps no failure', async () => {
  const { ask, thrift } = aThrift()
  expect(await Promise.all([ask(5), ask(5), ask(5, 'b')])).toEqual([1, 1, 2])
  await expect(thrift('c', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(await thrift('c', () => Promise.resolve(9))).toBe(9)
})
