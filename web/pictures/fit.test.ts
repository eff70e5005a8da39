import { describe, expect, it } from 'vitest'
import { balance, fitLine, plain, sizeFor, wrap, type Room } from './fit.ts'

/** Each character is one wide. */
const room = (width: number): Room => ({ width, face: 'sans', size: 1, measure: (text) => Array.from(text).length })

describe('a text in its room', () => {
  it.each([
    ['one two three', 20, 2, ['one two three']],
    ['one two three', 8, 2, ['one two', 'three']],
    ['one two three', 7, 1, ['one tw…']],
    ['one two three four', 8, 2, ['one two', 'three f…']],
    ['abcdefghij', 4, 3, ['abcd', 'efgh', 'ij']],
    ['abcdefghij', 4, 2, ['abcd', 'efg…']],
    ['', 4, 2, []],
  ])('%j within %i, on %i lines', (text, width, lines, expected) => {
    expect(wrap(text, lines, room(width))).toEqual(expected)
  })

  it('has lines about as long as each other where it stands in large type', () => {
    expect(wrap('molte segnalazioni di problemi', 2, room(24))).toEqual(['molte segnalazioni di', 'problemi'])
    expect(balance('molte segnalazioni di problemi', 2, room(24))).toEqual(['molte segnalazioni', 'di problemi'])
    expect(balance('one two three four', 2, room(8))).toEqual(['one two', 'three f…'])
  })

  it('does not part a word to have even lines, and has smaller type before a long word is parted', () => {
    const sized: Room = { ...room(9), size: 2, measure: (text, _, size) => (Array.from(text).length * size) / 2 }
    expect(balance('ab segnalazioni', 2, room(14))).toEqual(['ab', 'segnalazioni'])
    expect(sizeFor('ab segnalazioni', sized)).toBe(1.5)
    expect(sizeFor('ab cd', sized)).toBe(2)
    expect(sizeFor('a'.repeat(100), sized)).toBe(1.4)
  })

  it('is cut between signs that people see, not inside them', () => {
    expect(fitLine('e\u0301e\u0301e\u0301e\u0301', room(5))).toBe('e\u0301e\u0301…')
  })

  it('comes to an end where there is room for nothing', () => {
    expect(wrap('ab cd', 2, room(0))).toHaveLength(2)
  })
})

describe('a plain text', () => {
  it.each([
    ['controls', 'a\u0000b\u001b[31mc', 'a b [31mc'],
    ['line breaks', ' a\r\n\tb\u2028c ', 'a b c'],
    ['marks that turn what follows', 'a\u202eb\u2066c\u200f', 'a b c'],
    ['what cannot be seen', '\ufeffa\u200bb', 'a b'],
    ['halves of characters', 'a\ud800b', 'a b'],
  ])('has no %s', (_, text, expected) => {
    expect(plain(text)).toBe(expected)
  })

  it('keeps letters of every writing, and pictures', () => {
    expect(plain('Città שלום 中文 🙂')).toBe('Città שלום 中文 🙂')
  })

  it('is at most as long as it may be, and shows that it was cut', () => {
    expect(plain('x'.repeat(10_000), 60)).toBe(`${'x'.repeat(59)}…`)
    expect(plain('x'.repeat(60), 60)).toBe('x'.repeat(60))
    expect(Array.from(plain(`a${'\u0301'.repeat(10_000)}`, 60)).length).toBeLessThan(10)
  })
})
