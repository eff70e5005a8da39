import { expect, it } from 'vitest'
import { toFigure } from './figure.ts'

it('tells an estimate with four digits, whole numbers as they are, and nothing where nothing is known', () => {
  expect([0.00011046847303542508, 0.9440083469483888, 12.345678, 1_234_567].map((value) => toFigure(value))).toEqual([
    0.0001105, 0.944, 12.35, 1_235_000,
  ])
  expect([toFigure(3), toFigure(0), toFigure(null)]).toEqual([3, 0, null])
})
