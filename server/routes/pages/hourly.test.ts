import { expect, it } from 'vitest'
import { HOUR_MS } from '../../../shared/time.ts'
import { createHourly } from './hourly.ts'

const NOON = Date.UTC(2023, 0, 23, 12)

it('reads once in an hour, whoever asks and however many at once', async () => {
  const hourly = createHourly<number>()
  let reads = 0
  const ask = (now: number, key = 'a') => hourly(key, now, async () => ++reads)
  expect(await Promise.all([ask(NOON), ask(NOON + 1), ask(NOON + HOUR_MS - 1)])).toEqual([1, 1, 1])
  expect(await ask(NOON, 'b')).toBe(2)
  expect(await ask(NOON + HOUR_MS)).toBe(3)
})

it('keeps neither nothing nor a failure', async () => {
  const hourly = createHourly<number | null>()
  const answers: (() => Promise<number | null>)[] = [
    async () => null,
    async () => {
      throw new Error('away')
    },
    async () => 7,
  ]
  const ask = () => hourly('a', NOON, () => answers.shift()!())
  expect(await ask()).toBeNull()
  await expect(ask()).rejects.toThrow('away')
  expect(await ask()).toBe(7)
  expect(await ask()).toBe(7)
})
