import { array, assert, integer, property } from 'fast-check'
import { expect, it } from 'vitest'
import { Waiting } from './waiting.ts'

const order = (a: number, b: number) => a - b

it('gives the earliest first, whatever was added when, and keeps the rest across a restart', () => {
  // Negative: one is heard. Many at once, so that places are given back in between.
  const steps = array(integer({ min: -3, max: 50 }), { maxLength: 400 })
  assert(
    property(steps, integer({ min: 1, max: 20 }), (drawn, times) => {
      let waiting = new Waiting()
      let left: number[] = []
      for (const [i, at] of drawn.entries()) {
        if (at >= 0) {
          for (let n = 0; n < times; n += 1) waiting.add({ at: at + n, answer: 'problem' })
          left = [...left, ...Array.from({ length: times }, (_, n) => at + n)].toSorted(order)
        }
        for (let n = at; n < 0 && left.length > 0; n += 1) {
          expect(waiting.first?.at).toBe(left.shift())
          waiting.shift()
        }
        if (i % 50 === 49) waiting = new Waiting(waiting.state())
      }
      expect(waiting.first?.at).toBe(left[0])
      expect(waiting.state().map(({ at }) => at)).toEqual(left)
    }),
  )
})

it('gives places back without losing anybody', () => {
  const waiting = new Waiting()
  for (let at = 0; at < 5_000; at += 1) waiting.add({ at, answer: 'problem' })
  for (let at = 0; at < 4_000; at += 1) {
    expect(waiting.first?.at).toBe(at)
    waiting.shift()
  }
  waiting.add({ at: 10, answer: 'problem' })
  expect(waiting.state().map(({ at }) => at)).toEqual([10, ...Array.from({ length: 1_000 }, (_, n) => 4_000 + n)])
})

it('has nobody when all were heard', () => {
  const waiting = new Waiting([{ at: 1, answer: 'problem' }])
  waiting.shift()
  expect(waiting.first).toBeUndefined()
  waiting.add({ at: 0, answer: 'works' })
  expect(waiting.first?.at).toBe(0)
})
