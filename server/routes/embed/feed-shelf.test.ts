import { expect, it } from 'vitest'
import { createFeedShelf } from './feed-shelf.ts'

it('keeps the date of a text that says the same, and gives what says something else a new one', () => {
  let now = 1_000
  const shelf = createFeedShelf(() => now)
  const first = shelf('a', [1], () => 'one')
  now = 2_000
  expect(shelf('a', [2], () => 'one').changedAt).toBe(1_000)
  now = 3_000
  expect(shelf('a', [3], () => 'two')).toMatchObject({ changedAt: 3_000 })
  expect(first.page.html).toBe('one')
})

it('tells nothing twice of one reading', () => {
  let told = 0
  const shelf = createFeedShelf()
  const read = [1]
  const tell = () => `${++told}`
  expect(shelf('a', read, tell)).toBe(shelf('a', read, tell))
  expect(told).toBe(1)
  shelf('b', read, tell)
  expect(told).toBe(2)
})

it('keeps so many and no more, whatever names it is called by', () => {
  let now = 1
  const shelf = createFeedShelf(() => now)
  for (let i = 0; i <= 1_000; i++) shelf(`host-${i}`, [i], () => 'same')
  now = 2
  expect(shelf('host-1000', [0], () => 'same').changedAt).toBe(1)
  // Who was pushed out counts as changed: he is sent it once more, never told wrongly that he has it.
  expect(shelf('host-0', [0], () => 'same').changedAt).toBe(2)
})
