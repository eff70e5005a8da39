import { expect, it } from 'vitest'
import { createWindowCounter } from './window-counter.ts'

function aCounter(most = 100) {
  let now = 0
  const count = createWindowCounter({ windowMs: 60_000, most, real: () => now })
  return { count: (key: string) => Object.values(count(key)), wait: (ms: number) => void (now += ms) }
}

it('counts each key by itself, from its first time until its window is over', () => {
  const { count, wait } = aCounter()
  expect([count('a'), count('a')]).toEqual([
    [1, 60_000],
    [2, 60_000],
  ])
  wait(40_000)
  expect(count('b')).toEqual([1, 60_000])
  expect(count('a')).toEqual([3, 20_000])
  wait(20_000)
  expect(count('a')).toEqual([1, 60_000])
  expect(count('b')).toEqual([2, 40_000])
})

it('takes new keys for one where there are too many, and knows the others on', () => {
  const { count, wait } = aCounter(2)
  for (const key of ['a', 'b', 'c', 'd']) count(key)
  expect([count('a')[0], count('c')[0], count('e')[0]]).toEqual([2, 3, 4])
  wait(60_000)
  expect([count('c')[0], count('e')[0], count('f')[0]]).toEqual([1, 1, 1])
})
