import { expect, it } from 'vitest'
import { createLastPages } from './last-pages.ts'
import { toPage } from './page-cache.ts'

it('gives the newest page of an address, and when it was made', () => {
  const last = createLastPages()
  last.keep('a', toPage('<p>è</p>'), 1)
  last.keep('a', toPage('<p>é</p>'), 2)
  expect(last.read('a')).toEqual({ html: '<p>é</p>', at: 2 })
  expect(last.read('b')).toBeUndefined()
})

it('takes a page at the time of its first reader', () => {
  const last = createLastPages()
  const page = toPage('x')
  last.keep('a', page, 1)
  last.keep('a', page, 2)
  expect(last.read('a')?.at).toBe(1)
})

it('holds so many pages and no more; who was made anew stays', () => {
  const last = createLastPages({ mostPages: 2 })
  for (const [i, key] of ['a', 'b', 'a', 'c'].entries()) last.keep(key, toPage(`${i}`), i)
  expect(['a', 'b', 'c'].map(last.has)).toEqual([true, false, true])
})

it('holds so many bytes and no more', () => {
  const one = toPage('x').gzip().byteLength
  const last = createLastPages({ mostBytes: 3 * one })
  for (const key of ['a', 'b', 'c']) last.keep(key, toPage('x'), 0)
  expect(['a', 'b', 'c'].map(last.has)).toEqual([true, true, true])
  last.keep('c', toPage('y'), 0)
  expect(['a', 'b', 'c'].map(last.has)).toEqual([true, true, true])
  last.keep('d', toPage('z'), 0)
  expect(['a', 'b', 'c', 'd'].map(last.has)).toEqual([false, true, true, true])
})
