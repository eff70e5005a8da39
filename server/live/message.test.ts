import { expect, it } from 'vitest'
import { createMessage, textFrame } from './message.ts'

it('frames the example of RFC 6455, 5.7', () => {
  expect(textFrame('Hello').toString('hex')).toBe('810548656c6c6f')
})

it.each([
  [0, '8100'],
  [125, '817d'],
  [126, '817e007e'],
  [256, '817e0100'],
  [65_535, '817effff'],
  [65_536, '817f0000000000010000'],
])('writes the length %i as %s', (length, head) => {
  const frame = textFrame('x'.repeat(length))
  expect(frame.subarray(0, head.length / 2).toString('hex')).toBe(head)
  expect(frame).toHaveLength(head.length / 2 + length)
})

it('counts bytes, not characters', () => {
  const text = '«è giù» 📉'
  const frame = textFrame(text)
  expect(frame[1]).toBe(Buffer.byteLength(text))
  expect(frame.subarray(2).toString()).toBe(text)
})

it('makes one frame for all sockets', () => {
  const message = createMessage('{}')
  expect(message.frame).toBe(message.frame)
})
