import { expect, it } from 'vitest'
import { createByteCache } from './byte-cache.ts'

it('keeps no more bytes than it may, whatever is written how often', () => {
  const cache = createByteCache<string>(10, (value) => value.length)
  cache.set('a', '1234')
  cache.set('a', '123456')
  expect(cache.bytes()).toBe(6)
  cache.set('b', '1234')
  expect([cache.get('a'), cache.get('b'), cache.bytes()]).toEqual(['123456', '1234', 10])
  cache.set('c', '1')
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([undefined, '1234', '1'])
  cache.drop('b')
  cache.drop('b')
  expect(cache.bytes()).toBe(1)
})

it('does not keep what alone is too large, and forgets what it was before', () => {
  const cache = createByteCache<string>(3, (value) => value.length)
  cache.set('a', '1')
  cache.set('a', '1234')
  expect([cache.get('a'), cache.bytes()]).toEqual([undefined, 0])
})
