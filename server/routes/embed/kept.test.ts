import { expect, it } from 'vitest'
import { createGate } from './gate.ts'
import { createKept, createKeptMany } from './kept.ts'

it('reads once for all who come while it is read, and again when its time is over', async () => {
  let real = 0
  let reads = 0
  const kept = createKept<number>(10, () => real)
  const read = async () => ++reads
  expect(await Promise.all([kept.get('a', 5, read), kept.get('a', 5, read), kept.get('b', 5, read)])).toEqual([1, 1, 2])
  real = 4
  expect(await kept.get('a', 5, read)).toBe(1)
  real = 5
  expect(await kept.get('a', 5, read)).toBe(3)
})

it('keeps what takes long from when it was read, and no failure', async () => {
  let real = 0
  const kept = createKept<string>(10, () => real)
  const slow = kept.get('a', 5, async () => {
    real = 100
    return 'late'
  })
  expect(await slow).toBe('late')
  real = 104
  expect(await kept.get('a', 5, async () => 'again')).toBe('late')
  await expect(kept.get('b', 5, async () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  expect(await kept.get('b', 5, async () => 'back')).toBe('back')
})

it('lets the oldest go when there are too many', async () => {
  const kept = createKept<number>(3, () => 0)
  for (let i = 0; i < 100; i++) await kept.get(String(i), 5, async () => i)
  expect(kept.size).toBe(3)
  expect(await kept.get('99', 5, async () => -1)).toBe(99)
  expect(await kept.get('0', 5, async () => -1)).toBe(-1)
})

it('reads together what is asked for in one turn', async () => {
  const asked: number[][] = []
  const read = createKeptMany<string>(5, 10, async (ids) => {
    asked.push(ids)
    return new Map(ids.filter((id) => id !== 3).map((id) => [id, `of ${id}`]))
  })
  expect(await Promise.all([read(1), read(2), read(1), read(3)])).toEqual(['of 1', 'of 2', 'of 1', undefined])
  expect(await Promise.all([read(1), read(4)])).toEqual(['of 1', 'of 4'])
  expect(asked).toEqual([[1, 2, 3], [4]])
})

it('lets few through at once, and sends away who would wait too long', async () => {
  const gate = createGate(2, 2)
  const ends: (() => void)[] = []
  let working = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++working)
    await new Promise<void>((resolve) => ends.push(resolve))
    working -= 1
    return 'done'
  }
  const four = [gate(work), gate(work), gate(work), gate(work)]
  await expect(gate(work)).rejects.toMatchObject({ status: 503, retryAfterS: 2 })
  for (let ended = 0; ended < 4;) {
    const end = ends.shift()
    if (end === undefined) await new Promise((resolve) => setImmediate(resolve))
    else {
      end()
      ended += 1
    }
  }
  expect(await Promise.all(four)).toEqual(['done', 'done', 'done', 'done'])
  expect(most).toBe(2)
  expect(await Promise.all([gate(async () => 1), gate(async () => 2)])).toEqual([1, 2])
  await expect(gate(async () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await gate(async () => 'after')).toBe('after')
})
