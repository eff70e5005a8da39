import { expect, it } from 'vitest'
import { socketsThatFit } from './open-files.ts'

it('measures as many sockets as asked for where they fit', () => {
  expect(socketsThatFit(10_000, 20_000)).toEqual({ sockets: 10_000 })
  expect(socketsThatFit(10_000, Infinity)).toEqual({ sockets: 10_000 })
})

it('measures fewer where they do not, and says so with both numbers', () => {
  const { sockets, warning } = socketsThatFit(10_000, 1_024)
  expect(sockets).toBe(824)
  expect(warning).toMatch(/1024.*10000.*824/)
})
