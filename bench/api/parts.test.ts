import { expect, it } from 'vitest'
import { readParts } from '../api.ts'
import { quantile } from './live.ts'
import { residentBytes, toBytes } from './memory.ts'
import { wayOf } from './messages.ts'
import { placesOf } from './receivers.ts'
import { createCounter } from './series.ts'

const TOPICS = ['states', 'incidents', 'provider:a', 'category:mail', 'operator:b']

it('measures the parts that are named, in the order in which they come', () => {
  expect(readParts('live,reads')).toEqual(['reads', 'live'])
  expect(() => readParts('reads,writes')).toThrow('writes')
})

it('gives every kind of topic to listeners of both ways, some of them two', () => {
  const ways = Array.from({ length: 1_000 }, (_, i) => wayOf(i, TOPICS))
  for (const topic of TOPICS) {
    const of = ways.filter(({ topics }) => topics.includes(topic))
    expect(of.length).toBeGreaterThan(150)
    expect(of.filter(({ way }) => way === 'events').length).toBeGreaterThan(15)
  }
  expect(ways.filter(({ way }) => way === 'events')).toHaveLength(100)
  expect(new Set(ways.map(({ topics }) => topics.length))).toEqual(new Set([1, 2]))
  expect(ways.every(({ topics }) => new Set(topics).size === topics.length)).toBe(true)
})

it('puts the dead among the living, before the last of them', () => {
  const places = placesOf({ lives: 100, hangs: 4, fails: 4, refuses: 0 })
  const kinds = places.map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === 'lives')).toHaveLength(100)
  expect(places.filter(({ kind }) => kind === 'hangs').map(({ number }) => number)).toEqual([0, 25, 50, 75])
  expect(kinds.includes('refuses')).toBe(false)
  expect(kinds.at(-1)).toBe('lives')
})

it.each([1, 3, 1_000])('counts marks wherever the text is cut (%i bytes)', (size) => {
  const text = Buffer.from('[{"t":1},{"t":2},{"t":{"t":3}]')
  const count = createCounter(Buffer.from('{"t":'))
  for (let at = 0; at < text.length; at += size) count.hear(text.subarray(at, at + size))
  expect(count.found()).toBe(4)
})

it('takes the value that so large a share does not exceed', () => {
  const values = Array.from({ length: 200 }, (_, i) => 200 - i)
  expect([quantile(values, 0.5), quantile(values, 0.99), quantile([7], 0.99)]).toEqual([100, 198, 7])
  expect(quantile([1, Infinity], 0.99)).toBe(Infinity)
})

it('reads of the kernel how much memory a process has', () => {
  expect(toBytes('Name:\tnode\nVmHWM:\t  9 kB\nVmRSS:\t  2048 kB\nThreads:\t1\n')).toBe(2_097_152)
  expect(toBytes('')).toBeUndefined()
  expect(residentBytes(-1)).toBeUndefined()
})
