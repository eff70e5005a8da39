import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { editDistance, TOO_FAR } from './edit-distance.ts'

it.each([
  ['libero', 'libero', 0],
  ['libreo', 'libero', 1],
  ['whatsap', 'whatsapp', 1],
  ['instragram', 'instagram', 1],
  ['netflx', 'netflix', 1],
  ['netfilx', 'netflix', 1],
  ['gmial', 'gmail', 1],
  ['kitten', 'sitting', TOO_FAR],
  ['abc', 'abcdef', TOO_FAR],
  ['', '', 0],
])('from %s to %s it is %d edits', (typed, target, edits) => {
  expect(editDistance(typed, target, 2).whole).toBe(edits)
})

it.each([
  ['insta', 'instagram', 0],
  ['insat', 'instagram', 1],
  ['messneg', 'messenger', 1],
  ['xyzzy', 'instagram', TOO_FAR],
])('%s is the beginning of %s but for %d', (typed, target, edits) => {
  expect(editDistance(typed, target, 2).start).toBe(edits)
})

it('is the same in both directions, at most the limit or too far, and the beginning is never farther', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, limit) => {
      const there = editDistance(a, b, limit)
      const back = editDistance(b, a, limit)
      expect(there.whole).toBe(back.whole)
      expect(there.whole <= limit || there.whole === TOO_FAR).toBe(true)
      expect(there.start <= there.whole).toBe(true)
    }),
  )
})
