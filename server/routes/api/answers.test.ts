import { describe, expect, it } from 'vitest'
import { cacheControl, createKeep } from './answers.ts'

describe('createKeep', () => {
  it('reads once for all who ask within a second', async () => {
    let at = 0
    let reads = 0
    const keep = createKeep<number>(() => at)
    const ask = (key: string) => keep(key, async () => ++reads)
    expect(await Promise.all([ask('a'), ask('a'), ask('b')])).toEqual([1, 1, 2])
    at = 999
    expect(await ask('a')).toBe(1)
    at = 1_000
    expect(await ask('a')).toBe(3)
  })

  it('keeps no failure', async () => {
    const keep = createKeep<string>(() => 0)
    await expect(keep('a', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
    expect(await keep('a', async () => 'back')).toBe('back')
  })

  it('keeps so many answers and lets the oldest go', async () => {
    let reads = 0
    const keep = createKeep<number>(() => 0)
    for (let i = 0; i <= 500; i++) await keep(String(i), async () => ++reads)
    await keep('500', async () => ++reads)
    expect(reads).toBe(501)
    await keep('0', async () => ++reads)
    expect(reads).toBe(502)
  })
})

it('lets nobody keep an answer of a fast replay', () => {
  expect(cacheControl(5)).toBe('public, max-age=5, stale-while-revalidate=15')
  expect(cacheControl(5 / 60)).toBe('public, no-cache')
})
