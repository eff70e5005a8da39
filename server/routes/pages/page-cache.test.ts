import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { createPageCache, MOST_PAGES, PAGE_TTL_MS, toPage } from './page-cache.ts'

it('makes a page once for all who ask in the same second, also while it is being made', async () => {
  let now = 0
  let made = 0
  const cache = createPageCache(() => now)
  const make = () => Promise.resolve(`page ${++made}`)
  const [a, b] = await Promise.all([cache.get('x', make), cache.get('x', make)])
  expect([a.html, b.html]).toEqual(['page 1', 'page 1'])
  now = PAGE_TTL_MS - 1
  expect((await cache.get('x', make)).html).toBe('page 1')
  now = PAGE_TTL_MS
  expect((await cache.get('x', make)).html).toBe('page 2')
  expect((await cache.get('y', make)).html).toBe('page 3')
})

it('keeps no failure', async () => {
  const cache = createPageCache(() => 0)
  await expect(cache.get('x', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect((await cache.get('x', () => Promise.resolve('back'))).html).toBe('back')
})

it('holds so many pages and no more', async () => {
  let made = 0
  const cache = createPageCache(() => 0)
  const make = () => Promise.resolve(`${++made}`)
  for (let i = 0; i <= MOST_PAGES; i++) await cache.get(`page ${i}`, make)
  await cache.get(`page ${MOST_PAGES}`, make)
  expect(made).toBe(MOST_PAGES + 1)
  await cache.get('page 0', make)
  expect(made).toBe(MOST_PAGES + 2)
})

it('names a page by what is in it', async () => {
  const [a, b, c] = ['x', 'x', 'y'].map((html) => toPage(html).etag())
  expect(a).toMatch(/^W\/"[\w-]{27}"$/)
  expect([a === b, a === c]).toEqual([true, false])
})

it('packs what it gives', async () => {
  const page = await createPageCache().get('x', () => Promise.resolve('<p>è</p>'))
  expect(gunzipSync(page.gzip()).toString()).toBe('<p>è</p>')
})
