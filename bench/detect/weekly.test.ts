import { expect, it } from 'vitest'
import { createRandom } from '../../server/catalogue/recording.ts'
import { logNegativeBinomialTail } from '../rivals/count-tail.ts'
import { poisson } from './draw.ts'
import { meanOf, WEEKS } from './outbreak-series.ts'
import { Weekly } from './weekly.ts'

const hears = (countOf: (week: number) => number) => {
  const weekly = new Weekly()
  for (let week = 0; week < WEEKS; week += 1) weekly.hear(week, countOf(week))
  return weekly
}

it('learns a rate, and its year where there is one', () => {
  const random = createRandom(1)
  const flat = hears(() => poisson(random, 60))
  const seasonal = { theta: 4, phi: 1, beta: 0, gamma1: 0.5, gamma2: 0.3, waves: 2 }
  const yearly = hears((week) => poisson(random, meanOf(seasonal, week + 1)))
  for (let week = WEEKS; week < WEEKS + 52; week += 1) {
    expect(flat.usual(week).mean / 60).toBeGreaterThan(0.85)
    expect(flat.usual(week).mean / 60).toBeLessThan(1.15)
    const ratio = yearly.usual(week).mean / meanOf(seasonal, week + 1)
    expect(ratio).toBeGreaterThan(0.8)
    expect(ratio).toBeLessThan(1.2)
  }
})

it('says how small the chance of a count is, by what it knows', () => {
  const random = createRandom(2)
  const weekly = hears(() => poisson(random, 20))
  const { mean, variance } = weekly.usual(WEEKS)
  expect(variance).toBeGreaterThan(mean)
  expect(weekly.score(WEEKS, 45)).toBe(-logNegativeBinomialTail(45, mean, variance / mean))
  expect(weekly.score(WEEKS, 45)).toBeGreaterThan(weekly.score(WEEKS, 40))
  expect(weekly.score(WEEKS, 3) === 0).toBe(true)
})

it('hardly learns from a week beyond everything, and not at once', () => {
  const run = (last: number[]) => {
    const random = createRandom(3)
    const weekly = hears(() => poisson(random, 20))
    for (const [i, count] of last.entries()) weekly.hear(WEEKS + i, count)
    return weekly.usual(WEEKS + 10).mean
  }
  expect(run([2_000, 20])).toBe(run([20, 20]))
  expect(run([2_000, 20, 20]) / run([20, 20, 20])).toBeGreaterThan(1)
  expect(run([2_000, 20, 20]) / run([20, 20, 20])).toBeLessThan(1.06)
})
